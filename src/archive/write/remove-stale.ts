import { rmSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfFile, isAsWritten } from './known-file.ts';
import type { ManifestFile } from './manifest.ts';

/** Takes away what is not planned any more, and out of the manifest. A file that somebody else has put in the place of ours is theirs. */
export function removeStale(
  folder: string,
  manifest: Map<string, ManifestFile>,
  planned: ReadonlySet<string>,
  isKept: (path: string) => boolean,
): string[] {
  const removed: string[] = [];
  for (const [path, file] of manifest) {
    if (planned.has(path) || isKept(path)) continue;
    const target = join(folder, path);
    const isOurs = file.hash === '' || isAsWritten(target, file) || hashOfFile(target) === file.hash;
    if (isOurs && statSync(target, { throwIfNoEntry: false })) {
      rmSync(target, { force: true });
      removed.push(path);
    }
    manifest.delete(path);
    removeEmpty(folder, dirname(path));
  }
  return removed;
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
