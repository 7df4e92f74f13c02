import type { Clock } from '../clock/clock.ts';
import { Later } from './later.ts';

/**
 * What to try next in one run: the due in the plan's order, and what comes back, at once or after a pause. Each item is out with one
 * taker at a time, and nobody is sent away while something that is out may still come back.
 */
export class WorkQueue<Item> {
  readonly #clock: Clock;
  readonly #fresh: Iterator<Item>;
  readonly #onIdle: (count: number, delay: number) => void;
  #toldOf = 0;
  readonly #again: Item[] = [];
  readonly #later = new Later<Item>();
  #isFreshDone = false;
  #out = 0;
  #isClosed = false;
  #wakers: (() => void)[] = [];

  /** `onIdle` is told how many come back after how many milliseconds, when nothing else is left to do until then. */
  constructor(due: Iterable<Item>, clock: Clock, onIdle: (count: number, delay: number) => void = () => undefined) {
    this.#onIdle = onIdle;
    this.#fresh = due[Symbol.iterator]();
    this.#clock = clock;
  }

  /** The next item, as soon as there is one; undefined when nothing is left to try in this run. */
  async take(): Promise<Item | undefined> {
    while (!this.#isClosed) {
      const next = this.takeNow();
      if (next !== undefined) return next;
      if (this.#out === 0 && this.#later.size === 0) return undefined;
      await this.#change();
    }
    return undefined;
  }

  /** The next item, if there is one now. */
  takeNow(): Item | undefined {
    const next = this.#isClosed ? undefined : this.#next();
    if (next !== undefined) this.#out++;
    return next;
  }

  /** Whether a taker would most likely have to wait now. */
  get isIdle(): boolean {
    return this.#isFreshDone && this.#again.length === 0;
  }

  /** What was taken is done with. */
  settle(): void {
    this.#out--;
    this.#wake();
  }

  /** What was taken comes back: now, or after a pause in milliseconds. */
  putBack(item: Item, delay: number): void {
    if (delay === 0) this.#again.push(item);
    else this.#later.put(item, delay, this.#clock.monotonic());
    this.settle();
  }

  /** Nothing is given out any more; those who wait are sent away. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  #next(): Item | undefined {
    const back = this.#again.shift() ?? this.#later.take(this.#clock.monotonic());
    if (back !== undefined || this.#isFreshDone) return back;
    const { done, value } = this.#fresh.next();
    if (done !== true) return value;
    this.#isFreshDone = true;
    return undefined;
  }

  /** Resolves when something came back, or the nearest pause is over. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      const nearest = this.#later.nearest;
      const delay = Math.max(nearest - this.#clock.monotonic(), 1);
      if (this.#out === 0) this.#tellIdle(nearest, delay);
      const cancel = Number.isFinite(nearest) ? this.#clock.after(delay, () => this.#wake()) : () => undefined;
      this.#wakers.push(() => {
        cancel();
        resolve();
      });
    });
  }

  /** Once for each pause, however many wait. */
  #tellIdle(nearest: number, delay: number): void {
    if (nearest === this.#toldOf) return;
    this.#toldOf = nearest;
    this.#onIdle(this.#later.size, delay);
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }
}
