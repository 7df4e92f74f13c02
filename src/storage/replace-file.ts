import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refuseLinks } from './link-error.ts';
import { syncFolder } from './place-without-replacing.ts';

/** How a file is written. */
export interface ReplaceOptions {
  /** The permissions of the file; what the system gives to new files when left out. */
  readonly mode?: number;
  /** Whether it is on the disk when this returns, and its name with it. */
  readonly isDurable?: boolean;
  /** A folder of the same file system for the file that is not whole yet; the file's own when left out. */
  readonly unfinishedIn?: string;
}

/** What begins the name of a file that is not whole yet; nobody can foresee the rest. */
export const UNFINISHED = '.newsletter-unfinished-';

/**
 * The one way to write a file below a workspace: whole or not at all, in place of what bore its name, and through no link. It is written
 * under a name that nobody can foresee, which must be new, and then renamed. Its folder must be there. Throws a `LinkError`, and what the
 * system says.
 */
export function replaceFile(
  workspace: string,
  path: string,
  content: string | Uint8Array | ((file: number) => void),
  { mode = 0o666, isDurable = false, unfinishedIn = dirname(path) }: ReplaceOptions = {},
): void {
  refuseLinks(workspace, dirname(path));
  refuseLinks(workspace, unfinishedIn);
  const unfinished = join(unfinishedIn, `${UNFINISHED}${randomUUID()}`);
  try {
    writeNew(unfinished, content, mode, isDurable);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  if (isDurable) syncFolder(dirname(path));
}

function writeNew(path: string, content: string | Uint8Array | ((file: number) => void), mode: number, isDurable: boolean): void {
  const file = openSync(path, 'wx', mode);
  try {
    if (typeof content === 'function') content(file);
    else writeFileSync(file, content);
    if (isDurable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
