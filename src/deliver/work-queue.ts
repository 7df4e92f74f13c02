import type { Clock } from '../clock/clock.ts';
import type { Ledger, LedgerRecipient } from '../ledger/ledger.ts';

const BATCH = 500;

/**
 * Whom to try next in one run: first whom an earlier run left deferred, then the queued in the plan's order, read from the ledger in
 * batches. What comes back during the run waits here: not at all when the connection failed, for its pause when the server said
 * "later". A recipient is out with one taker at a time.
 */
export class WorkQueue {
  readonly #ledger: Ledger;
  readonly #slug: string;
  readonly #clock: Clock;
  readonly #again: LedgerRecipient[] = [];
  #fresh: LedgerRecipient[] = [];
  #position = 0;
  #readAll = false;
  #deferred: { recipient: LedgerRecipient; dueAt: number }[] = [];
  #begun = 0;
  #out = 0;
  #closed = false;
  #wakers: (() => void)[] = [];
  readonly #limit: number;

  /** `limit` bounds how many recipients are begun; Infinity for all. */
  constructor(ledger: Ledger, slug: string, clock: Clock, limit: number) {
    this.#ledger = ledger;
    this.#slug = slug;
    this.#clock = clock;
    this.#limit = limit;
    this.#fresh = ledger.inState(slug, 'deferred', 0, Number.MAX_SAFE_INTEGER);
  }

  /** The next recipient, as soon as there is one; undefined when nothing is left to try in this run. */
  async take(): Promise<LedgerRecipient | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      const next = this.#next();
      if (next) {
        this.#out++;
        return next;
      }
      if (this.#out === 0 && this.#deferred.length === 0) return undefined;
      await this.#change();
    }
  }

  /** Whether a taker would have to wait now. */
  get isIdle(): boolean {
    return this.#again.length === 0 && this.#fresh.length === 0 && this.#readAll;
  }

  /** What was taken is settled. */
  settle(): void {
    this.#out--;
    this.#wake();
  }

  /** What was taken comes back: now, or after a pause in milliseconds. */
  putBack(recipient: LedgerRecipient, delay: number): void {
    if (delay === 0) this.#again.push(recipient);
    else this.#deferred.push({ recipient, dueAt: this.#clock.monotonic() + delay });
    this.settle();
  }

  /** Nothing is given out any more; those who wait are sent away. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #next(): LedgerRecipient | undefined {
    const again = this.#again.shift() ?? this.#nextDeferred();
    if (again) return again;
    if (this.#begun >= this.#limit) return undefined;
    if (this.#fresh.length === 0 && !this.#readAll) this.#read();
    const fresh = this.#fresh.shift();
    if (fresh) this.#begun++;
    return fresh;
  }

  #nextDeferred(): LedgerRecipient | undefined {
    const now = this.#clock.monotonic();
    const index = this.#deferred.findIndex(({ dueAt }) => dueAt <= now);
    return index < 0 ? undefined : this.#deferred.splice(index, 1)[0]!.recipient;
  }

  #read(): void {
    this.#fresh = this.#ledger.inState(this.#slug, 'queued', this.#position, BATCH);
    this.#position = (this.#fresh.at(-1)?.position ?? this.#position) + 1;
    this.#readAll = this.#fresh.length < BATCH;
  }

  /** Resolves when something came back, or the nearest pause is over. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      const nearest = Math.min(...this.#deferred.map(({ dueAt }) => dueAt));
      const delay = Number.isFinite(nearest) ? Math.max(nearest - this.#clock.monotonic(), 1) : undefined;
      const cancel = delay === undefined ? () => undefined : this.#clock.after(delay, () => this.#wake());
      this.#wakers.push(() => {
        cancel();
        resolve();
      });
    });
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }
}
