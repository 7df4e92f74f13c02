import type { Config, IssueLanguage } from '../config/config.ts';
import { ISSUE_LANGUAGES, inLanguage } from '../config/config.ts';
import type { PageKind, PageTable } from '../issue/page-link.ts';
import type { Look } from './look.ts';
import type { Entry } from './entry/entry.ts';

/** The archive as a whole: what is published on one day, and how it looks. */
export interface Site {
  readonly config: Config;
  /** Where it will be, without a slash at the end; null when that is not known. */
  readonly baseUrl: string | null;
  /** ISO date on the workspace's clocks. */
  readonly today: string;
  /** What is published and listed, the newest first. */
  readonly entries: readonly Entry[];
  /** What has a page that nothing links to or lists. */
  readonly unlisted: readonly Entry[];
  readonly looks: ReadonlyMap<string, Look>;
  /** The pages that links by name may lead to. */
  readonly pages: PageTable;
  /** The languages that there is news in. */
  readonly newsIn: ReadonlySet<IssueLanguage>;
  /** Whether there is a script for the search. */
  readonly hasSearch: boolean;
}

/** Everything that has a page. */
export function pagesOf({ entries, unlisted }: Pick<Site, 'entries' | 'unlisted'>): Entry[] {
  return [...entries, ...unlisted];
}

/** The newest first; of the same day, by name. */
export function newestFirst(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => compare(b.date, a.date) || compare(a.path, b.path));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The languages that the archive has index pages in: the workspace's, and all that anything is published in, since every page leads to them. */
export function languagesOf(site: Pick<Site, 'config' | 'entries' | 'unlisted'>): IssueLanguage[] {
  const used = new Set(pagesOf(site).map(({ language }) => language));
  const others = ISSUE_LANGUAGES.filter((language) => language !== site.config.language && used.has(language));
  return [site.config.language, ...others];
}

/** Where the index pages of a language lie: at the top those of the workspace's. */
export function indexPath({ config }: Pick<Site, 'config'>, language: IssueLanguage): string {
  return language === config.language ? '' : `${language}/`;
}

/** The issues or the articles in one language. */
export function entriesIn({ entries }: Pick<Site, 'entries'>, kind: PageKind, language: IssueLanguage): Entry[] {
  return entries.filter((entry) => entry.kind === kind && entry.language === language);
}

/** The look of what is no issue: that of the newest one. */
export function newestLook({ entries, looks }: Pick<Site, 'entries' | 'looks'>): Look {
  const newest = entries.find(({ kind }) => kind === 'issue') ?? entries[0];
  return (newest && looks.get(newest.theme)) ?? [...looks.values()][0]!;
}

/** A list's title in a language, and whether it is configured at all. */
export function listTitle({ config }: Pick<Site, 'config'>, name: string, language: IssueLanguage): string | undefined {
  const list = config.lists.get(name);
  return list && inLanguage(list, language).title;
}

/** The lists that issues of a language went to, in the order of `newsletter.yaml`. */
export function listsIn(site: Pick<Site, 'config' | 'entries'>, language: IssueLanguage): string[] {
  const used = new Set(entriesIn(site, 'issue', language).flatMap(({ lists }) => lists));
  return [...site.config.lists.keys()].filter((name) => used.has(name));
}

/** The years of entries, the newest first. */
export function yearsOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map(yearOf))];
}

export function yearOf({ date }: Entry): string {
  return date.slice(0, 4);
}
