import type { Entry } from '../../archive/entry/entry.ts';
import { newestFirst } from '../../archive/site.ts';
import { checkPageLinks } from '../../check/check-page-links.ts';
import { type SentText, checkSent } from '../../check/check-sent.ts';
import type { Config } from '../../config/config.ts';
import { type LinkedPage, type PageReference, type PageTable, pagePath } from '../../issue/page-link.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import { inReadingOrder } from '../../problem/reading-order.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { LeftOutReason } from '../../words/words.ts';
import type { UnreadPage } from './gather-entries.ts';
import { type LeftOut, isOnPurpose, isPrivate, whyHeld } from './left-out.ts';
import { pageTable } from './page-table.ts';

/** What is public of everything that was gathered. */
export interface PublicEntries {
  /** What is published and listed, the newest first. */
  readonly entries: readonly Entry[];
  /** What is published and unlisted. */
  readonly unlisted: readonly Entry[];
  /** What links may lead to. */
  readonly pages: PageTable;
  /** What is not published, and why. */
  readonly leftOut: readonly LeftOut[];
  /** The paths of pages that are published in spite of errors, since they were out before. */
  readonly withErrors: readonly string[];
  /** The folders of pages that cannot be written anew: what lies there stays. */
  readonly kept: readonly string[];
  readonly problems: readonly Problem[];
}

/** What the choice depends on beside the entries. */
export interface PublicSetting {
  /** ISO date on the workspace's clocks. */
  readonly today: string;
  readonly config: Pick<Config, 'archiveUrl' | 'language' | 'lists'>;
  /** Pages that could not be read: they are told of, and what links to them is not to blame. */
  readonly unread: readonly UnreadPage[];
  readonly sent: ReadonlyMap<string, SentText>;
  /** Whether a page is out already, by the path of its file. */
  readonly isOut: (path: string) => boolean;
}

/**
 * A page with errors, or with a date that is still to come, is published only when it is out already or was mailed: it keeps its address. A draft
 * and an issue for a private list are never published; nothing is said of what is wrong in them.
 */
export function choosePublic(all: readonly Entry[], setting: PublicSetting): PublicEntries {
  const { config, unread } = setting;
  const judged = judge(all, setting);
  const published = judged.filter(({ left }) => left === null).map(({ entry }) => entry);
  const undated = judged.filter(({ entry, left }) => left?.reason === 'errors' && isUndated(entry, setting));
  const leftOut = judged.filter((each) => each.left !== null && !undated.includes(each));
  const inDoubt = unread.filter(({ held }) => held === null);
  const dead = published.flatMap((entry) => checkLeftOut(entry, leftOut));
  const there = [...published, ...undated.map(({ entry }) => entry)];
  return {
    entries: newestFirst(published.filter((entry) => !entry.unlisted)),
    unlisted: newestFirst(published.filter((entry) => entry.unlisted)),
    pages: new Map([...unreadTable(inDoubt, config), ...pageTable(there, config)]),
    leftOut: [
      ...leftOut.map(({ entry, left }) => leftOutOf(entry, left!)),
      ...unread.flatMap((page) => unreadLeftOut(page, setting)),
    ],
    withErrors: judged.filter(({ left, problems }) => left === null && problems.some(isError)).map(({ entry }) => entry.path),
    kept: [
      ...inDoubt.map(({ kind, slug, language }) => pagePath(kind, slug, language)),
      ...undated.map(({ entry }) => entry.path),
    ],
    problems: [...judged.flatMap(({ problems }) => problems), ...dead, ...tellAhead(published, setting)],
  };
}

/** An entry, what is wrong with it, and why it is left out; null when it is published. */
interface Judged {
  readonly entry: Entry;
  readonly problems: readonly Problem[];
  readonly left: LeftOutReason | null;
}

/** A page that is dated ahead and stays is public today: other pages may link to it, and what it links to has to be public as well. */
function judge(all: readonly Entry[], setting: PublicSetting): Judged[] {
  const { config, unread, today } = setting;
  const opened = all.map((entry) => (entry.date > today && wasOut(entry, setting) ? { ...entry, date: '' } : entry));
  const known = new Map([...unreadTable(unread, config), ...pageTable(opened, config)]);
  return all.map((entry, index) => {
    const held = whyHeld(entry, config);
    const date = opened[index] === entry ? entry.date : today;
    const problems = isOnPurpose(held) ? [] : problemsOf({ ...entry, date }, known, setting);
    return { entry, problems, left: held ?? whyLate(entry, problems, today, wasOut(entry, setting)) };
  });
}

