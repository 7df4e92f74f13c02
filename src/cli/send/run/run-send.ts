import { repeat } from '../../../clock/repeat.ts';
import { deliver } from '../../../deliver/deliver.ts';
import type { DeliveryRun } from '../../../deliver/delivery-run.ts';
import { isStorageFault } from '../../../ledger/group-commit.ts';
import type { RunFigures } from '../../../ledger/send-record.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import type { BegunSend } from './begin-send.ts';
import { leastCopy, makeCopy } from './make-copy.ts';
import type { OpenDestination } from './open-destination.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';
import { progressInterval } from '../tell/progress-interval.ts';
import type { SendReporter } from '../tell/send-reporter.ts';
import { leaveTrace } from './written-down.ts';

/** What happened in one run, beside what the ledger says. */
export interface RunResult extends RunFigures {
  readonly fault: Problem | undefined;
  /** How many are done with in this run: those who got an answer, and those who turned out not to be mailed. */
  readonly settled: number;
}

/** Delivers to everyone who is due, telling of it as it goes. */
export async function runSend(
  context: Context,
  prepared: PreparedSend,
  begun: BegunSend,
  destination: OpenDestination,
  reporter: SendReporter,
): Promise<RunResult> {
  const { clock, stop, leave } = context.world;
  const { words } = context;
  const { slug, plan, workspace } = prepared;
  const { connections, retryPauses, interval } = workspace.config.delivery;
  let answered = 0;
  let accepted = 0;
  let skipped = 0;
  const started = clock.monotonic();
  const elapsed = (): number => clock.monotonic() - started;
  const repeated = [
    repeat(clock, 1_000, progressInterval(context), () => reporter.progress(answered + skipped, plan.due, elapsed())),
    repeat(clock, 1_000, TRACE_INTERVAL, () => renewTrace(context, prepared, begun)),
  ];
  const onOutcome: DeliveryRun['onOutcome'] = (recipient, outcome, isFirst) => {
    if (outcome.state === 'skipped' && isFirst) skipped++;
    else if (outcome.state !== 'queued' && isFirst) answered++;
    if (outcome.state === 'accepted') accepted++;
    reporter.outcome(recipient, outcome);
  };
  stop.addEventListener('abort', () => reporter.stopping(), { once: true });
  try {
    const fault = await deliver({
      slug,
      due: begun.ledger.due(slug, plan.choice),
      server: destination.server,
      ledger: begun.ledger,
      clock,
      open: destination.open,
      messageFor: (recipient) => makeCopy(recipient, slug, begun, destination.sign, clock.now()),
      templateFor: ({ language }) => begun.templateFor(language).hash,
      leastSize: leastCopy(plan.firstLanguage, begun),
      skippedAs: { suppressed: words.send.suppressedAs, needsUtf8: words.send.needsUtf8 },
      connections: Math.min(connections, Math.max(plan.due, 1)),
      retryPauses,
      interval,
      stop,
      leave,
      onOutcome,
      onRetry: (count, delay) => (delay >= NOTEWORTHY ? reporter.retrying(count, delay) : undefined),
      onWait: (problem, delay) => reporter.waiting(problem, delay),
    });
    return { fault, attempted: answered, settled: answered + skipped, accepted, elapsed: elapsed() };
  } finally {
    await Promise.all(repeated.map(({ end }) => end()));
  }
}

/** Pauses of less than this, in milliseconds, are over before they are read of. */
const NOTEWORTHY = 2_000;

/** How often the trace is renewed while a run goes on, in milliseconds. */
const TRACE_INTERVAL = 5_000;

/**
 * Counts the generation up and says so in the trace, so that a copy of the ledger that was made in mid-run is known to be old even when
 * the run never ends. A disk that is full is met by the sending itself.
 */
function renewTrace({ world }: Context, prepared: PreparedSend, { ledger }: BegunSend): void {
  try {
    leaveTrace(prepared, ledger, ledger.countUp(), world.clock.now().toISOString());
  } catch (error) {
    if (!isStorageFault(error)) throw error;
  }
}
