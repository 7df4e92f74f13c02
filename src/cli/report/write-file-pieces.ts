import { closeSync, openSync, writeFileSync } from 'node:fs';
import { writePieces } from '../write-pieces.ts';

/** Writes a file of any size from its pieces; throws what the system says when it cannot. */
export function writeFilePieces(
  path: string,
  pieces: Iterable<string>,
  { mode = 0o666, flag = 'w' }: { readonly mode?: number; readonly flag?: 'w' | 'wx' } = {},
): void {
  const file = openSync(path, flag, mode);
  try {
    writePieces({ write: (text) => writeFileSync(file, text) }, pieces);
  } finally {
    closeSync(file);
  }
}
