import type { Composition } from '../../compose/compose.ts';
import { type Fields, fillHoles } from '../../personalise/fill-holes.ts';
import { forceDark } from './force-dark.ts';
import { openOutside } from './open-outside.ts';
import { withScheme } from './with-scheme.ts';

/** How an e-mail is looked at: as it is, dark as it says itself, dark as mail programs make it, or without images. */
export type EmailLook = 'email' | 'dark' | 'forced' | 'images';

/** An image that no browser can show: it shows the words for it in its place, as mail programs do that keep images back. */
const NO_IMAGE = 'data:image/png;base64,';

/** The HTML of a reader's copy for a frame. `addressOf` says where the frame gets an image or a file from. */
export function emailPage(
  { template, published }: Composition,
  fields: Fields,
  look: EmailLook,
  addressOf: (filename: string) => string,
): string {
  const filled = fillHoles(template.html, fields);
  const embedded = template.images.map(({ contentId, filename }) => [`cid:${contentId}`, filename] as const);
  const linked = published.map(({ url, filename }) => [url, filename] as const);
  const html = [...embedded, ...linked].reduce(
    (page, [written, filename]) => page.replaceAll(`"${written}"`, `"${addressOf(filename)}"`),
    filled,
  );
  return openOutside(lookAt(html, look));
}

function lookAt(html: string, look: EmailLook): string {
  switch (look) {
    case 'email':
      return withScheme(html, 'light');
    case 'dark':
      return withScheme(html, 'dark');
    case 'forced':
      return forceDark(withScheme(html, 'light'));
    case 'images':
      return withScheme(html, 'light').replace(/(<img\b[^>]*?\ssrc=")[^"]*/gi, `$1${NO_IMAGE}`);
  }
}
