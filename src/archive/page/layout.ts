import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Site } from '../site.ts';
import type { PageParts } from './page-parts.ts';
import { siteFooter } from './site-footer.ts';
import { siteHeader } from './site-header.ts';

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
    siteHeader(site, parts, root),
    `<main id="Main" tabindex="-1">`,
    main,
    '</main>',
    siteFooter(site, language),
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
