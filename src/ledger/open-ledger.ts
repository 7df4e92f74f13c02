import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, lstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, parse } from 'node:path';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { refuseLinks } from '../storage/link-error.ts';
import { reasonOf } from '../storage/reason-of.ts';
import type { Ledger } from './ledger.ts';
import { MIGRATIONS } from './ledger-schema.ts';
import { placeWithoutReplacing } from '../storage/place-without-replacing.ts';
import { createDatabase, inspectLedgerFile } from './sqlite-file.ts';
import { openSqliteLedger } from './sqlite-ledger.ts';
import type { Trace } from './trace.ts';
import type { FoundTrace } from './trace-files.ts';
import { isLogDamaged } from './write-ahead-log.ts';

/**
 * Opens a ledger that is there; undefined without a problem when there is none. Reading is all that this allows itself. Below `workspace`
 * neither it nor a folder on the way to it may be a link.
 */
export function openExistingLedger(path: string, workspace?: string): Parsed<Ledger | undefined> {
  const link = workspace === undefined ? undefined : linkIn(workspace, path);
  if (link) return { value: undefined, problems: [problem('file-unreadable', { file: path, reason: link })] };
  const size = sizeOf(path);
  if (size === null) return { value: undefined, problems: [] };
  if (typeof size === 'string') return { value: undefined, problems: [problem('file-unreadable', { file: path, reason: size })] };
  if (size === 0) return { value: undefined, problems: [problem('ledger-damaged', { file: path, reason: '0 B' })] };
  const broken = brokenPart(path, size);
  if (broken) return { value: undefined, problems: [problem('ledger-damaged', { file: path, reason: broken })] };
  const file = inspectLedgerFile(path);
  if (file.kind !== 'ledger') {
    const found =
      file.kind === 'foreign'
        ? problem('ledger-foreign', { file: path })
        : problem('ledger-damaged', { file: path, reason: file.reason });
    return { value: undefined, problems: [found] };
  }
  if (file.version > MIGRATIONS.length) {
    return { value: undefined, problems: [problem('ledger-newer', { file: path, version: file.version })] };
  }
  try {
    const ledger = openSqliteLedger(path);
    ledger.sends();
    if (ledger.isConsistent()) return { value: ledger, problems: [] };
    ledger.close();
    return { value: undefined, problems: [problem('ledger-damaged', { file: path, reason: 'accepted' })] };
  } catch (error) {
    return { value: undefined, problems: [problem('ledger-damaged', { file: path, reason: reasonOf(error) })] };
  }
}

/** Why SQLite must not open a ledger: a link that it would follow, or what is no file; undefined when nothing speaks against it. */
export function linkIn(workspace: string, path: string): string | undefined {
  try {
    for (const ending of [...SQLITE_FILES, '-journal']) {
      refuseLinks(workspace, path + ending);
      if (lstatSync(path + ending, { throwIfNoEntry: false })?.isFile() === false) return 'ENOTREG';
    }
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** What shows in the files themselves, before SQLite opens them and mends them in its own way. */
function brokenPart(path: string, size: number): string | undefined {
  if (size % 512 !== 0) return `${size} B`;
  try {
    return isLogDamaged(path) ? `${basename(path)}-wal` : undefined;
  } catch (error) {
    return `${basename(path)}-wal: ${reasonOf(error)}`;
  }
}

/** The file's size, null when it is not there, or the reason why that cannot be told. */
function sizeOf(path: string): number | string | null {
  try {
    return statSync(path).size;
  } catch (error) {
    const reason = reasonOf(error);
    return reason === 'ENOENT' ? null : reason;
  }
}

/**
 * Makes a new ledger: its folder and file for their owner alone. It is made whole under another name first, so that a crash leaves no
 * half of one; when another send has made it in the meantime, that one is opened. `workspace` is not made anew where it is gone.
 */
export function createLedger(path: string, workspace: string = parse(path).root): Parsed<Ledger | undefined> {
  const unfinished = `${path}.${randomUUID()}.new`;
  try {
    makeFolder(dirname(path), workspace, 0o700);
    closeSync(openSync(unfinished, 'wx', 0o600));
    createDatabase(unfinished);
    placeWithoutReplacing(unfinished, path);
  } catch (error) {
    return { value: undefined, problems: [problem('file-unwritable', { file: path, reason: reasonOf(error) })] };
  } finally {
    for (const ending of SQLITE_FILES) rmSync(unfinished + ending, { force: true });
  }
  return openExistingLedger(path);
}

const SQLITE_FILES = ['', '-wal', '-shm'] as const;

/** What tells one file from another that bore its name before; null when there is none. */
export function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** Puts a ledger that is not to be used any more out of the way, keeping it; `stamp` goes into its new name. */
export function setLedgerAside(path: string, stamp: string): void {
  for (const ending of SQLITE_FILES) {
    if (existsSync(path + ending)) renameSync(path + ending, `${path}.${stamp}${ending}`);
  }
}

/**
 * Holds the ledger against the traces: a ledger that is missing while anything was sent, or that is not the one that sent this issue,
 * or is an older copy of it, must not send it.
 */
export function checkAgainstTraces(slug: string, ledger: Ledger | undefined, traces: readonly FoundTrace[]): Problem[] {
  if (!ledger) return traces.slice(0, 1).map(({ file }) => problem('ledger-missing', { trace: file }));
  const other = traces.filter(({ trace }) => trace.slug === slug && trace.ledger !== ledger.id);
  const older = traces.filter(({ trace }) => trace.ledger === ledger.id && isOlder(ledger, trace));
  const found = ledger.generation();
  return [
    ...other.map(({ file }) => problem('ledger-other', { trace: file })),
    ...older.map(({ trace, file }) => problem('ledger-older', { trace: file, traced: trace.generation, found })),
  ].slice(0, 1);
}

/** The traces of all its sends count: the next one would carry the generation past the others. */
function isOlder(ledger: Ledger, { slug, generation, accepted }: Trace): boolean {
  return generation > ledger.generation() || accepted > ledger.accepted(slug);
}
