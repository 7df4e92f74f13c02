import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './reason-of.ts';
import { isBelow, partsBelow, refuseLinks } from './link-error.ts';

/**
 * Makes a folder and those above it, up to `base` and without it: where `base` is not there any more, ENOENT is thrown and nothing is
 * made. A workspace that was moved while a command runs leaves no second one at its old place. A folder outside of `base` is made with
 * all that is missing above it. Throws a `LinkError` for a link below `base`, and what the system says.
 */
export function makeFolder(folder: string, base: string, mode = 0o777): void {
  if (!isBelow(base, folder)) {
    mkdirSync(folder, { recursive: true, mode });
    return;
  }
  refuseLinks(base, folder);
  let path = base;
  for (const part of partsBelow(base, folder)) {
    path = join(path, part);
    makeOne(path, mode);
  }
}

function makeOne(path: string, mode: number): void {
  if (isFolder(path)) return;
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (reasonOf(error) !== 'EEXIST' || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
