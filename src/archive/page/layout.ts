import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { issueWords } from '../../words/issue-words.ts';
import { webWords } from '../../words/web-words.ts';
import { linkTo } from '../entry/resolve-links.ts';
import type { Look } from '../look.ts';
import { type Site, indexPath } from '../site.ts';
import { eventsPath, newsPath } from './paths.ts';

/** What a page is made of beside what every page has. */
export interface PageParts {
  readonly language: IssueLanguage;
  /** Where it lies: the path of its folder. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly look: Look;
  /** The rest of its head, one element a line. */
  readonly head?: readonly string[];
  /** HTML; links in it are whole already. */
  readonly main: string;
  /** The same page in other languages: their paths. */
  readonly others?: readonly { readonly language: IssueLanguage; readonly path: string }[];
  /** What stands before paths instead of the way up from the page's folder. */
  readonly root?: string;
  readonly indexed?: boolean;
}

/** What pages may load: nothing but the archive's own files, and no script or style within themselves (CSP 3). */
const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";

/** A whole page: head, the way past the navigation, the navigation, what it is about, and who publishes it. */
export function layout(site: Site, parts: PageParts): string {
  const { language, path, title, description, look, head = [], main, others = [] } = parts;
  const root = parts.root ?? rootOf(path);
  const words = webWords(language);
  const { name } = inLanguage(site.config.organisation, language);
  const isIndexed = site.config.archiveIndexed && parts.indexed !== false;
  const lines = [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="referrer" content="strict-origin-when-cross-origin">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title === name ? name : `${title} – ${name}`)}</title>`,
    ...(description === '' ? [] : [`<meta name="description" content="${escapeHtml(description)}">`]),
    ...(isIndexed ? [] : ['<meta name="robots" content="noindex">']),
    ...addressLines(site, path, language, others, parts.root === undefined),
    ...head,
    `<link rel="icon" type="image/svg+xml" href="${root}${look.icon.path}">`,
    `<link rel="stylesheet" href="${root}${look.style.path}">`,
    '</head>',
    '<body>',
    `<a class="skip" href="#Main">${escapeHtml(words.skip)}</a>`,
    header(site, parts, root),
    `<main id="Main" tabindex="-1">`,
    main,
    '</main>',
    footer(site, language),
    '</body>',
    '</html>',
    '',
  ];
  return lines.join('\n');
}

/** The way from a folder up to the archive's first page: `../../`. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

/** The permanent address of a page, and those of the same page in other languages (RFC 6596, HTML "alternate"). */
function addressLines(
  { baseUrl }: Site,
  path: string,
  language: IssueLanguage,
  others: PageParts['others'] & object,
  hasAddress: boolean,
): string[] {
  if (baseUrl === null || !hasAddress) return [];
  const alternate = (each: { language: string; path: string }): string =>
    `<link rel="alternate" hreflang="${each.language}" href="${escapeHtml(`${baseUrl}/${each.path}`)}">`;
  return [
    `<link rel="canonical" href="${escapeHtml(`${baseUrl}/${path}`)}">`,
    ...(others.length === 0 ? [] : [{ language, path }, ...others].map(alternate)),
  ];
}

function header(site: Site, { language, path, look, others = [] }: PageParts, root: string): string {
  const words = webWords(language);
  const { name } = inLanguage(site.config.organisation, language);
  const home = indexPath(site, language);
  const link = (to: string, text: string): string => {
    const current = to === path ? ' aria-current="page"' : '';
    return `<li><a href="${linkTo(to, { root, withFileNames: true })}"${current}>${escapeHtml(text)}</a></li>`;
  };
  const logo = look.logo
    ? `<img src="${root}${look.logo.path}" alt="${escapeHtml(name)}" width="${look.logo.width}" height="${look.logo.height}">`
    : escapeHtml(name);
  const items = [
    link(home, words.newsletters),
    ...(site.newsIn.has(language) ? [link(newsPath(site, language), words.news)] : []),
    link(eventsPath(site, language), words.events),
  ];
  const languages = others.map(
    (other) =>
      `<li><a href="${linkTo(other.path, { root, withFileNames: true })}" hreflang="${other.language}" lang="${other.language}">${escapeHtml(webWords(other.language).inThisLanguage)}</a></li>`,
  );
  return [
    '<header class="site">',
    `<p class="sender"><a href="${linkTo(home, { root, withFileNames: true })}">${logo}</a></p>`,
    `<nav aria-label="${escapeHtml(words.mainNavigation)}"><ul>${items.join('')}</ul></nav>`,
    ...(languages.length === 0
      ? []
      : [`<nav class="languages" aria-label="${escapeHtml(words.languages)}"><ul>${languages.join('')}</ul></nav>`]),
    '</header>',
  ].join('\n');
}

function footer({ config }: Site, language: IssueLanguage): string {
  const { name, address, url, privacyUrl, accessibilityUrl } = inLanguage(config.organisation, language);
  const words = issueWords(language);
  const links = [
    [url, url?.replace(/^https?:\/\/|\/$/g, '')],
    [privacyUrl, words.privacy],
    [accessibilityUrl, words.accessibility],
  ].flatMap(([target, text]) => (target ? [`<li><a href="${escapeHtml(target)}">${escapeHtml(text!)}</a></li>`] : []));
  const sender = [name, address].flatMap((line) => (line ? [escapeHtml(line)] : []));
  return [
    '<footer class="site">',
    `<p>${sender.join('<br>')}</p>`,
    ...(links.length === 0
      ? []
      : [`<nav aria-label="${escapeHtml(webWords(language).footerNavigation)}"><ul>${links.join('')}</ul></nav>`]),
    '</footer>',
  ].join('\n');
}
