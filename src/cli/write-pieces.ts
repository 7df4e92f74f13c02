import type { Output } from './world.ts';

/** Characters that are written at a time. */
const PIECE = 16 * 1024;

/** Writes a text that may be too long for memory; many small pieces are written as few. */
export function writePieces(output: Pick<Output, 'write'>, pieces: Iterable<string>): void {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    output.write(text);
    text = '';
  }
  if (text !== '') output.write(text);
}
