import { createHash } from 'node:crypto';
import type { Config } from '../../../config/config.ts';
import type { GatheredIssue } from '../../gather-issue.ts';

/** The hash of each source that a send is made from. */
export type Sources = Readonly<Record<'issue' | 'theme' | 'configuration' | 'lists', string>>;

/** What is not set is left out, so that a send begun before there was a key for it goes on. */
export function sourcesOf({ loaded, theme, recipients }: GatheredIssue, config: Config): Sources {
  const { organisation, from, replyTo, lists, archiveUrl } = config;
  const bounces = config.bounces.verp ? config.bounces : { address: config.bounces.address };
  const unsubscribe = config.unsubscribe.url === null ? { mailto: config.unsubscribe.mailto } : config.unsubscribe;
  const archive = archiveUrl === null ? [] : [archiveUrl];
  const titles = loaded.issue.lists.map((name) => [name, lists.get(name)?.title]);
  return {
    issue: loaded.sourceHash,
    theme: theme?.hash ?? '',
    configuration: hashOf([organisation, from, replyTo, bounces, unsubscribe, titles, ...archive]),
    lists: hashOf(recipients.map(({ key, fields }) => [key, Object.entries(fields)])),
  };
}

/** What changed since a send began, by name. The lists are not among it: they never refuse a resume. */
export function changedSources(now: Sources, then: Readonly<Record<string, string>>): string[] {
  return (['issue', 'theme', 'configuration'] as const).filter((name) => now[name] !== then[name]);
}

/** For a rehearsal a changed list is a change too: it is simply done anew. */
export function sameSources(now: Sources, then: Readonly<Record<string, string>>): boolean {
  return changedSources(now, then).length === 0 && now.lists === then['lists'];
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
