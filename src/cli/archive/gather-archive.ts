import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from '../../archive/entry/entry.ts';
import { entryCache } from '../../archive/entry/entry-cache.ts';
import { hashFolder } from '../../archive/entry/hash-page.ts';
import type { ArchiveSource } from '../../archive/plan/archive-source.ts';
import { type EventRecord, recordEvents } from '../../archive/calendar/event-record.ts';
import { domainOf } from '../../address/email-address.ts';
import type { SentText } from '../../check/check-sent.ts';
import { isoDayIn } from '../../clock/wall-time.ts';
import type { Workspace } from '../../config/load-config.ts';
import { programHash } from '../../files/program-hash.ts';
import { type IssueFile, checkVariantsAlone, listFiles } from '../../issue/find-issue.ts';
import type { PageKind } from '../../issue/page-link.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { loadSearchScript } from '../../search/load-search-script.ts';
import { reasonOf } from '../../storage/reason-of.ts';
import { hashOf } from '../hash-sources.ts';
import { choosePublic } from './choose-public.ts';
import { type GatheredEntries, gatherEntries } from './gather-entries.ts';
import { type Looks, openLooks } from './gather-looks.ts';
import { type LeftOut, whyHeld } from './left-out.ts';
import { type LogoOf, makePage } from './make-page.ts';

/** What an archive is gathered from beside the workspace. */
export interface ArchiveRequest {
  readonly workspace: Workspace;
  readonly now: Date;
  /** Given when somebody wants it to end: what comes back then is of no use. */
  readonly stop: AbortSignal;
  /** Null for what `archive.url` says. */
  readonly baseUrl: string | null;
  /** Whether a file of ours lies in the folder as it was written. */
  readonly isThere: (path: string) => boolean;
  /** Whether a page is out: it lies in the folder, and was written here. */
  readonly isOut: (path: string) => boolean;
  readonly sent: ReadonlyMap<string, SentText>;
  readonly events: EventRecord;
}

/** Everything that an archive is written from, and everything that is wrong with any of it. */
export interface GatheredArchive {
  readonly source: ArchiveSource;
  readonly events: EventRecord;
  readonly problems: readonly Problem[];
  /** What is not published, and why. */
  readonly leftOut: readonly LeftOut[];
  /** The paths of pages that are published in spite of errors, since they were out before. */
  readonly withErrors: readonly string[];
  /** The folders of pages that could not be read, or whose date could not: what lies there stays. */
  readonly unread: readonly string[];
  /** Nothing at all was found, published or not. */
  readonly isEmpty: boolean;
  /** To be called when images and files are in the archive: they need not be kept beside it any more. */
  readonly dropFiles: () => void;
}

/** Reads all issues and articles, decides what is public, and how it looks; or says why the folders cannot be read. */
export async function gatherArchive(request: ArchiveRequest): Promise<GatheredArchive | readonly Problem[]> {
  const { workspace, now, sent } = request;
  const { folder, config } = workspace;
  const unreadable = await checkFolders(folder);
  if (unreadable.length > 0) return unreadable;
  const looks = await openLooks(workspace);
  const cache = entryCache(join(folder, 'dist', '.cache', 'archive'), folder);
  const gathered = await gatherAll(request, looks, cache);
  const today = isoDayIn(config.timezone, now);
  const { unread } = gathered;
  const chosen = choosePublic(gathered.entries, { today, config, sent, unread, isOut: request.isOut });
  const { entries, unlisted, pages, leftOut, withErrors, problems } = chosen;
  const published = [...entries, ...unlisted];
  const baseUrl = request.baseUrl ?? config.archiveUrl;
  const searchScript = await loadSearchScript();
  const shown = await looks.gather(published.map(({ theme }) => theme));
  const events = recordEvents(published, request.events, now, domainOf(config.from.address));
  const source: ArchiveSource = {
    site: {
      config,
      baseUrl,
      today,
      entries,
      unlisted,
      newsIn: languagesOfNews(entries),
      looks: shown,
      pages,
      hasSearch: searchScript !== null,
    },
    calendar: { record: events, baseUrl },
    textOf: (name) => {
      const made = gathered.made.get(name)!;
      return cache.text(made.page, made.index);
    },
    hashes: new Map([...gathered.made].map(([name, { hash }]) => [name, hash])),
    isThere: request.isThere,
    fileOf: cache.file,
    searchScript,
    program: programHash(),
  };
  return {
    source,
    events,
    problems: [
      ...(baseUrl === null ? [problem('archive-without-url', {})] : []),
      ...looks.problems,
      ...gathered.problems,
      ...(await checkVariantsAlone(folder, 'issues')),
      ...(await checkVariantsAlone(folder, 'articles')),
      ...problems,
    ],
    leftOut,
    withErrors,
    unread: chosen.kept,
    isEmpty: gathered.entries.length === 0 && unread.every(({ held }) => held?.reason === 'errors'),
    dropFiles: () =>
      published
        .flatMap(({ files }) => files)
        .filter((path) => !request.isThere(path))
        .forEach(cache.dropFile),
  };
}

/** A folder that is not there is empty; one that cannot be read would take everything out of the archive. */
async function checkFolders(folder: string): Promise<Problem[]> {
  const checked = await Promise.all(
    ['issues', 'articles'].map(async (name) => {
      const reason = await readdir(join(folder, name)).then(() => null, reasonOf);
      return reason === null || reason === 'ENOENT' ? [] : [problem('file-unreadable', { file: `${name}/`, reason })];
    }),
  );
  return checked.flat();
}

async function gatherAll(
  { workspace: { folder, config }, isThere, stop }: ArchiveRequest,
  looks: Looks,
  cache: ReturnType<typeof entryCache>,
): Promise<GatheredEntries> {
  const files = [
    ...(await listFiles(folder, 'issues')).map((file) => ({ kind: 'issue' as const, file })),
    ...(await listFiles(folder, 'articles')).map((file) => ({ kind: 'article' as const, file })),
  ];
  const logoOf: LogoOf = async (theme) =>
    config.images === 'linked' ? (looks.logo ?? (await looks.theme(theme))?.logo ?? null) : null;
  const { language, timezone, typography, images, archiveUrl } = config;
  const publicLists = [...config.lists].map(([name, { isPublic }]) => [name, isPublic]);
  const setting = hashOf([
    [programHash(), language, timezone, typography, images, archiveUrl !== null, publicLists, config.themes],
    config.images === 'linked' ? [looks.logo?.hash, hashFolder(join(folder, 'templates'))] : [],
  ]);
  const source = {
    make: (kind: PageKind, file: IssueFile) => makePage(config, logoOf, kind, file),
    whyHeld: (entry: Entry) => whyHeld(entry, config),
  };
  return gatherEntries({ ...source, cache, setting, isThere, stop }, files);
}

function languagesOfNews(entries: readonly Entry[]): Set<Entry['language']> {
  return new Set(entries.flatMap(({ kind, language }) => (kind === 'article' ? [language] : [])));
}
