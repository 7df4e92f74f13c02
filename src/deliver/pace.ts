import { type Clock, pause } from '../clock/clock.ts';

/** The interval in milliseconds that slowing down begins with, and the longest that it comes to. */
const FIRST_STEP = 200;
const LONGEST = 30_000;
/** Refusals that come within so many milliseconds of each other say the same thing once. */
const DEAF = 1_000;
const EASING = 0.8;

/**
 * Keeps at least `interval` milliseconds between two messages over all connections; 0 for no limit. Each time that the server puts
 * something off the interval doubles, with each acceptance it shrinks by a fifth, down to what was configured.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #configured: number;
  #interval: number;
  #next = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, interval: number) {
    this.#clock = clock;
    this.#configured = interval;
    this.#interval = interval;
  }

  /** Milliseconds between two messages now. */
  get interval(): number {
    return this.#interval;
  }

  /** Resolves when it is this message's turn, or when the signal is given. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.#interval === 0) return;
    const now = this.#clock.monotonic();
    const slot = Math.max(now, this.#next);
    this.#next = slot + this.#interval;
    if (slot > now) await pause(this.#clock, slot - now, signal);
  }

  /** The server asked for patience. */
  slower(): void {
    const now = this.#clock.monotonic();
    if (now - this.#slowedAt < DEAF) return;
    this.#slowedAt = now;
    this.#interval = Math.min(Math.max(this.#interval * 2, FIRST_STEP), Math.max(LONGEST, this.#configured));
  }

  /** The server took a message. */
  faster(): void {
    const eased = this.#interval * EASING;
    this.#interval = Math.max(eased < FIRST_STEP ? 0 : eased, this.#configured);
  }
}
