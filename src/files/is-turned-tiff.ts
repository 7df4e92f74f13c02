/** Whether the first directory of Exif's data (TIFF 6.0, section 2; Exif 2.32, 4.6.4) has an orientation other than upright. */
export function isTurnedTiff(tiff: Buffer): boolean {
  if (tiff.length < 8) return false;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < Math.min(short(start), 200); entry++) {
    const at = start + 2 + entry * 12;
    if (short(at) === ORIENTATION) return short(at + 8) > 1;
  }
  return false;
}

const ORIENTATION = 0x0112;
