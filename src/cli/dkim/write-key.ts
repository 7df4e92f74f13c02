import { type Problem, problem } from '../../problem/problem.ts';
import { createSecretFile } from '../../storage/create-secret-file.ts';
import { reasonOf } from '../../storage/reason-of.ts';

/** Writes a private key as `createSecretFile` does. `shown` is what a problem calls the file. */
export function writeKey(path: string, shown: string, pem: string, workspace: string): Problem[] {
  try {
    createSecretFile(workspace, path, pem);
    return [];
  } catch (error) {
    return [problem('file-unwritable', { file: shown, reason: reasonOf(error) })];
  }
}
