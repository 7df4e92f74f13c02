import type { IssueLanguage } from '../../config/config.ts';
import { type PageTable, linkedLanguage, linkedPath } from '../../issue/page-link.ts';

/** Begins a path in the archive within HTML, up to the quotation mark behind it. */
const OWN = '\0';
/** Begins a link to a page by its name. */
const NAMED = '\0\0';

/** A path of the archive as it stands in an entry's HTML until the page is known that it will stand on. */
export function ownPath(path: string): string {
  return OWN + path;
}

/** The same for a link as `article:talvifoorumi`, whose path depends on the languages that the page is there in. */
export function namedPage(target: string): string {
  return NAMED + target;
}

/** How the links of HTML are written in one place. */
export interface LinkStyle {
  /** What stands before each path: `../../`, or a whole address. */
  readonly root: string;
  /** What stands before an anchor of the page itself: nothing, or its address. */
  readonly self: string;
  /** Whether a page is named with its file, as it has to be where no server finds it. */
  readonly withFileNames: boolean;
}

/** HTML with its links written for one place. A named page that is not there leads to the archive's first page. */
export function resolveLinks(html: string, style: LinkStyle, pages: PageTable, reader: IssueLanguage): string {
  const named = html.replace(
    /"\0\0([^"\s]*)"/g,
    (_, target: string) => `"${OWN}${linkedPath(target, pages, reader) ?? ''}"${languageOf(target, pages, reader)}`,
  );
  const anchored = style.self === '' ? named : named.replaceAll('href="#', `href="${style.self}#`);
  return anchored.replace(/\0([^"#\s]*)/g, (_, path: string) => linkTo(path, style));
}

/** Says of a page that is not in the reader's language which one it is in. */
function languageOf(target: string, pages: PageTable, reader: IssueLanguage): string {
  const language = linkedLanguage(target, pages, reader);
  return language === undefined || language === reader ? '' : ` hreflang="${language}"`;
}

/** A page's path is that of its folder. */
export function linkTo(path: string, { root, withFileNames }: Pick<LinkStyle, 'root' | 'withFileNames'>): string {
  const isPage = path === '' || path.endsWith('/');
  const whole = root + path;
  return isPage && withFileNames ? `${whole}index.html` : whole;
}
