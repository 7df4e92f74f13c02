import { createHash } from 'node:crypto';
import type { IssueLanguage } from '../config/config.ts';
import { linkedPath } from '../issue/page-link.ts';
import { type SearchPart, makeIndex } from '../search/search-parts.ts';
import { webWords } from '../words/web-words.ts';
import { type AnnouncedEvent, type CalendarSetting, calendarFile } from './calendar/calendar-file.ts';
import { comingEvents } from './calendar/coming-events.ts';
import { eventPath } from './calendar/event-record.ts';
import { type Entry, type EntryText, entryName } from './entry/entry.ts';
import { linkTo } from './entry/resolve-links.ts';
import { entriesInFeeds, feeds } from './feed/feeds.ts';
import { robots, sitemap } from './feed/sitemap.ts';
import { neighboursOf } from './neighbours.ts';
import { entryPage } from './page/entry-page.ts';
import { eventsPage } from './page/events-page.ts';
import { type OwnPage, indexPages } from './page/index-pages.ts';
import { calendarPath, searchPath } from './page/paths.ts';
import { latestPages, notFoundPage } from './page/small-pages.ts';
import { type Site, languagesOf, newestLook, yearOf } from './site.ts';
import type { PlannedFile } from './write/write-archive.ts';

/** What the archive is written from beside the site itself. */
export interface ArchiveSource {
  readonly site: Site;
  readonly calendar: CalendarSetting;
  readonly textOf: (name: string) => EntryText;
  /** By the name of an entry: the hash of all that it was made of. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Images and files that were read in this run, by path; all others lie in the archive already. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The search for browsers; null when it was not built. */
  readonly searchScript: string | null;
  /** A hash of this very program. */
  readonly program: string;
}

/** Everything that belongs in the archive: what pages need comes before them, and what leads to pages behind them. */
export function planArchive(source: ArchiveSource): PlannedFile[] {
  const { site } = source;
  const languages = languagesOf(site);
  const calendars = languages.map((language) => [language, comingEvents(site.entries, language, site.today)] as const);
  const own = [
    ...languages.flatMap((language) => indexPages(site, language)),
    ...calendars.map(([language, events]) => eventsPage(site, language, events)),
  ];
  const latest = languages.flatMap((language) => latestPages(site, language));
  return [
    ...assets(source),
    ...shippedFiles(source),
    ...eventFiles(source),
    ...languages.flatMap((language) => searchFiles(source, language)),
    ...entryPages(source),
    ...calendars.map(([language, events]) => calendarFeed(source, language, events)),
    ...[...own, ...latest].map((page) => anew(`${page.path}index.html`, page.html)),
    anew('404.html', notFoundPage(site)),
    ...webFiles(source, languages, own),
  ];
}

function anew(path: string, text: string): PlannedFile {
  return { path, made: '', content: () => text };
}

function assets({ site, searchScript }: ArchiveSource): PlannedFile[] {
  const used = new Set([newestLook(site), ...site.entries.flatMap(({ theme }) => site.looks.get(theme) ?? [])]);
  const logos = [...used].flatMap(({ logo }) => (logo ? [{ path: logo.path, made: '', content: () => logo.bytes }] : []));
  return [
    ...[...used].map(({ style }) => anew(style.path, style.text)),
    ...new Map(logos.map((logo) => [logo.path, logo])).values(),
    ...(searchScript === null ? [] : [anew('assets/search.js', searchScript)]),
  ];
}

/** The names of images and files have their hashes in them: one that lies there is the right one. */
function shippedFiles({ site, files }: ArchiveSource): PlannedFile[] {
  const paths = new Set(site.entries.flatMap((entry) => entry.files));
  return [...paths].map((path) => {
    const bytes = files.get(path);
    return { path, made: '', content: bytes ? () => bytes : null };
  });
}

