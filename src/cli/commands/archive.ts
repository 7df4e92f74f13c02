import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EventRecord, NO_EVENTS, formatEventRecord, parseEventRecord } from '../../archive/calendar/event-record.ts';
import { planArchive } from '../../archive/plan/plan-archive.ts';
import { ARCHIVE_FOLDER as FOLDER } from '../../archive/write/archive-folder.ts';
import { isUnchanged } from '../../archive/write/known-file.ts';
import { newestFirst, pagesOf } from '../../archive/site.ts';
import { MANIFEST, readManifest } from '../../archive/write/manifest.ts';
import type { ManifestFile } from '../../archive/write/manifest-file.ts';
import { type Written, writeArchive } from '../../archive/write/write-archive.ts';
import type { Workspace } from '../../config/load-config.ts';
import { takeLock } from '../../ledger/sqlite-lock.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import { readBelow } from '../../storage/read-below.ts';
import { reasonOf } from '../../storage/reason-of.ts';
import { replaceFile } from '../../storage/replace-file.ts';
import { type GatheredArchive, gatherArchive } from '../archive/gather-archive.ts';
import type { LeftOut } from '../archive/left-out.ts';
import type { Words } from '../../words/words.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import type { CommandResult } from '../result.ts';
import { sentTexts } from '../sent-texts.ts';

export interface ArchiveOptions {
  /** Where the archive will be, without a slash at the end; null for what `newsletter.yaml` says. */
  readonly baseUrl: string | null;
}

/** It lies beside the issues, so that whoever has them has it. */
const EVENTS = 'issues/events.json';

/** `newsletter archive`: brings `dist/archive/` to what issues and articles say now, and touches nothing that is the same. */
export async function archive(context: Context, options: ArchiveOptions): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return failed(workspace.problems, EXIT.usage);
  const lock = takeOwnLock(context, workspace.value);
  if ('code' in lock) return failed([...workspace.problems, lock], lock.code === 'archive-locked' ? EXIT.left : EXIT.errorsFound);
  try {
    return await bringUp(context, workspace.value, workspace.problems, options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const full = problem('file-unwritable', { file: `${FOLDER}/`, reason: reasonOf(error) });
    return failed([...workspace.problems, full], EXIT.errorsFound);
  } finally {
    lock.release();
  }
}

/** Two runs at once would take each other's files away. */
function takeOwnLock({ world }: Context, { folder }: Workspace): { readonly release: () => void } | Problem {
  const holder = { pid: world.pid, host: world.hostname, since: world.clock.now().toISOString() };
  const lock = takeLock(join(folder, 'dist', '.cache', 'archive.lock'), holder, folder);
  if (lock.kind === 'held') return lock;
  if (lock.kind === 'busy') return problem('archive-locked', { pid: lock.holder.pid, host: lock.holder.host });
  return problem('file-unwritable', { file: 'dist/.cache/archive.lock', reason: lock.reason });
}

async function bringUp(
  context: Context,
  workspace: Workspace,
  found: readonly Problem[],
  { baseUrl }: ArchiveOptions,
): Promise<CommandResult> {
  const { folder } = workspace;
  const target = join(folder, FOLDER);
  const manifest = readManifest(target);
  const sent = sentTexts(workspace);
  const { text, record } = readEvents(folder);
  if (!manifest) return failed([...found, unreadable(`${FOLDER}/${MANIFEST}`)], EXIT.errorsFound);
  if (!record) return failed([...found, unreadable(EVENTS)], EXIT.errorsFound);
  const gathered = await gatherArchive({
    workspace,
    baseUrl,
    events: record,
    now: context.world.clock.now(),
    stop: context.world.stop,
    isThere: (path) => isUnchanged(join(target, path), manifest.get(path)),
    isOut: (path) => manifest.has(path) && existsSync(join(target, path)),
    sent: sent.value,
  });
  if (context.world.stop.aborted) return interrupted(context);
  if (!('source' in gathered)) return failed([...found, ...gathered], EXIT.errorsFound);
  const problems = [...found, ...sent.problems, ...gathered.problems];
  // An archive that was full and would be empty now is more likely a folder that is not there than a wish.
  if (gathered.isEmpty && manifest.size > 0)
    return failed([...problems, problem('issue-none', { folder: 'issues/' })], EXIT.errorsFound);
  const unwritten = writeEvents(folder, text, gathered.events);
  const written = writeArchive(target, manifest, planArchive(gathered.source), keeper(gathered));
  gathered.dropFiles();
  return resultOf(context, gathered, written, [...problems, ...unwritten]);
}

function unreadable(file: string): Problem {
  return problem('file-unreadable', { file, reason: 'JSON' }, { file });
}

