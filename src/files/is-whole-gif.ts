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

/** Octets of the colour table that the flags announce: three for each of 2 to 256 colours. */
function colourTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Where sub-blocks end that begin at `at`: each says how long it is, and the last is empty. Infinity when the file ends before. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at]!;
    at += length + 1;
    if (length === 0) return at;
  }
  return Infinity;
}
