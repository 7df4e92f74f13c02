import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfFile } from './known-file.ts';
import type { ManifestFile } from './manifest-file.ts';
import { workspaceOf } from './place-file.ts';
import { refuseLinks } from '../../storage/link-error.ts';
import { removeEmptyFolder, removeFile } from '../../storage/remove.ts';

/**
 * Takes away what is not planned any more, and out of the manifest. A file that somebody else has put in the place of ours is theirs: only
 * one with the very content that was written here goes, whatever the manifest says, and never one behind a link.
 */
export function removeStale(
  folder: string,
  manifest: Map<string, ManifestFile>,
  planned: ReadonlySet<string>,
  isKept: (path: string, file: ManifestFile) => boolean,
): { readonly removed: readonly string[]; readonly left: readonly string[] } {
  const [removed, left]: [string[], string[]] = [[], []];
  for (const [path, file] of manifest) {
    if (planned.has(path) || isKept(path, file)) continue;
    const target = join(folder, path);
    refuseLinks(workspaceOf(folder), dirname(target));
    const isThere = lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
    const isOurs = isThere && hashOfFile(target) === file.hash;
    if (isOurs) removeFile(workspaceOf(folder), target);
    if (isThere) (isOurs ? removed : left).push(path);
    manifest.delete(path);
    removeEmpty(folder, dirname(path));
  }
  return { removed, left };
}

function removeEmpty(folder: string, path: string): void {
  for (let each = path; each !== '.'; each = dirname(each)) {
    if (!removeEmptyFolder(workspaceOf(folder), join(folder, each))) return;
  }
}
