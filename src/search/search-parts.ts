import MiniSearch, { type Options, type SearchResult } from 'minisearch';
import { type SearchLanguage, termOf, wordsOf } from './terms.ts';

/** A part of a page as the search finds it. `title` is the part's, `page` the whole page's, the same for its beginning; `address` is seen from the archive's first page. */
export interface SearchPart {
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly address: string;
  readonly date: string;
  readonly text: string;
}

/** What a search shows of a part. */
export type FoundPart = Pick<SearchPart, 'title' | 'page' | 'address' | 'date'>;

function optionsFor(language: SearchLanguage): Options<SearchPart> {
  return {
    fields: ['title', 'text'],
    storeFields: ['title', 'page', 'address', 'date'],
    tokenize: wordsOf,
    processTerm: termOf(language),
    searchOptions: { combineWith: 'AND', boost: { title: 3 }, prefix: (term) => term.length > 2, fuzzy: FUZZY },
  };
}

/** One letter in five may be another: what stems do not join, and slips. Short words are taken as they are. */
const FUZZY = (term: string): number | false => (term.length > 3 && !/\d/.test(term) ? 0.2 : false);

/** An index of parts of pages, as JSON. */
export function makeIndex(language: SearchLanguage, parts: readonly SearchPart[]): string {
  const index = new MiniSearch<SearchPart>(optionsFor(language));
  index.addAll(parts);
  return JSON.stringify(index);
}

/** Finds in several indexes at once: whoever has all the words, the best first, and of those alike the newest. */
export function openIndexes(language: SearchLanguage, indexes: readonly string[]): (query: string) => FoundPart[] {
  const opened = indexes.map((json) => MiniSearch.loadJSON<SearchPart>(json, optionsFor(language)));
  return (query) =>
    opened
      .flatMap((index) => index.search(query))
      .toSorted((a, b) => b.score - a.score || compareDates(a, b))
      .map(({ title, page, address, date }): FoundPart => ({ title, page, address, date }));
}

function compareDates(a: SearchResult, b: SearchResult): number {
  return String(b['date']).localeCompare(String(a['date']));
}