function interrupted({ words }: Context): CommandResult {
  return { exitCode: EXIT.interrupted, data: null, problems: [], lines: [words.archive.interrupted] };
}

function failed(problems: readonly Problem[], exitCode: CommandResult['exitCode']): CommandResult {
  return { exitCode, data: null, problems, lines: [] };
}

/**
 * What stays without being planned: all of a page that could not be read, and the images and files of a page that is there, since
 * e-mails that went out may lead to them.
 */
function keeper({ source, unread }: GatheredArchive): (path: string, file: ManifestFile) => boolean {
  const published = new Set(pagesOf(source.site).map(({ path }) => path));
  return (path, { owners }) => unread.some((folder) => path.startsWith(folder)) || owners.some((owner) => published.has(owner));
}

function resultOf(
  { words, paintOut }: Context,
  gathered: GatheredArchive,
  { written, removed, left, unchanged }: Written,
  problems: readonly Problem[],
): CommandResult {
  const { source, leftOut, withErrors } = gathered;
  const { baseUrl } = source.site;
  const published = newestFirst(pagesOf(source.site));
  const lines = [
    ...nothingLines(gathered, words).map((line) => paintOut('red', line)),
    ...leftOut.map((left) => leftOutLine(left, words, paintOut)),
    ...withErrors.map((path) => paintOut('red', words.archive.withErrors(path))),
    ...removedLines(removed, words),
    ...left.map((path) => paintOut('red', words.archive.left(path))),
    paintOut('bold', words.archive.summary(published.length, written.length, removed.length, unchanged)),
    words.archive.where(`${FOLDER}/index.html`, baseUrl),
  ];
  const pages = published.map(({ kind, slug, language, path, date, unlisted }) => ({
    kind,
    slug,
    lang: language,
    path,
    date,
    unlisted,
  }));
  const data = { folder: FOLDER, baseUrl, pages, written, removed, left, unchanged, leftOut };
  return { exitCode: problems.some(isError) ? EXIT.errorsFound : EXIT.done, data, problems, lines };
}

/** Why no page is published, and how to make a list public when none is. */
function nothingLines({ source, leftOut }: GatheredArchive, words: Words): string[] {
  const { site } = source;
  const reasons = leftOut.map(({ reason }) => reason);
  const counts = [...new Set(reasons)].map((reason) => [reason, reasons.filter((each) => each === reason).length] as const);
  const [list] = leftOut.flatMap((left) => (left.reason === 'list-private' ? left.lists : []));
  const isAnyPublic = [...site.config.lists.values()].some(({ isPublic }) => isPublic);
  return [
    ...(pagesOf(site).length === 0 ? [words.archive.nothing(counts)] : []),
    ...(list !== undefined && !isAnyPublic ? [words.archive.makePublic(list)] : []),
  ];
}

function leftOutLine(left: LeftOut, words: Words, paint: Context['paintOut']): string {
  const line = words.archive.leftOut(left.path, left);
  return left.reason === 'errors' || left.reason === 'list-unknown' || left.reason === 'list-none' ? paint('red', line) : line;
}

/** What readers may have an address of; the rest is counted in the summary. */
function removedLines(removed: readonly string[], words: Words): string[] {
  const pages = removed.flatMap((path) =>
    /(?:\/index\.html|\.ics|\.pdf)$/.test(path) ? [path.replace(/index\.html$/, '')] : [],
  );
  const shown = pages.slice(0, MOST_REMOVED).map((path) => words.archive.removed(path));
  return pages.length > MOST_REMOVED ? [...shown, words.archive.moreRemoved(pages.length - MOST_REMOVED)] : shown;
}

const MOST_REMOVED = 10;

/** Undefined for a record that cannot be understood: calendars would take what is newer for older. */
function readEvents(folder: string): { readonly text: string; readonly record: EventRecord | undefined } {
  try {
    const text = readBelow(folder, join(folder, EVENTS)).toString();
    return { text, record: parseEventRecord(text) };
  } catch (error) {
    return { text: '', record: reasonOf(error) === 'ENOENT' ? NO_EVENTS : undefined };
  }
}

/** Nothing is written for an archive without events. */
function writeEvents(folder: string, before: string, record: EventRecord): Problem[] {
  const text = formatEventRecord(record);
  if (record.versions.size === 0 || text === before) return [];
  const path = join(folder, EVENTS);
  try {
    replaceFile(folder, path, text, { isDurable: true });
    return [];
  } catch (error) {
    return [problem('file-unwritable', { file: EVENTS, reason: reasonOf(error) }, { file: EVENTS })];
  }
}
