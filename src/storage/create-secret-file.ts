import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { placeWithoutReplacing } from './place-without-replacing.ts';
import { UNFINISHED } from './replace-file.ts';

/**
 * Makes a file of secrets below a workspace, and its folder: durable, for its owner alone, whole or not at all. One that is there is never
 * replaced, not even one that came in the meantime. The workspace is not made anew where it is gone. Throws a `LinkError`, and what the
 * system says.
 */
export function createSecretFile(workspace: string, path: string, content: string): void {
  makeFolder(dirname(path), workspace, 0o700);
  const unfinished = join(dirname(path), `${UNFINISHED}${randomUUID()}`);
  try {
    const file = openSync(unfinished, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    placeWithoutReplacing(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
