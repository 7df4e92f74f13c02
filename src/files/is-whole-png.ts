/** Whether a PNG has pixels and goes on to its last chunk, `IEND` (W3C PNG, 5.3). What follows that chunk does no harm. */
export function isWholePng(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let hasPixels = false;
  for (let at = SIGNATURE; at + FRAME <= data.length;) {
    const type = data.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type)) return false;
    if (type === 'IEND') return hasPixels;
    if (type === 'IDAT') hasPixels = true;
    at += FRAME + data.readUInt32BE(at);
  }
  return false;
}

/** Octets of the signature, and of a chunk around its content: length, type and checksum. */
const SIGNATURE = 8;
const FRAME = 12;
