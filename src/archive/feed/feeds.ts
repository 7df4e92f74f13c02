import { Feed, type Item } from 'feed';
import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { parseWallTime } from '../../clock/wall-time.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import { type Entry, type EntryText, entryName } from '../entry/entry.ts';
import { CONTENTS } from '../entry/make-entry.ts';
import { withoutControls } from '../entry/public-words.ts';
import { resolveLinks } from '../entry/resolve-links.ts';
import { feedPath, latestPath } from '../page/paths.ts';
import { type Site, indexPath, listTitle, listsIn } from '../site.ts';

/** A feed's file. */
export interface FeedFile {
  readonly path: string;
  readonly text: string;
}

/** Entries in a feed: what is older is found in the archive. */
export const FEED_LENGTH = 20;

/** The entries whose texts are needed for the feeds of a language. */
export function entriesInFeeds(site: Site, language: IssueLanguage): Entry[] {
  const entries = site.entries.filter((entry) => entry.language === language);
  const lists = [null, ...listsIn(site, language)];
  return [...new Set(lists.flatMap((list) => inFeed(entries, list)))];
}

/** Issues and news, or the issues of one list; the newest first. */
function inFeed(entries: readonly Entry[], list: string | null): Entry[] {
  return entries.filter(({ lists }) => list === null || lists.includes(list)).slice(0, FEED_LENGTH);
}

/** Atom (RFC 4287) and RSS 2.0 of all in a language, and of each list. The archive has to know where it is. */
export function feeds(site: Site, baseUrl: string, language: IssueLanguage, texts: ReadonlyMap<string, EntryText>): FeedFile[] {
  const entries = site.entries.filter((entry) => entry.language === language);
  const lists = [null, ...listsIn(site, language)];
  return lists.flatMap((list) =>
    (['atom', 'rss'] as const).map((format) => {
      const items = inFeed(entries, list);
      const feed = makeFeed(site, baseUrl, language, list, items);
      for (const entry of items) feed.addItem(makeItem(site, baseUrl, entry, texts.get(entryName(entry))!, format));
      return { path: feedPath(language, list, format), text: format === 'atom' ? feed.atom1() : feed.rss2() };
    }),
  );
}

/** The time of the newest thing in it is the feed's own: it is the same however often it is made. */
function makeFeed(site: Site, baseUrl: string, language: IssueLanguage, list: string | null, items: readonly Entry[]): Feed {
  const name = asText(inLanguage(site.config.organisation, language).name);
  const title = asText(list === null ? webWords(language).newsletters : listTitle(site, list, language)!);
  const updated = items.map(updatedOn).toSorted().at(-1) ?? '1970-01-01';
  return new Feed({
    title: `${title} – ${name}`,
    description: `${title} – ${name}`,
    id: `${baseUrl}/${latestPath(site, language, list).replace(/latest\/$/, '')}`,
    link: `${baseUrl}/${indexPath(site, language)}`,
    language,
    copyright: name,
    generator: 'newsletter',
    updated: beginningOf(updated, site.config.timezone),
    feedLinks: { atom: `${baseUrl}/${feedPath(language, list, 'atom')}`, rss: `${baseUrl}/${feedPath(language, list, 'rss')}` },
    author: { name },
  });
}

/** The package takes `&amp;` for what it has escaped already. */
function asText(words: string): string {
  return withoutControls(words).replaceAll('&amp;', '&amp;amp;');
}

/** ISO date: when a page was last put right, or published. */
export function updatedOn({ date, corrections }: Entry): string {
  return [date, ...corrections.map((correction) => correction.date)].toSorted().at(-1)!;
}

/** When a day begins on the clocks of a zone. */
function beginningOf(day: string, timezone: string): Date {
  return new Date(parseWallTime(`${day} 00:00`, timezone, new Date(0)) ?? `${day}T00:00:00Z`);
}

/**
 * Titles and summaries are handed over as HTML, which Atom says of them, and RSS of its descriptions. What an RSS title is nobody knows, and
 * readers differ: in it only tags are.
 */
function makeItem(site: Site, baseUrl: string, entry: Entry, { body }: EntryText, format: 'atom' | 'rss'): Item {
  const link = `${baseUrl}/${entry.path}`;
  const style = { root: escapeHtml(`${baseUrl}/`), self: escapeHtml(link), withFileNames: false };
  const lead = entry.kind === 'article' && entry.summary !== '' ? `<p>${escapeHtml(entry.summary)}</p>` : '';
  return {
    title: format === 'atom' ? escapeHtml(entry.title) : entry.title.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    id: link,
    link,
    ...(entry.summary !== '' && { description: escapeHtml(entry.summary) }),
    content: lead + resolveLinks(body.replace(CONTENTS, ''), style, site.pages, entry.language),
    date: beginningOf(updatedOn(entry), site.config.timezone),
    published: beginningOf(entry.date, site.config.timezone),
  };
}
