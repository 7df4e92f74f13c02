import { pause } from '../../clock/clock.ts';
import type { Context } from '../context.ts';

/** Shows how far a run is: several times a second at a terminal, now and then elsewhere; not at all in its first second. */
export class Progress {
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
