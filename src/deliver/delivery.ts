import { type AddressKey, isAscii } from '../address/email-address.ts';
import { GroupCommit } from '../ledger/group-commit.ts';
import type { Outcome, RestingState } from '../ledger/ledger-entry.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { asksForPatience, outcomeOf } from './outcome-of.ts';
import { Pace } from './pace.ts';
import { Pipelining } from './smtp/pipelining.ts';
import { SessionOpener } from './session-opener.ts';
import { isTooLarge } from './smtp/smtp-extensions.ts';
import type { Session } from './smtp/smtp-session.ts';
import type { TransactionEnd } from './smtp/smtp-transaction.ts';
import { StopRule } from './stop-rule.ts';
import { type Work, isFirstAttempt, workOf } from './work.ts';
import { WorkQueue } from './work-queue.ts';

/** Attempts at one recipient that were lost before the dot, after which it is left for the next run. */
const LOSSES_EACH = 3;

/** What the connections of a run share: the work, the server's moods, the ledger, and what ends it all. */
export class Delivery {
  fault: Problem | undefined;
  readonly run: DeliveryRun;
  readonly queue: WorkQueue<Work>;
  readonly opener: SessionOpener;
  readonly pace: Pace;
  readonly pipelining = new Pipelining();
  readonly rule = new StopRule();
  readonly ending: AbortSignal;
  readonly #commits: GroupCommit;
  readonly #giveUp = new AbortController();
  /** Where those go back to who were refused in this run, should the refusals turn out to be about us; the others are queued again. */
  readonly #refused = new Map<AddressKey, RestingState>();

  constructor(run: DeliveryRun) {
    this.run = run;
    this.ending = AbortSignal.any([run.stop, run.leave, this.#giveUp.signal]);
    this.queue = new WorkQueue(workOf(run.due), run.clock, run.onRetry);
    this.opener = new SessionOpener(run.open, run.server, run.clock, this.ending, run.onWait);
    this.#commits = new GroupCommit(run.ledger, run.slug);
    this.pace = new Pace(run.clock, run.interval);
    if (this.ending.aborted) this.queue.close();
    this.ending.addEventListener('abort', () => this.queue.close());
    run.leave.addEventListener('abort', () => this.opener.cut());
  }

  /** Opens a session; undefined when there is none to be had, or none that takes our messages. */
  async openSession(): Promise<Session | undefined> {
    const opened = await this.opener.open();
    if (opened === 'stop' && this.opener.fault) this.end(this.opener.fault);
    if (typeof opened === 'string') return undefined;
    const { leastSize, server } = this.run;
    if (isTooLarge(leastSize, opened.extensions))
      this.end(problem('message-too-large', { server, size: leastSize, limit: opened.extensions.size ?? 0 }));
    return opened;
  }

  /** Why a recipient is not to be mailed over this session, as far as is known before it is claimed; undefined when it may be. */
  reasonToSkip({ recipient }: Work, session: Session): string | undefined {
    const { skippedAs } = this.run;
    if (recipient.suppressed !== null) return `${skippedAs.suppressed}: ${recipient.suppressed}`;
    return !isAscii(recipient.address) && !session.extensions.utf8 ? skippedAs.needsUtf8 : undefined;
  }

  async skip(work: Work, reason: string): Promise<void> {
    await this.#commits.write({ kind: 'skip', key: work.recipient.key, at: this.#now(), reason });
    this.#tellSkipped(work, reason);
  }

  /** Writes down that the message goes out now; gives whether it may. */
  async claim(work: Work): Promise<boolean> {
    const { suppressed: suppressedAs } = this.run.skippedAs;
    const { key, position } = work.recipient;
    const entry = { kind: 'claim', key, position, at: this.#now(), from: work.state, suppressedAs } as const;
    if ((await this.#commits.write(entry)) === 'written') return true;
    this.#tellSkipped(work, suppressedAs);
    return false;
  }

  /** Writes an outcome down, tells of it, and draws the conclusions. `begun` is the transaction's number. */
  async conclude(session: Session, work: Work, end: TransactionEnd, begun: number): Promise<void> {
    if (end.kind === 'lost' && end.isUnbegun === true) return this.queue.putBack(work, 0);
    const { recipient, resting } = work;
    const { state, phase, reply } = outcomeOf(end);
    const recorded = state === 'queued' ? resting : state;
    const template = this.run.templateFor(recipient);
    const { key, position } = recipient;
    const entry = { key, position, at: this.#now(), state: recorded, outcome: state, phase, reply, template };
    await this.#commits.write({ kind: 'outcome', ...entry });
    this.run.onOutcome(recipient, { state, phase, reply }, work.deferred === 0);
    this.#heed(session, work, end);
    await this.#obey(work, end, begun);
    this.#settle(work, state);
  }

  /** Ends the run for a reason; the first one counts. */
  end(fault: Problem): void {
    this.fault ??= fault;
    this.giveUp();
  }

  giveUp(): void {
    this.#giveUp.abort();
  }

  #tellSkipped({ recipient, deferred }: Work, reply: string): void {
    this.run.onOutcome(recipient, { state: 'skipped', phase: 'connect', reply }, deferred === 0);
    this.queue.settle();
  }

  /** What an answer, or that there is none, says about the server: whether it is there, and whether it wants to be asked more slowly. */
  #heed(session: Session, work: Work, end: TransactionEnd): void {
    if (end.kind === 'lost') this.opener.noteLoss(session, end.reason);
    else this.opener.noteAnswer();
    if (end.kind === 'accepted') this.pace.faster();
    else if (asksForPatience(end, isFirstAttempt(work))) this.pace.slower();
  }

  /** Ends the run when the refusals are about us, and puts those whom they met back. */
  async #obey(work: Work, end: TransactionEnd, begun: number): Promise<void> {
    const { recipient, resting } = work;
    const stop = this.rule.observe(recipient.key, end, isFirstAttempt(work), begun);
    if (end.kind === 'refused' && resting !== 'queued') this.#refused.set(recipient.key, resting);
    if (!stop) return;
    this.end(problem('smtp-refuses-everyone', { reply: stop.reply, count: stop.count }));
    const putBack = stop.putBack.map(
      (key) => ({ kind: 'put-back', key, at: this.#now(), to: this.#refused.get(key) ?? 'queued' }) as const,
    );
    await Promise.all(putBack.map((entry) => this.#commits.write(entry)));
  }

  #settle(work: Work, state: Outcome): void {
    const retryPause = state === 'deferred' ? this.run.retryPauses[work.deferred] : undefined;
    const recipient = { ...work.recipient, attempts: work.recipient.attempts + 1 };
    if (retryPause !== undefined) {
      this.queue.putBack({ ...work, recipient, state: 'deferred', deferred: work.deferred + 1 }, Math.max(retryPause, 1));
    } else if (state === 'queued' && work.lost + 1 < LOSSES_EACH) {
      this.queue.putBack({ ...work, recipient, state: work.resting, lost: work.lost + 1 }, 0);
    } else this.queue.settle();
  }

  #now(): string {
    return this.run.clock.now().toISOString();
  }
}
