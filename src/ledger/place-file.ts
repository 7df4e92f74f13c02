import { existsSync, linkSync, renameSync } from 'node:fs';
import { reasonOf } from '../source/read-text-file.ts';

/** Gives a finished file its name, unless something bears it already; a file system without hard links renames it. */
export function placeWithoutReplacing(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (reasonOf(error) !== 'EEXIST' && !existsSync(to)) renameSync(from, to);
  }
}
