import { type Clock, pause } from '../clock/clock.ts';

/** Keeps at least `interval` milliseconds between two messages over all connections; 0 for no limit. */
export class Pace {
  readonly #clock: Clock;
  readonly #interval: number;
  #next = 0;

  constructor(clock: Clock, interval: number) {
    this.#clock = clock;
    this.#interval = interval;
  }

  /** Resolves when it is this message's turn, or when the signal is given. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.#interval === 0) return;
    const now = this.#clock.monotonic();
    const slot = Math.max(now, this.#next);
    this.#next = slot + this.#interval;
    if (slot > now) await pause(this.#clock, slot - now, signal);
  }
}
