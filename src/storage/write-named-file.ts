import { closeSync, lstatSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';

/**
 * Writes to where the user has pointed, as with `--csv`: a file, for its owner alone, in place of what bore its name, a link too and not what
 * it leads to; or a device such as `/dev/stdout`. Throws what the system says.
 */
export function writeNamedFile(path: string, write: (file: number) => void): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile() || (found.isSymbolicLink() && !path.startsWith('/dev/'))) {
    replaceFile(dirname(path), path, write, { mode: 0o600 });
    return;
  }
  const file = openSync(path, 'w');
  try {
    write(file);
  } finally {
    closeSync(file);
  }
}
