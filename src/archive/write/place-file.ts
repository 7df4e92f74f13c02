import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Under a name of its own until it is whole, which another run beside this one does not use. */
export function placeFile(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
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
