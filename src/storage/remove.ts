import { readdirSync, rmSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from './reason-of.ts';
import { refuseLinks } from './link-error.ts';

/** Removes a file below a workspace, or a link in its place and not what it leads to. One that is not there is no fault. */
export function removeFile(workspace: string, path: string): void {
  refuseLinks(workspace, dirname(path));
  try {
    unlinkSync(path);
  } catch (error) {
    if (reasonOf(error) !== 'ENOENT') throw error;
  }
}

/** Removes a folder below a workspace with all that is in it. A link in its place is refused; links in it go, and not what they lead to. */
export function removeFolder(workspace: string, path: string): void {
  refuseLinks(workspace, path);
  rmSync(path, { recursive: true, force: true });
}

/** Removes what is in a folder below a workspace, but for what is to be kept. A link in its place is refused. */
export function emptyFolder(workspace: string, path: string, isKept: (name: string) => boolean): void {
  refuseLinks(workspace, path);
  for (const name of readdirSync(path)) if (!isKept(name)) rmSync(join(path, name), { recursive: true, force: true });
}

/** Removes a folder below a workspace if nothing is in it; false when it stays. */
export function removeEmptyFolder(workspace: string, path: string): boolean {
  try {
    refuseLinks(workspace, path);
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
