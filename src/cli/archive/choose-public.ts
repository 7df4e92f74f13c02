import { isPublic, newestFirst } from '../../archive/site.ts';
import type { Entry } from '../../archive/entry/entry.ts';
import { checkPageLinks } from '../../check/check-page-links.ts';
import { type SentText, checkSent } from '../../check/check-sent.ts';
import type { LinkedPage, PageReference, PageTable } from '../../issue/page-link.ts';
import type { IssueLanguage } from '../../config/config.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import { inReadingOrder } from '../../problem/reading-order.ts';
import type { UnreadPage } from './gather-entries.ts';

/** What is public of everything that was gathered. */
export interface PublicEntries {
  /** The newest first. */
  readonly entries: readonly Entry[];
  /** What links may lead to. */
  readonly pages: PageTable;
  /** The paths of pages that would be public, were it not for the errors in them. */
  readonly leftOut: readonly string[];
  /** The paths of pages that are published in spite of errors, since they were out before. */
  readonly withErrors: readonly string[];
  readonly problems: readonly Problem[];
}

/** What the choice depends on beside the entries. */
export interface PublicSetting {
  /** ISO date on the workspace's clocks. */
  readonly today: string;
  readonly archiveUrl: string | null;
  readonly language: IssueLanguage;
  /** Pages that could not be read: they are told of, and what links to them is not to blame. */
  readonly unread: readonly UnreadPage[];
  readonly sent: ReadonlyMap<string, SentText>;
  /** Whether a file lies in the archive already, by its path. */
  readonly isThere: (path: string) => boolean;
}

/** A page with errors that was never out stays in; one that is out, or was mailed, keeps its address. Nothing is said of drafts. */
export function choosePublic(all: readonly Entry[], setting: PublicSetting): PublicEntries {
  const known = new Map([...unreadTable(setting), ...pageTable(all)]);
  const found = all.filter(({ draft }) => !draft).map((entry) => ({ entry, problems: problemsOf(entry, known, setting) }));
  const isOut = ({ path, kind, slug, language, own }: Entry): boolean =>
    setting.isThere(`${path}index.html`) || (kind === 'issue' && wasMailed(language, own, setting.sent.get(slug)));
  const due = found.filter(({ entry }) => isPublic(entry, setting.today));
  const isSound = ({ problems }: Found): boolean => !problems.some(isError);
  const [published, leftOut]: [Entry[], Entry[]] = [[], []];
  for (const each of due) (isOut(each.entry) || isSound(each) ? published : leftOut).push(each.entry);
  const dead = published.flatMap((entry) => checkLeftOut(entry, leftOut));
  return {
    entries: newestFirst(published),
    pages: new Map([...unreadTable(setting), ...pageTable(published)]),
    leftOut: leftOut.map(({ path }) => path),
    withErrors: due.filter((each) => isOut(each.entry) && !isSound(each)).map(({ entry }) => entry.path),
    problems: [...found.flatMap(({ problems }) => problems), ...dead],
  };
}

function wasMailed(language: string, own: string, sent: SentText | undefined): boolean {
  return sent !== undefined && (language === own || sent.variants[language] !== undefined);
}

interface Found {
  readonly entry: Entry;
  readonly problems: readonly Problem[];
}

/** Links to pages that are not published for the errors in them. */
function checkLeftOut({ links }: Entry, leftOut: readonly Entry[]): Problem[] {
  return links.flatMap(({ target, kind, name, place }) => {
    const page = leftOut.find((entry) => entry.kind === kind && entry.slug === name);
    return page ? [problem('page-not-public', { target, reason: 'errors', date: page.date }, place)] : [];
  });
}

/** What is there of them stays where it was. */
function unreadTable({ unread, language }: PublicSetting): [string, LinkedPage][] {
  return unread
    .filter((page) => page.language === null)
    .map(({ kind, slug }) => [`${kind}:${slug}`, { language, date: '', editions: new Map() }]);
}

/** Every page with all its editions, published or not: what is linked to and not public is a problem of its own. */
function pageTable(entries: readonly Entry[]): PageTable {
  const pages = new Map<
    string,
    LinkedPage & { readonly editions: Map<Entry['language'], { draft: boolean; anchors: string[] }> }
  >();
  for (const { kind, slug, own, language, date, draft, parts } of entries) {
    const name = `${kind}:${slug}`;
    const page = pages.get(name) ?? { language: own, date, editions: new Map() };
    page.editions.set(language, { draft, anchors: parts.map(({ anchor }) => anchor) });
    pages.set(name, page);
  }
  return pages;
}

function problemsOf(entry: Entry, pages: PageTable, { sent, archiveUrl, unread }: PublicSetting): readonly Problem[] {
  const isRead = ({ kind, name }: PageReference): boolean => !unread.some((page) => page.kind === kind && page.slug === name);
  return inReadingOrder([
    ...entry.problems,
    ...checkPageLinks({ ...entry, pages: entry.links.filter(isRead) }, pages, entry.kind === 'article' ? '' : archiveUrl),
    ...checkSent(entry, entry.kind === 'issue' ? sent.get(entry.slug) : undefined),
  ]);
}
