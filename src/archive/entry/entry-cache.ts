import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Entry, EntryText } from './entry.ts';
import { makeFolder } from '../../storage/make-folder.ts';
import { readBelow } from '../../storage/read-below.ts';
import { removeFile } from '../../storage/remove.ts';
import { replaceFile } from '../../storage/replace-file.ts';

/** The entries of a page, one for each language that it is written in, that were made before; and images and files that are not in the archive yet. */
export interface EntryCache {
  /** Undefined when they were made of something else, or are not there whole. `page` is `issue-2021-12-jarjestot`. */
  readonly recall: (page: string, hash: string) => Entry[] | undefined;
  /** The text of an entry that was recalled or remembered, by its place among those of its page. */
  readonly text: (page: string, index: number) => EntryText;
  readonly remember: (page: string, hash: string, entries: readonly Entry[], texts: readonly EntryText[]) => void;
  /** Keeps a file until it is in the archive; the path is the one there. */
  readonly keepFile: (path: string, bytes: Uint8Array) => void;
  readonly hasFile: (path: string) => boolean;
  readonly file: (path: string) => Uint8Array;
  readonly dropFile: (path: string) => void;
}

/** Keeps entries in `folder`, two files for each page: the hash of what it was made of with the size of its texts and its entries; and the texts, a line each. */
export function entryCache(folder: string, workspace: string): EntryCache {
  const entriesOf = (page: string): string => join(folder, `${page}.json`);
  const textsOf = (page: string): string => join(folder, `${page}.texts.json`);
  const fileOf = (path: string): string => join(folder, 'files', createHash('sha256').update(path).digest('hex'));
  let last: { readonly page: string; readonly lines: readonly string[] } | undefined;
  const linesOf = (page: string): readonly string[] => {
    if (last?.page !== page) last = { page, lines: readBelow(workspace, textsOf(page)).toString().split('\n') };
    return last.lines;
  };
  return {
    recall: (page, hash) => {
      try {
        const [known, size, entries = ''] = readBelow(workspace, entriesOf(page)).toString().split('\n', 3);
        const isWhole = known === hash && statSync(textsOf(page)).size === Number(size);
        return isWhole ? (JSON.parse(entries) as Entry[]) : undefined;
      } catch {
        return undefined;
      }
    },
    text: (page, index) => JSON.parse(linesOf(page)[index]!) as EntryText,
    remember: (page, hash, entries, texts) => {
      last = undefined;
      removeFile(workspace, entriesOf(page));
      const lines = texts.map((text) => JSON.stringify(text)).join('\n');
      place(textsOf(page), lines, workspace);
      place(entriesOf(page), `${hash}\n${Buffer.byteLength(lines)}\n${JSON.stringify(entries)}`, workspace);
    },
    keepFile: (path, bytes) => place(fileOf(path), bytes, workspace),
    hasFile: (path) => existsSync(fileOf(path)),
    file: (path) => readBelow(workspace, fileOf(path)),
    dropFile: (path) => removeFile(workspace, fileOf(path)),
  };
}

function place(path: string, content: string | Uint8Array, workspace: string): void {
  makeFolder(dirname(path), workspace);
  replaceFile(workspace, path, content);
}
