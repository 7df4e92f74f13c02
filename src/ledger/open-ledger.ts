import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { Ledger } from './ledger.ts';
import { MIGRATIONS } from './ledger-schema.ts';
import { inspectLedgerFile, openSqliteLedger } from './sqlite-ledger.ts';
import type { FoundTrace } from './trace-files.ts';

/** Opens a ledger that is there; undefined without a problem when there is none. Reading is all that this allows itself. */
export function openExistingLedger(path: string): Parsed<Ledger | undefined> {
  if (!existsSync(path)) return { value: undefined, problems: [] };
  if (statSync(path).size === 0)
    return { value: undefined, problems: [problem('ledger-damaged', { file: path, reason: '0 B' })] };
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
  return { value: openSqliteLedger(path), problems: [] };
}

/** Makes a new ledger: the folder for its owner alone, the file likewise before SQLite opens it. */
export function createLedger(path: string): Ledger {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'wx', 0o600));
  return openSqliteLedger(path);
}

/** Puts a ledger that is not to be used any more out of the way, keeping it; `stamp` goes into its new name. */
export function setLedgerAside(path: string, stamp: string): void {
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, `${path}.${stamp}${ending}`);
  }
}

/**
 * Holds the ledger against the traces: a ledger that is missing while anything was sent, or that is not the one that sent this issue,
 * or is an older copy of it, must not send it.
 */
export function checkAgainstTraces(slug: string, ledger: Ledger | undefined, traces: readonly FoundTrace[]): Problem[] {
  if (!ledger) return traces.slice(0, 1).map(({ file }) => problem('ledger-missing', { trace: file }));
  const generation = ledger.generation();
  const wrong = traces
    .filter(({ trace }) => trace.slug === slug)
    .flatMap(({ trace, file }) => {
      if (trace.ledger !== ledger.id) return [problem('ledger-other', { trace: file })];
      if (trace.generation > generation)
        return [problem('ledger-older', { trace: file, traced: trace.generation, found: generation })];
      return [];
    });
  return wrong.slice(0, 1);
}
