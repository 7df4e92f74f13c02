import type { Clock } from '../../clock/clock.ts';

/** Tells listeners of changes: once for those that come together. */
export interface ChangeBell {
  readonly ring: () => void;
  readonly listen: (listener: () => void) => () => void;
}

/** After so much quiet a change is told of, as editors empty a file before they fill it; and after so long in any case. */
const SAVES = { quiet: 8, longest: 100 };
/** For what is found out little by little. */
export const FINDINGS = { quiet: 200, longest: 1000 };

/** `quiet` and `longest` in milliseconds. */
export function changeBell(clock: Clock, { quiet, longest } = SAVES): ChangeBell {
  const listeners = new Set<() => void>();
  let cancel: (() => void) | undefined;
  let since = 0;
  const tell = (): void => {
    cancel = undefined;
    for (const listener of listeners) listener();
  };
  return {
    ring: () => {
      if (!cancel) since = clock.monotonic();
      cancel?.();
      cancel = clock.after(Math.max(0, Math.min(quiet, since + longest - clock.monotonic())), tell);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
