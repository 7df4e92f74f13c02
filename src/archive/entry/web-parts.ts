import type { LinkedFile } from '../../files/load-linked-file.ts';
import type { HoleTable } from '../../issue/hole-table.ts';
import { parsePageLink } from '../../issue/page-link.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import type { IssueWords } from '../../words/issue-words.ts';
import type { WebWords } from '../../words/web-words.ts';
import type { WebImage } from './make-images.ts';
import { protectAddresses } from './protect-addresses.ts';
import { withoutControls } from './public-words.ts';
import { namedPage, ownPath } from './resolve-links.ts';

/** What the HTML of one page's text is rendered with. */
export interface WebSetting {
  readonly words: IssueWords;
  readonly web: WebWords;
  readonly holes: HoleTable;
  readonly images: ReadonlyMap<string, WebImage>;
  readonly files: ReadonlyMap<string, LinkedFile>;
  /** The folder that images and files lie in. */
  readonly folder: string;
  /** The page's own folder, where calendar files lie. */
  readonly path: string;
  /** The level of a heading directly below the one that stands above. */
  readonly level: 2 | 3;
}

/** Words of a page, between tags or in a quoted attribute. */
export function webText(words: string): string {
  return escapeHtml(protectAddresses(withoutControls(words)));
}

/** Where a link leads, as it stands in an attribute. */
export function addressOf(target: string, { files, folder }: WebSetting): string {
  const file = files.get(target);
  if (file) return ownPath(`${folder}${file.filename}`);
  const page = parsePageLink(target);
  return page ? namedPage(escapeHtml(withoutControls(target))) : escapeHtml(withoutControls(target));
}

/** At all the widths that there are; an image that could not be read leaves its words. */
export function renderImage(target: string, alt: string, { images }: WebSetting): string {
  const image = images.get(target);
  if (!image) return webText(alt);
  const widest = image.copies.at(-1)!;
  const set = image.copies.map(({ path, width }) => `${ownPath(path)} ${width}w`).join(', ');
  const srcset = image.copies.length > 1 ? ` srcset="${set}" sizes="${SIZES}"` : '';
  const size = `width="${widest.width}" height="${widest.height}"`;
  return `<img src="${ownPath(widest.path)}"${srcset} alt="${webText(alt)}" ${size} loading="lazy" decoding="async">`;
}

/** How wide images are shown, as in `templates/web.css`: the column, or all of a narrower screen but its margins. */
const SIZES = '(min-width: 46rem) 42rem, calc(100vw - 2.5rem)';
