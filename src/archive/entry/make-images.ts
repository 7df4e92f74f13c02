import type { LoadedImage } from '../../files/load-image.ts';
import { scaleImage } from '../../files/scale-image.ts';

/** An image as web pages show it: the narrowest copy first, and the image itself last. Widths and heights in pixels. */
export interface WebImage {
  readonly copies: readonly WebCopy[];
}

export interface WebCopy {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Widths of copies for small screens; the image itself is at most 1,200 wide. */
const WIDTHS = [480, 800];

/** Makes narrower copies of an image, as far as they are lighter; `folder` is where they will lie. */
export async function makeImages({ bytes, filename, mediaType, width, height }: LoadedImage, folder: string): Promise<WebImage> {
  const picture = { bytes, mediaType: mediaType as 'image/png' | 'image/jpeg' | 'image/gif', width, height };
  const copies: WebCopy[] = [];
  for (const narrow of mediaType === 'image/gif' ? [] : WIDTHS.filter((each) => each < width)) {
    const copy = await scaleImage(picture, narrow);
    if (!copy || copy.bytes.length >= bytes.length) continue;
    const path = `${folder}${filename.replace(/\.(\w+)$/, `-${narrow}.$1`)}`;
    copies.push({ path, width: copy.width, height: copy.height, bytes: copy.bytes });
  }
  return { copies: [...copies, { path: `${folder}${filename}`, width, height, bytes }] };
}
