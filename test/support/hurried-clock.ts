import type { Clock } from '../../src/clock/clock.ts';
import { realClock } from './run-program.ts';

/** A clock on which a minute, which is how long answers to a whole go of commands are waited for, is over in a quarter of a second. */
export const hurriedClock: Clock = {
  ...realClock,
  after: (delay, callBack) => realClock.after(delay === 60_000 ? 250 : delay, callBack),
};