function eventFiles({ site, calendar }: ArchiveSource): PlannedFile[] {
  return site.entries.flatMap((entry) =>
    entry.events.map((event) => {
      const path = eventPath(entry, event);
      const made = hashOf([calendar.record.get(path), calendar.baseUrl, calendar.domain, event, entry.path]);
      return { path, made, content: () => calendarFile([{ entry, event }], event.title, calendar) };
    }),
  );
}

function calendarFeed(
  { site, calendar }: ArchiveSource,
  language: IssueLanguage,
  events: readonly AnnouncedEvent[],
): PlannedFile {
  const { events: title } = webWords(language);
  return anew(calendarPath(site, language), calendarFile(events, `${title} – ${site.config.organisation.name}`, calendar));
}

function entryPages({ site, hashes, textOf, program }: ArchiveSource): PlannedFile[] {
  const frame = hashOf([program, site.config.organisation, site.baseUrl, site.config.archiveIndexed, languagesOf(site)]);
  const withNews = new Set(site.entries.flatMap(({ kind, language }) => (kind === 'article' ? [language] : [])));
  const neighbours = neighboursOf(site.entries);
  return site.entries.map((entry) => {
    const name = entryName(entry);
    const look = site.looks.get(entry.theme)!;
    const others = neighbours.get(name)!;
    const { previous, next } = others;
    const made = hashOf([
      [frame, hashes.get(name), withNews.has(entry.language), look.style.path, look.logo?.path, look.logo?.width],
      [previous, next, ...others.others].map((each) => each && [each.path, each.title, each.language]),
      entry.links.map(({ target }) => linkedPath(target, site.pages, entry.language)),
    ]);
    return { path: `${entry.path}index.html`, made, content: () => entryPage(site, entry, textOf(name), look, others) };
  });
}

/** An index for each year, so that a new issue changes one of them only. */
function searchFiles({ site, hashes, textOf }: ArchiveSource, language: IssueLanguage): PlannedFile[] {
  if (!site.hasSearch) return [];
  const years = new Map<string, Entry[]>();
  for (const entry of site.entries.filter((each) => each.language === language)) {
    years.set(yearOf(entry), [...(years.get(yearOf(entry)) ?? []), entry]);
  }
  return [...years].map(([year, entries]) => ({
    path: searchPath(language, year),
    made: hashOf(entries.map((entry) => hashes.get(entryName(entry)))),
    content: () =>
      indexScript(
        makeIndex(
          language,
          entries.flatMap((entry) => searchParts(entry, textOf(entryName(entry)))),
        ),
      ),
  }));
}

function searchParts(entry: Entry, { search }: EntryText): SearchPart[] {
  const page = linkTo(entry.path, { root: '', withFileNames: true });
  const beginning = search.filter(({ anchor }) => anchor === '').map(({ text }) => text);
  const parts = [
    { title: entry.title, anchor: '', text: [entry.summary, ...beginning].join(' ') },
    ...search.filter(({ anchor }) => anchor !== ''),
  ];
  return parts.map(({ title, anchor, text }) => ({
    id: `${entry.path}#${anchor}`,
    title,
    page: entry.title,
    address: anchor === '' ? page : `${page}#${anchor}`,
    date: entry.date,
    text,
  }));
}

function indexScript(json: string): string {
  return `window.newsletterIndex(${JSON.stringify(json)});\n`;
}

/** What only makes sense where the archive knows its address. */
function webFiles({ site, textOf }: ArchiveSource, languages: readonly IssueLanguage[], own: readonly OwnPage[]): PlannedFile[] {
  const { baseUrl } = site;
  if (baseUrl === null) return [anew('robots.txt', robots(null))];
  const texts = (language: IssueLanguage): Map<string, EntryText> =>
    new Map(entriesInFeeds(site, language).map((entry) => [entryName(entry), textOf(entryName(entry))]));
  return [
    ...languages.flatMap((language) => feeds(site, baseUrl, language, texts(language)).map(({ path, text }) => anew(path, text))),
    anew('sitemap.xml', sitemap(site, baseUrl, own)),
    anew('robots.txt', robots(baseUrl)),
  ];
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
