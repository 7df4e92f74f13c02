import { writeFileSync } from 'node:fs';
import { writePieces } from '../write-pieces.ts';

/** What writes pieces to an open file, however many there are. */
export function inPieces(pieces: Iterable<string>): (file: number) => void {
  return (file) => writePieces({ write: (text) => writeFileSync(file, text) }, pieces);
}
