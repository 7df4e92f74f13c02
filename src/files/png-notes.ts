import { isTurnedTiff } from './is-turned-tiff.ts';

/** The chunks that show the picture: its own, transparency, colours and their profile, density, and those of an animation (W3C PNG, third edition). */
const PICTURE: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

/** Octets of the signature, and of a chunk around its content: length, type and checksum. */
const SIGNATURE = 8;
const FRAME = 12;

/** Leaves everything out of a PNG but the picture, also behind its pixels and its end. Whether what went said which way is up. */
export function stripPng(bytes: Uint8Array): { readonly bytes: Buffer; readonly isTurned: boolean } {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [data.subarray(0, SIGNATURE)];
  let isTurned = false;
  for (let at = SIGNATURE; at + FRAME <= data.length;) {
    const type = data.toString('latin1', at + 4, at + 8);
    const chunk = data.subarray(at, at + FRAME + data.readUInt32BE(at));
    if (PICTURE.has(type)) kept.push(chunk);
    else if (type === 'eXIf') isTurned ||= isTurnedTiff(chunk.subarray(8));
    if (type === 'IEND') break;
    at += chunk.length;
  }
  return { bytes: Buffer.concat(kept), isTurned };
}
