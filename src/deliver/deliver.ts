import type { Clock } from '../clock/clock.ts';
import { GroupCommit, LedgerWriteFailed } from '../ledger/group-commit.ts';
import type { Ledger, LedgerRecipient } from '../ledger/ledger.ts';
import type { Message } from '../personalise/personalise.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { type AttemptOutcome, outcomeOf } from './outcome-of.ts';
import { Pace } from './pace.ts';
import { SessionOpener } from './session-opener.ts';
import type { OpenSession, Session } from './smtp-session.ts';
import { type TransactionEnd, transact } from './smtp-transaction.ts';
import { StopRule } from './stop-rule.ts';
import { WorkQueue } from './work-queue.ts';

/** Everything that one run of a send is executed with. */
export interface DeliveryRun {
  readonly slug: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly open: OpenSession;
  /** Fills a recipient's copy. */
  readonly messageFor: (recipient: LedgerRecipient) => Message;
  readonly connections: number;
  /** Milliseconds before each further attempt at whom the server put off. */
  readonly retryPauses: readonly number[];
  /** Least milliseconds between two messages. */
  readonly interval: number;
  readonly limit: number;
  /** Finish what is in flight, and end. */
  readonly stop: AbortSignal;
  /** Cut what is in flight: what was not answered is unknown. */
  readonly leave: AbortSignal;
  readonly onOutcome: (recipient: LedgerRecipient, outcome: AttemptOutcome) => void;
  readonly onWait: (problem: Problem, delay: number) => void;
}

/** Attempts at one recipient that were lost before the dot, after which it is left for the next run. */
const LOSSES_EACH = 3;

/** Tries every recipient that is due, over several connections. Gives what stopped it early; the rest stands in the ledger. */
export async function deliver(run: DeliveryRun): Promise<Problem | undefined> {
  const delivery = new Delivery(run);
  await Promise.all(Array.from({ length: run.connections }, () => delivery.work()));
  return delivery.fault;
}

class Delivery {
  fault: Problem | undefined;
  readonly #run: DeliveryRun;
  readonly #queue: WorkQueue;
  readonly #opener: SessionOpener;
  readonly #commits: GroupCommit;
  readonly #pace: Pace;
  readonly #rule = new StopRule();
  readonly #ending: AbortSignal;
  readonly #giveUp = new AbortController();
  readonly #tries = new Map<string, { deferred: number; lost: number }>();

  constructor(run: DeliveryRun) {
    this.#run = run;
    this.#ending = AbortSignal.any([run.stop, run.leave, this.#giveUp.signal]);
    this.#queue = new WorkQueue(run.ledger, run.slug, run.clock, run.limit);
    this.#opener = new SessionOpener(run.open, run.clock, this.#ending, run.onWait);
    this.#commits = new GroupCommit(run.ledger, run.slug);
    this.#pace = new Pace(run.clock, run.interval);
    if (this.#ending.aborted) this.#queue.close();
    this.#ending.addEventListener('abort', () => this.#queue.close());
    run.leave.addEventListener('abort', () => this.#opener.cut());
  }

  /** One connection's work, until nothing is left or the run ends. */
  async work(): Promise<void> {
    let session: Session | undefined;
    try {
      for (;;) {
        if (this.#queue.isIdle) session = this.#close(session);
        const recipient = await this.#queue.take();
        if (!recipient) break;
        await this.#pace.turn(this.#ending);
        session = session?.wire.isOpen ? session : await this.#replace(session);
        if (!session || this.#ending.aborted) {
          this.#queue.putBack(recipient, 0);
          break;
        }
        await this.#attempt(session, recipient);
      }
    } catch (error) {
      this.#giveUp.abort();
      if (!(error instanceof LedgerWriteFailed)) throw error;
      this.#end(problem('ledger-write-failed', { reason: error.message }));
    } finally {
      this.#close(session);
    }
  }

  async #replace(session: Session | undefined): Promise<Session | undefined> {
    this.#close(session);
    const opened = await this.#opener.open();
    if (opened === 'stop' && this.#opener.fault) this.#end(this.#opener.fault);
    return typeof opened === 'string' ? undefined : opened;
  }

  #close(session: Session | undefined): undefined {
    if (!session) return;
    this.#opener.forget(session);
    session.quit();
  }

  async #attempt(session: Session, recipient: LedgerRecipient): Promise<void> {
    const { key } = recipient;
    const claim = (): Promise<void> => this.#commits.write({ kind: 'claim', key, at: this.#now() });
    const end = await transact(session.wire, this.#run.messageFor(recipient), claim);
    const outcome = outcomeOf(end);
    await this.#commits.write({ kind: 'outcome', key, at: this.#now(), ...outcome });
    this.#run.onOutcome(recipient, outcome);
    if (end.kind === 'lost') this.#opener.noteLoss(session);
    else this.#opener.noteAnswer();
    await this.#obey(recipient, end);
    this.#settle(recipient, outcome);
  }

  /** Ends the run when the refusals are about us, and puts those whom they met back. */
  async #obey(recipient: LedgerRecipient, end: TransactionEnd): Promise<void> {
    const isFirst = recipient.attempts === 0 && !this.#tries.has(recipient.key);
    const stop = this.#rule.observe(recipient.key, end, isFirst);
    if (!stop) return;
    this.#end(problem('smtp-refuses-everyone', { reply: stop.reply, count: stop.count }));
    await Promise.all(stop.putBack.map((key) => this.#commits.write({ kind: 'put-back', key, at: this.#now() })));
  }

  #settle(recipient: LedgerRecipient, { state }: AttemptOutcome): void {
    const tries = this.#tries.get(recipient.key) ?? { deferred: 0, lost: 0 };
    this.#tries.set(recipient.key, tries);
    const retryPause = state === 'deferred' ? this.#run.retryPauses[tries.deferred++] : undefined;
    if (retryPause !== undefined) this.#queue.putBack(recipient, Math.max(retryPause, 1));
    else if (state === 'queued' && ++tries.lost < LOSSES_EACH) this.#queue.putBack(recipient, 0);
    else this.#queue.settle();
    if (state === 'accepted' || state === 'rejected') this.#tries.delete(recipient.key);
  }

  #end(fault: Problem): void {
    this.fault ??= fault;
    this.#giveUp.abort();
  }

  #now(): string {
    return this.#run.clock.now().toISOString();
  }
}
