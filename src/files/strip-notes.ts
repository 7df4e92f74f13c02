import { stripGif } from './gif-notes.ts';
import type { ImageMediaType } from './is-whole-image.ts';
import { stripJpeg } from './jpeg-notes.ts';
import { stripPng } from './png-notes.ts';

/** A picture without notes; `isTurned` where what went said that it is to be shown turned. */
export interface Stripped {
  readonly bytes: Uint8Array;
  readonly isTurned: boolean;
}

/**
 * Leaves out of a picture what people do not see in it: where and when it was taken and with what, who made it, comments, thumbnails that may show
 * what was cut away. The pixels and the colour profile stay octet for octet, and so does a picture without notes. Undefined where its
 * parts cannot be followed, so that only unpacking it helps.
 */
export function stripNotes(bytes: Uint8Array, mediaType: ImageMediaType): Stripped | undefined {
  const stripped =
    mediaType === 'image/jpeg'
      ? stripJpeg(bytes)
      : mediaType === 'image/png'
        ? stripPng(bytes)
        : { bytes: stripGif(bytes), isTurned: false };
  return stripped && (stripped.bytes.length === bytes.length ? { bytes, isTurned: false } : stripped);
}
