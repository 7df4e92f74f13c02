import { type Entry, type MadeEntry, entryName } from '../../archive/entry/entry.ts';
import type { EntryCache } from '../../archive/entry/entry-cache.ts';
import { hashPage } from '../../archive/entry/hash-page.ts';
import { type IssueFile, slugProblem } from '../../issue/find-issue.ts';
import type { IssueLanguage } from '../../config/config.ts';
import { type PageKind, isReserved } from '../../issue/page-link.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { LeftOutReason } from '../../words/words.ts';
import { hashOf } from '../hash-sources.ts';
import { isPrivate } from './left-out.ts';

/** What is found in the folders of issues and articles. */
export interface GatheredEntries {
  readonly entries: readonly Entry[];
  /** By the name of an entry: the hash of all that it was made of, and where its text is kept. */
  readonly made: ReadonlyMap<string, { readonly hash: string; readonly page: string; readonly index: number }>;
  /** Of files that are no text, or whose name cannot be an address. */
  readonly problems: readonly Problem[];
  /** Those that could not be read. */
  readonly unread: readonly UnreadPage[];
}

/** A page that could not be read: as a whole, or in one language. */
export interface UnreadPage {
  readonly kind: PageKind;
  readonly slug: string;
  readonly language: IssueLanguage | null;
  /** Why it must not be in the archive, as far as it can be read; null when nothing says so, and what is there of it stays. */
  readonly held: LeftOutReason | null;
}

/** The entries of a page, in its own language first; `lost` are the languages that cannot be read, null for all. */
export interface MadePage {
  readonly made: readonly MadeEntry[];
  readonly lost: readonly (IssueLanguage | null)[];
  /** Of a page that cannot be read as a whole: why it must not be in the archive, as far as it says so. */
  readonly held: LeftOutReason | null;
  /** Of what is no entry. */
  readonly problems: readonly Problem[];
}

/** How entries come about. */
export interface EntrySource {
  /** Why an entry must not be in the archive; null when it may. */
  readonly whyHeld: (entry: Entry) => LeftOutReason | null;
  readonly make: (kind: PageKind, file: IssueFile) => Promise<MadePage>;
  readonly cache: EntryCache;
  /** What every entry is made with. */
  readonly setting: string;
  /** Whether a file lies in the archive, by its path. */
  readonly isThere: (path: string) => boolean;
  readonly stop: AbortSignal;
}

/** Makes an entry of every issue and article in each of its languages, or recalls it where nothing changed that it was made of. */
export async function gatherEntries(
  source: EntrySource,
  found: readonly { readonly kind: PageKind; readonly file: IssueFile }[],
): Promise<GatheredEntries> {
  const entries: Entry[] = [];
  const made = new Map<string, { hash: string; page: string; index: number }>();
  const problems: Problem[] = [];
  const unread: UnreadPage[] = [];
  for (const { kind, file } of found) {
    if (source.stop.aborted) break;
    const misnamed = slugProblem(file);
    problems.push(...misnamed);
    if (misnamed.length > 0) {
      unread.push(misnamedPage(kind, file));
      continue;
    }
    const page = `${kind}-${file.slug}`;
    const hash = hashPage(file, source.setting);
    const recalled = hash === undefined ? undefined : source.cache.recall(page, hash);
    const known = recalled?.every((entry) => entry.files.every((path) => source.isThere(path) || source.cache.hasFile(path)))
      ? recalled
      : undefined;
    const anew = known ? NOTHING : await source.make(kind, file);
    const current = known ?? anew.made.map(({ entry }) => entry);
    const held = current[0] ? source.whyHeld(current[0]) : anew.held;
    if (kind === 'issue' && isReserved(file.slug) && !(held && isPrivate(held))) {
      problems.push(problem('archive-name-taken', { slug: file.slug }, { file: file.file }));
      unread.push(misnamedPage(kind, file));
      continue;
    }
    const texts = anew.made.map(({ text }) => text);
    if (!known) source.cache.remember(page, anew.lost.length === 0 ? (hash ?? '') : '', current, texts);
    unread.push(...anew.lost.map((language) => ({ kind, slug: file.slug, language, held })));
    if (held?.reason !== 'list-private') problems.push(...anew.problems);
    for (const { path, bytes } of anew.made.flatMap(({ files }) => files)) {
      if (!source.isThere(path)) source.cache.keepFile(path, bytes);
    }
    for (const [index, entry] of current.entries()) {
      entries.push(entry);
      made.set(entryName(entry), { hash: hashOf([hash ?? [current, texts], entry.language]), page, index });
    }
  }
  return { entries, made, problems, unread };
}

/** It has no address, so nothing of it is in the archive. */
function misnamedPage(kind: PageKind, { slug }: IssueFile): UnreadPage {
  return { kind, slug, language: null, held: { reason: 'errors' } };
}

const NOTHING: MadePage = { made: [], lost: [], held: null, problems: [] };
