/** Octets of the colour table that the flags announce: three for each of 2 to 256 colours. */
export function colourTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Where sub-blocks end that begin at `at`: each says how long it is, and the last is empty. Infinity when the file ends before. */
export function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at]!;
    at += length + 1;
    if (length === 0) return at;
  }
  return Infinity;
}
