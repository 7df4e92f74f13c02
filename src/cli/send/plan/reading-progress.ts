import type { Clock } from '../../../clock/clock.ts';
import { repeat } from '../../../clock/repeat.ts';
import type { SendReporter } from '../tell/send-reporter.ts';

/** Tells how many rows of the lists have been read, when that takes longer than a moment. */
export class ReadingProgress {
  readonly #clock: Clock;
  readonly #reporter: SendReporter;
  readonly #interval: number;
  #rows = 0;
  #started = 0;

  /** `interval` is how often it is told, in milliseconds. */
  constructor(clock: Clock, reporter: SendReporter, interval: number) {
    this.#clock = clock;
    this.#reporter = reporter;
    this.#interval = interval;
  }

  /** The first row comes next. */
  begin(): void {
    this.#rows = 0;
  }

  count(): void {
    this.#rows++;
  }

  /** Tells of it while something goes on. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#started = this.#clock.monotonic();
    const told = repeat(this.#clock, 1_000, this.#interval, () => {
      if (this.#rows > 0) this.#reporter.reading(this.#rows, this.#clock.monotonic() - this.#started);
    });
    try {
      return await work();
    } finally {
      await told.end();
    }
  }
}
