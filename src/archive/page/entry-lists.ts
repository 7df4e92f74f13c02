import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, listTitle, yearOf, yearsOf } from '../site.ts';
import { dateOf } from './date-of.ts';
import { feedPath } from './paths.ts';

/** Entries below the headings of their years. */
export function byYear(entries: readonly Entry[], root: string, nothing: string): string {
  if (entries.length === 0) return `<p>${escapeHtml(nothing)}</p>`;
  return yearsOf(entries)
    .map(
      (year) =>
        `<h2 id="Y${year}">${year}</h2>\n${entryList(
          entries.filter((entry) => yearOf(entry) === year),
          root,
        )}`,
    )
    .join('\n');
}

/** Entries with their days and summaries. */
export function entryList(entries: readonly Entry[], root: string): string {
  const items = entries.map((entry) => {
    const address = linkTo(entry.path, { root, withFileNames: true });
    const summary = entry.summary === '' ? '' : `<p>${escapeHtml(entry.summary)}</p>`;
    return `<li><p class="date">${dateOf(entry)}</p><p class="title"><a href="${address}">${escapeHtml(entry.title)}</a></p>${summary}</li>`;
  });
  return `<ul class="entries">${items.join('\n')}</ul>`;
}

/** A link's address, its words, and whether it is the page that it stands on. */
export type Named = readonly [address: string, text: string, isCurrent?: boolean];

/** Links in a row below a heading; nothing for none. */
export function linkList(title: string, links: readonly Named[]): string {
  if (links.length === 0) return '';
  const items = links.map(
    ([address, text, isCurrent]) =>
      `<li><a href="${address}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`,
  );
  return `<h2>${escapeHtml(title)}</h2>\n<ul class="row">${items.join('')}</ul>`;
}

/** The feeds of a language, or of one list in it. */
export function feedList({ baseUrl, ...site }: Site, language: IssueLanguage, root: string, list: string | null = null): string {
  if (baseUrl === null) return '';
  const words = webWords(language);
  const title = list === null ? words.newsletters : listTitle(site, list, language)!;
  const links = (['atom', 'rss'] as const).map((format): Named => [
    `${root}${feedPath(language, list, format)}`,
    words.feed(title, format === 'atom' ? 'Atom' : 'RSS'),
  ]);
  return linkList(words.feeds, links);
}
