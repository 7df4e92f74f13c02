import { join, resolve } from 'node:path';
import type { Workspace } from '../config/load-config.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openExistingLedger } from '../ledger/open-ledger.ts';
import { readTraces, traceFolders } from '../ledger/trace-files.ts';
import { type Parsed, problem } from '../problem/problem.ts';
import type { Context } from './context.ts';

/**
 * Opens the ledger of real sends for reading; undefined when there is none yet. One that is missing although something was sent is a
 * problem: that it knows of nobody would be untrue.
 */
export function openRecord({ world }: Context, { folder, config }: Workspace): Parsed<Ledger | undefined> {
  const opened = openExistingLedger(resolve(folder, config.ledger), folder);
  if (opened.value || opened.problems.length > 0) return opened;
  const traces = readTraces(traceFolders(folder, join(folder, 'issues'), world.stateFolder));
  const [trace] = traces.value;
  return { value: undefined, problems: trace ? [problem('ledger-missing', { trace: trace.file })] : traces.problems };
}
