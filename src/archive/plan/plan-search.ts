import type { IssueLanguage } from '../../config/config.ts';
import { type SearchPart, makeIndex } from '../../search/search-parts.ts';
import { type Entry, type EntryText, entryName } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { searchPath } from '../page/paths.ts';
import { yearOf, yearsOf } from '../site.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { hashOf } from './planned.ts';

/** An index for each year, so that a new issue changes one of them only. */
export function planSearch({ site, hashes, textOf, program }: ArchiveSource, language: IssueLanguage): PlannedFile[] {
  if (!site.hasSearch) return [];
  const entries = site.entries.filter((each) => each.language === language);
  const years = new Map<string, Entry[]>(yearsOf(entries).map((year) => [year, []]));
  for (const entry of entries) years.get(yearOf(entry))!.push(entry);
  return [...years].map(([year, ofYear]) => ({
    path: searchPath(language, year),
    made: hashOf([program, ...ofYear.map((entry) => [entry.path, hashes.get(entryName(entry))])]),
    owners: [],
    content: () =>
      indexScript(
        makeIndex(
          language,
          ofYear.flatMap((entry) => searchParts(entry, textOf(entryName(entry)))),
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
