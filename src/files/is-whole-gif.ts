import { afterSubBlocks, colourTable } from './gif-blocks.ts';

/**
 * Whether a GIF goes on to its trailer (GIF89a, 27). One that ends right after a whole frame is fine too: every program shows it. What
 * follows the trailer does no harm.
 */
export function isWholeGif(bytes: Uint8Array): boolean {
  let at = HEADER + colourTable(bytes[10]);
  let hasFrame = false;
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === TRAILER) return hasFrame;
    if (block === EXTENSION) at = afterSubBlocks(bytes, at + 2);
    else if (block === FRAME) {
      at = afterSubBlocks(bytes, at + 11 + colourTable(bytes[at + 9]));
      hasFrame = at <= bytes.length;
    } else if (block === PADDING) at++;
    else return hasFrame;
    if (block === PADDING && at >= bytes.length) return false;
  }
  return hasFrame && at === bytes.length;
}

/** Octets before the first colour table. */
const HEADER = 13;
const TRAILER = 0x3b;
const EXTENSION = 0x21;
const FRAME = 0x2c;
/** Some programs leave such an octet between blocks. A file that has nothing else up to its end was not fetched whole. */
const PADDING = 0x00;
