import { GroupCommit, LedgerWriteFailed } from '../ledger/group-commit.ts';
import { type AddressKey, isAscii } from '../address/email-address.ts';
import type { Outcome, RestingState } from '../ledger/ledger-entry.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { type Answered, asksForPatience, outcomeOf } from './outcome-of.ts';
import { Pace } from './pace.ts';
import { SessionOpener } from './session-opener.ts';
import { isTooLarge } from './smtp-extensions.ts';
import type { Session } from './smtp-session.ts';
import { transact } from './smtp-transaction.ts';
import { StopRule } from './stop-rule.ts';
import { type Work, isFirstAttempt, workOf } from './work.ts';
import { WorkQueue } from './work-queue.ts';

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
  readonly #queue: WorkQueue<Work>;
  readonly #opener: SessionOpener;
  readonly #commits: GroupCommit;
  readonly #pace: Pace;
  readonly #rule = new StopRule();
  readonly #ending: AbortSignal;
  readonly #giveUp = new AbortController();
  /** Where those go back to who were refused in this run, should the refusals turn out to be about us. */
  readonly #refused = new Map<AddressKey, RestingState>();

  constructor(run: DeliveryRun) {
    this.#run = run;
    this.#ending = AbortSignal.any([run.stop, run.leave, this.#giveUp.signal]);
    this.#queue = new WorkQueue(workOf(run), run.clock, run.onRetry);
    this.#opener = new SessionOpener(run.open, run.server, run.clock, this.#ending, run.onWait);
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
        const work = await this.#queue.take();
        if (!work) break;
        await this.#pace.turn(this.#ending);
        session = session?.wire.isOpen ? session : await this.#replace(session);
        if (!session || this.#ending.aborted) {
          this.#queue.putBack(work, 0);
          break;
        }
        await this.#attempt(session, work);
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
    if (typeof opened === 'string') return undefined;
    const { leastSize, server } = this.#run;
    if (isTooLarge(leastSize, opened.extensions))
      this.#end(problem('message-too-large', { server, size: leastSize, limit: opened.extensions.size ?? 0 }));
    return opened;
  }

  #close(session: Session | undefined): undefined {
    if (!session) return;
    this.#opener.forget(session);
    session.quit();
  }

  async #attempt(session: Session, work: Work): Promise<void> {
    const { recipient, state, resting } = work;
    const { key } = recipient;
    const { messageFor, templateFor, skippedAs, ledger } = this.#run;
    const suppression = ledger.suppressions.find(key);
    if (suppression) return this.#passOver(work, `${skippedAs.suppressed}: ${suppression.reason}`);
    if (!isAscii(recipient.address) && !session.extensions.utf8) return this.#passOver(work, skippedAs.needsUtf8);
    const claim = async (): Promise<boolean> => {
      const entry = { kind: 'claim', key, at: this.#now(), from: state, suppressedAs: skippedAs.suppressed } as const;
      return (await this.#commits.write(entry)) === 'written';
    };
    const begun = this.#rule.begin();
    const end = await transact(session, messageFor(recipient), claim);
    if (end.kind === 'withdrawn') return this.#tellSkipped(work, skippedAs.suppressed);
    const { state: came, phase, reply } = outcomeOf(end);
    const recorded = came === 'queued' ? resting : came;
    const entry = { key, at: this.#now(), state: recorded, outcome: came, phase, reply, template: templateFor(recipient) };
    await this.#commits.write({ kind: 'outcome', ...entry });
    this.#run.onOutcome(recipient, { state: came, phase, reply });
    this.#heed(session, work, end);
    await this.#obey(work, end, begun);
    this.#settle(work, came);
  }

  async #passOver(work: Work, reason: string): Promise<void> {
    await this.#commits.write({ kind: 'skip', key: work.recipient.key, at: this.#now(), reason });
    this.#tellSkipped(work, reason);
  }

  #tellSkipped({ recipient }: Work, reply: string): void {
    this.#run.onOutcome(recipient, { state: 'skipped', phase: 'connect', reply });
    this.#queue.settle();
  }

  /** What an answer, or that there is none, says about the server: whether it is there, and whether it wants to be asked more slowly. */
  #heed(session: Session, work: Work, end: Answered): void {
    if (end.kind === 'lost') this.#opener.noteLoss(session, end.reason);
    else this.#opener.noteAnswer();
    if (end.kind === 'accepted') this.#pace.faster();
    else if (asksForPatience(end, isFirstAttempt(work))) this.#pace.slower();
  }

  /** Ends the run when the refusals are about us, and puts those whom they met back. */
  async #obey(work: Work, end: Answered, begun: number): Promise<void> {
    const { recipient, resting } = work;
    const stop = this.#rule.observe(recipient.key, end, isFirstAttempt(work), begun);
    if (end.kind === 'refused') this.#refused.set(recipient.key, resting);
    if (!stop) return;
    this.#end(problem('smtp-refuses-everyone', { reply: stop.reply, count: stop.count }));
    const putBack = stop.putBack.map(
      (key) => ({ kind: 'put-back', key, at: this.#now(), to: this.#refused.get(key) ?? 'queued' }) as const,
    );
    await Promise.all(putBack.map((entry) => this.#commits.write(entry)));
  }

  #settle(work: Work, state: Outcome): void {
    const retryPause = state === 'deferred' ? this.#run.retryPauses[work.deferred] : undefined;
    const recipient = { ...work.recipient, attempts: work.recipient.attempts + 1 };
    if (retryPause !== undefined) {
      this.#queue.putBack({ ...work, recipient, state: 'deferred', deferred: work.deferred + 1 }, Math.max(retryPause, 1));
    } else if (state === 'queued' && work.lost + 1 < LOSSES_EACH) {
      this.#queue.putBack({ ...work, recipient, state: work.resting, lost: work.lost + 1 }, 0);
    } else this.#queue.settle();
  }

  #end(fault: Problem): void {
    this.fault ??= fault;
    this.#giveUp.abort();
  }

  #now(): string {
    return this.#run.clock.now().toISOString();
  }
}
