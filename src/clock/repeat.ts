import { type Clock, pause } from './clock.ts';

/** Does something again and again, first after `delay` and then every `interval` milliseconds, until `end` is called. */
export function repeat(clock: Clock, delay: number, interval: number, action: () => void): { readonly end: () => Promise<void> } {
  const ended = new AbortController();
  const { signal } = ended;
  const keepOn = async (): Promise<void> => {
    await pause(clock, delay, signal);
    while (!signal.aborted) {
      action();
      await pause(clock, interval, signal);
    }
  };
  const done = keepOn();
  return {
    end: () => {
      ended.abort();
      return done;
    },
  };
}
