import type { ImageMediaType } from './is-whole-image.ts';
import { jpegStructure } from './jpeg-structure.ts';
import { hashOf } from './published-name.ts';
import { stripNotes } from './strip-notes.ts';

/** An image's octets with its size in pixels. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/** JPEG's quality from 1 to 100, at which a photograph shows no loss on a screen. */
const QUALITY = 82;

/**
 * Makes a picture at most `widest` pixels wide, without any notes in it (`stripNotes`). A photograph whose notes say which way is up is turned
 * upright. A JPEG in the inks of a printer (CMYK, YCCK) gets the colours of screens (sRGB): mail programs show the inks wrong, or nothing. What is
 * fine already stays as it is, octet for octet; the pixels of a GIF always do, since it may move. Undefined when the picture cannot be unpacked.
 */
export async function scaleImage(picture: Picture, widest: number): Promise<Picture | undefined> {
  const { bytes, mediaType, width } = picture;
  const stripped = stripNotes(bytes, mediaType);
  const isFine = stripped && (mediaType === 'image/gif' || (width <= widest && !stripped.isTurned && !isInInks(picture)));
  if (isFine) return { ...picture, bytes: stripped.bytes };
  const key = `${hashOf(bytes)} ${widest}`;
  const scaled = known.get(key) ?? scaleNow(picture, widest);
  known.delete(key);
  known.set(key, scaled);
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST_KEPT))) known.delete(oldest);
  return scaled;
}

/** Scaling a photograph takes longer than composing the issue that it stands in, and a preview does so at each change of the text. */
const known = new Map<string, Promise<Picture | undefined>>();
const MOST_KEPT = 30;

async function scaleNow({ bytes, mediaType }: Picture, widest: number): Promise<Picture | undefined> {
  const { default: sharp } = await import('sharp');
  try {
    const upright = sharp(bytes, { failOn: 'truncated' }).rotate().resize({ width: widest, withoutEnlargement: true });
    const packed = mediaType === 'image/png' ? upright.png({ compressionLevel: 9 }) : upright.jpeg({ quality: QUALITY });
    const { data, info } = await packed.toBuffer({ resolveWithObject: true });
    return { bytes: data, mediaType, width: info.width, height: info.height };
  } catch {
    return undefined;
  }
}

function isInInks({ bytes, mediaType }: Picture): boolean {
  return mediaType === 'image/jpeg' && jpegStructure(bytes).components === 4;
}
