import type { IssueLanguage } from '../../config/config.ts';
import { type EntryText, entryName } from '../entry/entry.ts';
import { entriesInFeeds, feeds } from '../feed/feeds.ts';
import { robots, sitemap } from '../feed/sitemap.ts';
import type { OwnPage } from '../page/own-page.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { anew } from './planned.ts';

/** What only makes sense where the archive knows its address. */
export function planWebFiles(
  { site, textOf }: ArchiveSource,
  languages: readonly IssueLanguage[],
  own: readonly OwnPage[],
): PlannedFile[] {
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
