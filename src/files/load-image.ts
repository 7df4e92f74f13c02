import { imageSize } from 'image-size';
import { imageType, isBeginningOfImage, mediaTypeOf } from './image-type.ts';
import { isWholeImage } from './is-whole-image.ts';
import { hashOf, publishedName } from './published-name.ts';
import { type FileFault, type FilesFolder, readInside, safeDecode } from './read-inside.ts';
import { scaleImage } from './scale-image.ts';

/** A local image as it leaves the house, measured in its own pixels. */
export interface LoadedImage {
  readonly target: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, and of those of the file that they were made from, in hex. */
  readonly hash: string;
  readonly sourceHash: string;
}

export type ImageFault =
  | FileFault
  | { readonly fault: 'unsupported'; readonly type: string }
  | { readonly fault: 'damaged'; readonly damage: ImageDamage }
  | { readonly fault: 'pixels'; readonly pixels: number }
  | { readonly fault: 'heavy'; readonly size: number };

/** What is wrong with a picture's file: it has nothing in it, it ends too early, or it cannot be unpacked. */
export type ImageDamage = 'empty' | 'cut' | 'unreadable';

/** Octets of an image file that is still opened. */
export const LARGEST_FILE = 25_000_000;
/** Pixels of an image that is still unpacked. */
export const MOST_PIXELS = 60_000_000;
/** Octets of an image that leaves the house: more take too long on a phone. */
export const HEAVIEST_IMAGE = 1_000_000;
/** Twice the widest e-mail, for screens with two pixels in the place of one. */
const WIDEST = 1_200;

/**
 * Reads an image, measures it, and makes it fit for an e-mail: no wider than needed, upright, in the colours of screens, without what a
 * camera wrote into it.
 */
export async function loadImage(folder: FilesFolder, target: string): Promise<LoadedImage | ImageFault> {
  const source = await readInside(folder, target, LARGEST_FILE);
  if ('fault' in source) return source;
  const type = imageType(source);
  const mediaType = mediaTypeOf(source);
  const size = measure(source);
  if (!mediaType) return notAnImage(source, type || (size?.type ?? ''));
  if (!isWholeImage(source, mediaType)) return { fault: 'damaged', damage: 'cut' };
  if (!size) return { fault: 'damaged', damage: 'unreadable' };
  if (size.width * size.height > MOST_PIXELS) return { fault: 'pixels', pixels: size.width * size.height };
  const image = await scaleImage({ bytes: source, mediaType, width: size.width, height: size.height }, WIDEST);
  if (!image) return { fault: 'damaged', damage: 'unreadable' };
  if (image.bytes.length > HEAVIEST_IMAGE) return { fault: 'heavy', size: image.bytes.length };
  const hash = hashOf(image.bytes);
  return { ...image, target, filename: publishedName(safeDecode(target), hash, type), hash, sourceHash: hashOf(source) };
}

/** A file that was made but not filled, as while it is being fetched, has zeros only. */
function notAnImage(bytes: Uint8Array, type: string): ImageFault {
  if (bytes.every((octet) => octet === 0)) return { fault: 'damaged', damage: 'empty' };
  return isBeginningOfImage(bytes) ? { fault: 'damaged', damage: 'cut' } : { fault: 'unsupported', type };
}

function measure(bytes: Uint8Array): { width: number; height: number; type?: string } | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}
