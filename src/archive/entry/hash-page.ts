import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IssueFile } from '../../issue/find-issue.ts';
import { readBelow } from '../../storage/read-below.ts';

/**
 * A hash of everything that an issue's or article's pages are made of: its text, its variants, and the files beside it by their sizes and
 * times. `setting` stands for what is the same for all of them. Undefined when any of it cannot be read.
 */
export function hashPage({ workspace, path, filesFolder, variants }: IssueFile, setting: string): string | undefined {
  try {
    const hash = createHash('sha256').update(setting).update(readBelow(workspace, path));
    for (const name of variants) hash.update(`\0${name}\0`).update(readBelow(workspace, join(dirname(path), name)));
    hash.update(hashFolder(filesFolder));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** Of the files in a folder, by their sizes and times; what cannot be looked at, as a link to nowhere, counts by its name. */
export function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folder)) {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`\0${file}\0${found ? `${found.size} ${found.mtimeMs} ${found.ctimeMs}` : ''}`);
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .toSorted();
}

function entriesOf(folder: string): Dirent[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
}
