import { type Outcome } from '../../../ledger/ledger-entry.ts';
import { type Counts, type RecipientState, STATES } from '../../../ledger/recipient.ts';
import type { RunFigures } from '../../../ledger/send-record.ts';
import type { ExitCode } from '../../exit-code.ts';
import { type Destination, plainServer } from '../destination.ts';
import type { Refusal } from '../refusal.ts';
import type { RunResult } from '../run/run-send.ts';
import type { SendReporter, Summary } from './send-reporter.ts';

/** What every summary says of a send, whatever came of it. */
export interface SummaryFrame {
  readonly slug: string;
  readonly destination: Destination;
  readonly connections: number;
  readonly dryRun: boolean;
  readonly test: boolean;
}

/** What is told beside the counts. */
export type Aftermath = Pick<Summary, 'bounced' | 'suppressed' | 'report'>;

export const NO_AFTERMATH: Aftermath = { bounced: 0, suppressed: 0, report: null };

/** A run that tried nobody. */
export const NOTHING_TRIED: RunResult = { fault: undefined, attempted: 0, settled: 0, accepted: 0, elapsed: 0 };

export function summarise(
  frame: SummaryFrame,
  counts: Counts,
  exitCode: ExitCode,
  { attempted, accepted, elapsed }: RunFigures,
  { untried = null, ...aftermath }: Partial<Pick<Summary, 'untried'>> & Aftermath = NO_AFTERMATH,
): Summary {
  const { slug, destination, connections, dryRun, test } = frame;
  const rehearsal = destination.kind === 'outbox';
  const outbox = rehearsal ? `dist/${slug}/outbox` : null;
  return {
    exitCode,
    slug,
    counts,
    refused: false,
    inFlightLimit: connections,
    rehearsal,
    dryRun,
    test,
    outbox,
    attempted,
    accepted,
    elapsed,
    untried,
    plainServer: plainServer(destination),
    ...aftermath,
  };
}

/** Nothing was sent: tells why, and sums up what stood before. */
export function summariseRefusal(
  reporter: SendReporter,
  slug: string,
  { reasons, exitCode }: Refusal,
  counts: Counts = countOutcomes([]),
): Summary {
  reporter.problems(reasons);
  const nothing = {
    attempted: 0,
    accepted: 0,
    elapsed: 0,
    untried: null,
    inFlightLimit: 0,
    rehearsal: false,
    dryRun: false,
    test: false,
    outbox: null,
    plainServer: null,
    ...NO_AFTERMATH,
  };
  return { exitCode, slug, counts, refused: true, ...nothing };
}

export function countOutcomes(outcomes: readonly Outcome[]): Counts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
  for (const outcome of outcomes) counts[outcome]++;
  return counts;
}
