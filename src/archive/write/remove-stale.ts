import { rmSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfFile, isAsWritten } from './known-file.ts';
import type { ManifestFile } from './manifest.ts';

/** Takes away what is not planned any more, and out of the manifest. A file that somebody else has put in the place of ours is theirs. */
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
    const isOurs = file.hash === '' || isAsWritten(target, file) || hashOfFile(target) === file.hash;
    const isThere = statSync(target, { throwIfNoEntry: false })?.isFile() === true;
    if (isThere && isOurs) rmSync(target, { force: true });
    if (isThere) (isOurs ? removed : left).push(path);
    manifest.delete(path);
    removeEmpty(folder, dirname(path));
  }
  return { removed, left };
}

function removeEmpty(folder: string, path: string): void {
  for (let each = path; each !== '.'; each = dirname(each)) {
    try {
      rmdirSync(join(folder, each));
    } catch {
      return;
    }
  }
}
