import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Look } from '../compose/compose.ts';
import type { Config } from '../config/config.ts';
import { privacyOf } from '../config/privacy-of.ts';
import type { Issue } from '../issue/issue.ts';
import { readHash } from '../source/read-hash.ts';

/** Everything of the configuration that shows in a message. That of a public issue is what it always was, so that a send that was begun goes on. */
export function configurationHash({ lists, pages }: Issue, config: Config): string {
  const { replyTo, archiveUrl, images, typography } = config;
  const organisation = withoutEmpty(config.organisation);
  const from = withoutEmpty(config.from);
  const bounces = config.bounces.verp ? config.bounces : { address: config.bounces.address };
  const unsubscribe = config.unsubscribe.url === null ? { mailto: config.unsubscribe.mailto } : config.unsubscribe;
  const isPrivate = privacyOf(lists, config) !== null;
  // The mail of a private issue knows the archive only where it links to a page of it.
  const ofArchive = isPrivate ? (pages.length > 0 ? [archiveUrl] : []) : [archiveUrl, images];
  const archive = archiveUrl === null ? [] : ofArchive;
  const titles = lists.map((name) => {
    const list = config.lists.get(name);
    return [name, list?.title, ...(list && Object.keys(list.translations).length > 0 ? [list.translations] : [])];
  });
  const set = [...archive, ...(typography ? [] : ['plain'])];
  return hashOf([organisation, from, replyTo, bounces, unsubscribe, titles, ...set]);
}

function withoutEmpty({ translations, ...rest }: { readonly translations: object }): object {
  return Object.keys(translations).length > 0 ? { ...rest, translations } : rest;
}

/** A theme's hash, and the logo's where the organisation has one of its own. */
export function lookHash(look: Look | undefined): string {
  if (!look?.logo) return look?.theme.hash ?? '';
  return hashOf([look.theme.hash, look.logo.sourceHash]);
}

/** A hash of the files that an issue's lists are read from. A list that cannot be read is told of where it is read. */
export async function listsHash({ lists }: Issue, config: Config, folder: string): Promise<string> {
  const hashes: (string | null)[][] = [];
  for (const name of lists) {
    const list = config.lists.get(name);
    hashes.push([name, list ? await readHash(list.isOutside ? null : folder, resolve(folder, list.file)) : null]);
  }
  return hashOf(hashes);
}

/** SHA-256 in hex of a value as JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
