import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, EntryText } from './entry.ts';

/** The entries of a page, one for each language that it is written in, that were made before. */
export interface EntryCache {
  /** Undefined when they were made of something else, or are not there whole. `page` is `issue-2021-12-jarjestot`. */
  readonly recall: (page: string, hash: string) => Entry[] | undefined;
  /** The text of an entry that was recalled or remembered, by its place among those of its page. */
  readonly text: (page: string, index: number) => EntryText;
  readonly remember: (page: string, hash: string, entries: readonly Entry[], texts: readonly EntryText[]) => void;
}

/** Keeps entries in `folder`, a file for each page: the hash of what it was made of, its entries, their texts. Where nothing can be written, in memory. */
export function entryCache(folder: string): EntryCache {
  const inMemory = new Map<string, readonly EntryText[]>();
  const pathOf = (page: string): string => join(folder, `${page}.json`);
  return {
    recall: (page, hash) => {
      try {
        const [known, entries = ''] = readFileSync(pathOf(page), 'utf8').split('\n', 2);
        return known === hash ? (JSON.parse(entries) as Entry[]) : undefined;
      } catch {
        return undefined;
      }
    },
    text: (page, index) =>
      inMemory.get(page)?.[index] ?? (JSON.parse(readFileSync(pathOf(page), 'utf8').split('\n')[index + 2]!) as EntryText),
    remember: (page, hash, entries, texts) => {
      const path = pathOf(page);
      const lines = [hash, JSON.stringify(entries), ...texts.map((text) => JSON.stringify(text))];
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${path}.new`, lines.join('\n'));
        renameSync(`${path}.new`, path);
      } catch {
        inMemory.set(page, texts);
      }
    },
  };
}
