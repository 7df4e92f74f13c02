import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './reason-of.ts';

/**
 * Gives a finished file its name, unless something bears it already; a file system without hard links renames it. The name is durable
 * then, and so is that of the folder, which may be new.
 */
export function placeWithoutReplacing(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (reasonOf(error) !== 'EEXIST' && !existsSync(to)) renameSync(from, to);
  }
  syncFolder(dirname(to));
  syncFolder(dirname(dirname(to)));
}

/** Makes the names in a folder durable. Windows cannot open a folder to flush it; its file system orders renames itself. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    return;
  }
}
