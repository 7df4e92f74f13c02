import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../source/make-folder.ts';

/**
 * Under a name of its own until it is whole, which another run beside this one does not use. `folder` is that of the archive, two below
 * the workspace, which is not made anew where it is gone.
 */
export function placeFile(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  makeFolder(dirname(target), dirname(dirname(folder)));
  const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

const UNFINISHED = '.newsletter-unfinished-';

/** What a run that was cut off left behind. */
export function removeUnfinished(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((each) => each.startsWith(UNFINISHED))) rmSync(join(folder, name), { force: true });
}
