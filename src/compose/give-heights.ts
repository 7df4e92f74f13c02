import type { ShownImage } from './targets.ts';

/** MJML knows the width of an image and leaves its height to the program that shows it, which then makes room too late. */
export function giveHeights(html: string, images: readonly ShownImage[]): string {
  const bySource = new Map(images.map((image) => [image.src, image]));
  return html.replace(/<img [^>]*height="auto"[^>]*>/g, (tag) => {
    const image = bySource.get(/src="([^"]+)"/.exec(tag)?.[1] ?? '');
    const width = Number(/width="(\d+)"/.exec(tag)?.[1]);
    return image && width ? tag.replace('height="auto"', `height="${Math.round((image.height * width) / image.width)}"`) : tag;
  });
}
