import { isWholeGif } from './is-whole-gif.ts';
import { isWholePng } from './is-whole-png.ts';
import { jpegStructure } from './jpeg-structure.ts';

/** What every mail program shows; SVG and WebP are not among it. */
export type ImageMediaType = 'image/png' | 'image/jpeg' | 'image/gif';

/** Whether the file of a picture goes on to its end. Nothing is unpacked: the picture may still have a fault within. */
export function isWholeImage(bytes: Uint8Array, mediaType: ImageMediaType): boolean {
  if (mediaType === 'image/png') return isWholePng(bytes);
  return mediaType === 'image/gif' ? isWholeGif(bytes) : jpegStructure(bytes).isWhole;
}
