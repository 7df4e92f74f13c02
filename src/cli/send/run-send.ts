import { domainOf } from '../../address/email-address.ts';
import { pause } from '../../clock/clock.ts';
import { deliver } from '../../deliver/deliver.ts';
import type { LedgerRecipient } from '../../ledger/ledger.ts';
import { messageId } from '../../personalise/message-id.ts';
import { type Message, personalise } from '../../personalise/personalise.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import type { BegunSend } from './begin-send.ts';
import type { OpenDestination } from './open-destination.ts';
import type { PreparedSend } from './prepare-send.ts';
import type { SendReporter } from './send-reporter.ts';

/** What happened in one run, beside what the ledger says. Times in milliseconds. */
export interface RunResult {
  readonly fault: Problem | undefined;
  readonly attempted: number;
  readonly accepted: number;
  readonly elapsed: number;
}

/** Delivers to everyone who is due, telling of it as it goes. */
export async function runSend(
  context: Context,
  { slug, plan, workspace }: PreparedSend,
  begun: BegunSend,
  destination: OpenDestination,
  reporter: SendReporter,
): Promise<RunResult> {
  const { clock, stop, leave } = context.world;
  const { connections, retryPauses, interval } = workspace.config.delivery;
  const answered = new Set<string>();
  let accepted = 0;
  const started = clock.monotonic();
  const elapsed = (): number => clock.monotonic() - started;
  const progress = new Progress(context, () => reporter.progress(answered.size, plan.due.length, elapsed()));
  stop.addEventListener('abort', () => reporter.stopping(), { once: true });
  try {
    const fault = await deliver({
      slug,
      due: plan.due.map(({ key }) => key),
      server: destination.server,
      ledger: begun.ledger,
      clock,
      open: destination.open,
      messageFor: (recipient) => messageFor(recipient, slug, begun, clock.now()),
      connections: Math.min(connections, Math.max(plan.due.length, 1)),
      retryPauses,
      interval,
      stop,
      leave,
      onOutcome: (recipient, outcome) => {
        if (outcome.state !== 'queued') answered.add(recipient.key);
        if (outcome.state === 'accepted') accepted++;
        reporter.outcome(recipient, outcome);
      },
      onWait: (problem, delay) => reporter.waiting(problem, delay),
    });
    return { fault, attempted: answered.size, accepted, elapsed: elapsed() };
  } finally {
    await progress.end();
  }
}

function messageFor(recipient: LedgerRecipient, slug: string, { secret, templateFor }: BegunSend, date: Date): Message {
  const prepared = templateFor(recipient.language);
  const id = messageId(secret, slug, recipient.key, domainOf(prepared.template.sender.from.address));
  return personalise(prepared, { address: recipient.address, fields: recipient.fields, messageId: id, date });
}

/** Shows how far a run is: several times a second at a terminal, now and then elsewhere; not at all in its first second. */
class Progress {
  readonly #ended = new AbortController();
  readonly #shown: Promise<void>;

  constructor({ world, json }: Context, show: () => void) {
    const interval = json ? 1_000 : world.stderr.isTerminal ? 250 : 10_000;
    this.#shown = this.#keepShowing(world.clock, interval, show);
  }

  end(): Promise<void> {
    this.#ended.abort();
    return this.#shown;
  }

  async #keepShowing(clock: Context['world']['clock'], interval: number, show: () => void): Promise<void> {
    const { signal } = this.#ended;
    await pause(clock, 1_000, signal);
    while (!signal.aborted) {
      show();
      await pause(clock, interval, signal);
    }
  }
}
