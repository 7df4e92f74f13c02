import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { placeWithoutReplacing } from '../../ledger/place-file.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { makeFolder } from '../../source/make-folder.ts';
import { reasonOf } from '../../source/read-text-file.ts';

/**
 * Writes a private key, durably, readable by its owner alone, whole or not at all. A file that is there is never replaced, not even one
 * that came in the meantime. `shown` is what a problem calls the file.
 */
export function writeKey(path: string, shown: string, pem: string, workspace: string): Problem[] {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    makeFolder(dirname(path), workspace, 0o700);
    try {
      writeFileSync(unfinished, pem, { flag: 'wx', mode: 0o600, flush: true });
      placeWithoutReplacing(unfinished, path);
    } finally {
      rmSync(unfinished, { force: true });
    }
    return [];
  } catch (error) {
    return [problem('file-unwritable', { file: shown, reason: reasonOf(error) })];
  }
}
