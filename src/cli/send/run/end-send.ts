import type { Ledger } from '../../../ledger/ledger.ts';
import type { Counts } from '../../../ledger/recipient.ts';
import { removeTrace } from '../../../ledger/trace-files.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import type { BegunSend } from './begin-send.ts';
import { checkWorkspaceAfter } from './check-workspace.ts';
import { countHardBounces, suppressHardBounces } from './hard-bounces.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';
import { reportPath, writeReport } from '../tell/report-file.ts';
import type { RunResult } from './run-send.ts';
import type { SendOptions } from '../send-options.ts';
import { type Aftermath, NO_AFTERMATH } from '../tell/summary.ts';
import { writeFailure } from '../write-failure.ts';
import { leaveTrace } from './written-down.ts';

/** How a send stands when its run is over. */
export interface EndedSend extends Aftermath {
  readonly counts: Counts;
  readonly problems: readonly Problem[];
}

/**
 * Counts the run as over, in the ledger and in the trace: a copy of the ledger made in mid-run is known to be old from now on. A first
 * send in which nobody could be tried at all is forgotten, so that its text may still be mended; a trace that stood before it stays.
 */
export function endSend(
  context: Context,
  prepared: PreparedSend,
  begun: BegunSend,
  options: SendOptions,
  result: RunResult,
): EndedSend {
  const { slug, folders } = prepared;
  const { ledger, generation } = begun;
  const counts = ledger.counts(slug);
  if (result.fault?.code === 'ledger-write-failed') return { counts, problems: [], ...NO_AFTERMATH };
  try {
    if (mayForget(prepared) && ledger.discardUntouched(slug)) {
      removeTrace(folders, slug);
      return { counts, problems: [], ...NO_AFTERMATH };
    }
    const at = context.world.clock.now().toISOString();
    const traced = leaveTrace(prepared, ledger, ledger.endRun(slug, generation, at, result), at);
    const aftermath = settleBounces(context, prepared, ledger, options, at);
    const moved = checkWorkspaceAfter(prepared);
    if (moved.length > 0) return { counts, problems: moved, report: null, ...aftermath };
    const reported = writeReport(context, prepared, ledger);
    const report = reported.length === 0 ? reportPath(slug, prepared.destination) : null;
    return { counts, problems: [...traced, ...reported], report, ...aftermath };
  } catch (error) {
    return { counts, problems: [writeFailure(error)], ...NO_AFTERMATH };
  }
}

/** Whom a correction goes to would be forgotten with it, and the next run would mail the lists. */
function mayForget({ destination, traces, slug, audience }: PreparedSend): boolean {
  return destination.kind === 'smtp' && audience.kind === 'lists' && traces.every(({ trace }) => trace.slug !== slug);
}

/** A rehearsal proposes nothing: what its outbox says of an address means nothing. */
function settleBounces(
  { words }: Context,
  { slug, destination }: PreparedSend,
  ledger: Ledger,
  { suppressRejected }: SendOptions,
  at: string,
): Omit<Aftermath, 'report'> {
  if (destination.kind === 'outbox') return { bounced: 0, suppressed: 0 };
  const suppressed = suppressRejected ? suppressHardBounces(ledger, slug, words.subscribers.byBounce, at) : 0;
  return { bounced: countHardBounces(ledger, slug), suppressed };
}