function whyLate({ date }: Entry, problems: readonly Problem[], today: string, isOut: boolean): LeftOutReason | null {
  if (date === '') return { reason: 'errors' };
  if (isOut) return null;
  if (date > today) return { reason: 'later', date };
  return problems.some(isError) ? { reason: 'errors' } : null;
}

/** A page has an address that readers may have: it is out, or its mail is. */
function wasOut({ path, kind, slug, language, own }: Entry, { isOut, sent }: PublicSetting): boolean {
  const mailed = kind === 'issue' ? sent.get(slug) : undefined;
  const wasMailed = mailed !== undefined && (language === own || mailed.variants[language] !== undefined);
  return wasMailed || isOut(`${path}index.html`);
}

/** A page that is out, whose date cannot be read any more: it has no place among the others, and stays as it was. */
function isUndated({ date, path }: Entry, { isOut }: PublicSetting): boolean {
  return date === '' && isOut(`${path}index.html`);
}

function leftOutOf({ kind, slug, language, path }: Entry, left: LeftOutReason): LeftOut {
  return { kind, slug, lang: language, path, ...left };
}

/** One that is in doubt and out stays out, and is no longer left out of anything. */
function unreadLeftOut({ kind, slug, language, held }: UnreadPage, { isOut }: PublicSetting): LeftOut[] {
  const path = pagePath(kind, slug, language);
  if (held === null && isOut(`${path}index.html`)) return [];
  return [{ kind, slug, lang: language, path, ...(held ?? { reason: 'errors' }) }];
}

/** One warning for an issue or an article, whatever languages it is in. */
function tellAhead(published: readonly Entry[], { today }: PublicSetting): Problem[] {
  const ahead = published.filter(({ date }) => date > today);
  const first = new Map(ahead.toReversed().map((entry) => [`${entry.kind}:${entry.slug}`, entry]));
  return [...first.values()].toReversed().map(({ date, file }) => problem('page-dated-ahead', { date }, { file }));
}

/** Links to pages that are not published for the errors in them. */
function checkLeftOut({ links }: Entry, leftOut: readonly Judged[]): Problem[] {
  const broken = leftOut.filter(({ left }) => left?.reason === 'errors').map(({ entry }) => entry);
  return links.flatMap(({ target, kind, name, place }) => {
    const page = broken.find((entry) => entry.kind === kind && entry.slug === name);
    return page ? [problem('page-not-public', { target, reason: 'errors', date: page.date }, place)] : [];
  });
}

/** What is there of them stays where it was. */
function unreadTable(unread: readonly UnreadPage[], { language }: PublicSetting['config']): [string, LinkedPage][] {
  return unread
    .filter((page) => page.language === null)
    .map(({ kind, slug }) => [`${kind}:${slug}`, { language, date: '', isPrivate: false, editions: new Map() }]);
}

function problemsOf(entry: Entry, pages: PageTable, { sent, config, unread }: PublicSetting): readonly Problem[] {
  const isRead = ({ kind, name }: PageReference): boolean => !unread.some((page) => page.kind === kind && page.slug === name);
  const held = whyHeld(entry, config);
  const isHidden = entry.unlisted || (held !== null && isPrivate(held));
  const linking = { ...entry, isHidden, pages: entry.links.filter(isRead) };
  return inReadingOrder([
    ...entry.problems,
    ...checkLists(entry, held, config),
    ...checkPageLinks(linking, pages, entry.kind === 'article' ? '' : config.archiveUrl),
    ...checkSent(entry, entry.kind === 'issue' ? sent.get(entry.slug) : undefined),
  ]);
}

/** A list that is not there keeps all its issues from the public: most likely it was renamed. */
function checkLists({ file, language, own }: Entry, held: LeftOutReason | null, { lists }: PublicSetting['config']): Problem[] {
  if (held?.reason !== 'list-unknown' || language !== own) return [];
  const known = [...lists.keys()];
  return held.lists.map((list) => problem('list-unknown', { list, nearest: nearestName(list, known), known }, { file }));
}
