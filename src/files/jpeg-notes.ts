import { isTurnedTiff } from './is-turned-tiff.ts';

const START_OF_IMAGE = Buffer.from([0xff, 0xd8]);
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;

/** A JPEG in parts: the octets that show the picture, and whether notes were left out that say which way is up (Exif, other than upright). */
export interface StrippedJpeg {
  readonly bytes: Buffer;
  readonly isTurned: boolean;
}

/**
 * Leaves everything out of a JPEG but the picture: of its application segments (ITU-T T.81, B.2.4.6) JFIF, the colour profile (ICC.1, B.4) and
 * Adobe's note on colours stay; Exif, XMP, IPTC, thumbnails, comments and what follows the end go. The pixels are not touched.
 * Undefined where the segments cannot be followed.
 */
export function stripJpeg(bytes: Uint8Array): StrippedJpeg | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Buffer[] = [START_OF_IMAGE];
  let isTurned = false;
  for (let at = 2; at + 4 <= data.length;) {
    if (data[at] !== 0xff) return undefined;
    const marker = data[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END_OF_IMAGE) break;
    const segment = data.subarray(at, at + 2 + data.readUInt16BE(at + 2));
    at += segment.length;
    const end = marker === START_OF_SCAN ? endOfScan(data, at) : at;
    if (isPicture(marker, segment)) kept.push(segment, data.subarray(at, end));
    else isTurned ||= isTurnedBy(segment);
    at = end;
  }
  return { bytes: Buffer.concat([...kept, Buffer.from([0xff, END_OF_IMAGE])]), isTurned };
}

function isPicture(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = segment.toString('latin1', 4, 16);
  return (
    (marker === 0xe0 && name.startsWith('JFIF\0')) ||
    (marker === 0xe2 && name === 'ICC_PROFILE\0') ||
    (marker === 0xee && name.startsWith('Adobe'))
  );
}

/** Where a scan's pixels end: at the next marker that is none of theirs. */
function endOfScan(data: Buffer, from: number): number {
  for (let at = data.indexOf(0xff, from); at !== -1 && at + 1 < data.length; at = data.indexOf(0xff, at + 1)) {
    const code = data[at + 1]!;
    if (code !== 0x00 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
  }
  return data.length;
}

function isTurnedBy(segment: Buffer): boolean {
  return segment.toString('latin1', 4, 10) === 'Exif\0\0' && isTurnedTiff(segment.subarray(10));
}
