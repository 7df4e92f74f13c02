/** Time as an argument. Milliseconds throughout. */
export interface Clock {
  /** The wall clock: for headers, the ledger and people; never for measuring. */
  now(): Date;
  /** Goes forward only, from an arbitrary start: for pauses, pace and rates. */
  monotonic(): number;
  /** Calls back once, after at least `delay`; gives what cancels it. */
  after(delay: number, callBack: () => void): () => void;
}

/** Resolves after `delay`, or as soon as the signal is given; never rejects. */
export function pause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delay, finish);
    signal.addEventListener('abort', finish);
  });
}
