import type { ImageMediaType } from './is-whole-image.ts';

/**
 * The type of a picture by the first octets of its file, whatever its name says: `png`, `jpg`, `gif`, or one that no e-mail can show, such
 * as `webp` or `heic`. Empty when the file is no picture that is known. The first octets are those of the formats' specifications.
 */
export function imageType(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  return SIGNATURES.find(([, signature]) => signature.test(head))?.[0] ?? '';
}

/** The media type of a picture that every e-mail can show; undefined for every other file. */
export function mediaTypeOf(bytes: Uint8Array): ImageMediaType | undefined {
  return MEDIA_TYPES[imageType(bytes)];
}

const MEDIA_TYPES: Readonly<Partial<Record<string, ImageMediaType>>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

/** Octets that decide. An SVG may begin with a long comment. */
const HEAD = 2_000;

const SIGNATURES: readonly (readonly [type: string, signature: RegExp])[] = [
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['avif', /^[^]{4}ftypavi[fs]/],
  ['heic', /^[^]{4}ftyp(?:hei|hev|mif1|msf1)/],
  ['tiff', /^(?:II[*+]\0|MM\0[*+])/],
  ['jxl', /^(?:\xff\x0a|\0\0\0\x0cJXL )/],
  ['jp2', /^\0\0\0\x0cjP {2}/],
  ['bmp', /^BM[^]{4}\0\0\0\0/],
  ['ico', /^\0\0\x01\0/],
  ['psd', /^8BPS/],
  ['pdf', /^%PDF-/],
  ['eps', /^(?:%!PS|\xc5\xd0\xd3\xc6)/],
  ['svg', /^(?:\xef\xbb\xbf)?\s*(?:<svg|(?:<\?xml|<!--|<!doctype svg)[^]*<svg)/i],
];

/** Whether a file holds nothing but the beginning of a PNG's, JPEG's or GIF's first octets. */
export function isBeginningOfImage(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes).toString('latin1');
  return bytes.length > 1 && ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'GIF87a'].some((start) => start.startsWith(head));
}
