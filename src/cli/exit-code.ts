import type { Counts } from '../ledger/recipient.ts';

/** The one table of exit codes. */
export const EXIT = {
  done: 0,
  /** `check`, `build` and `archive` only: errors were found; the files are written all the same, but for new pages of the archive with errors. */
  errorsFound: 1,
  /** The command line, or newsletter.yaml. */
  usage: 2,
  someRejected: 3,
  /** `send` refused to start; `dkim-key` found no way to a key. */
  refused: 4,
  someUnknown: 5,
  /** A bug of ours. */
  internal: 70,
  /** Something is left to try; run `send` again. */
  left: 75,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** How a run of `send` ended beside what the ledger counts. */
export interface RunEnd {
  readonly isInterrupted: boolean;
  /** Something stopped the run before it was through. */
  readonly isStopped: boolean;
  readonly limitReached: boolean;
}

/** Of several that fit: interrupted, unknown, left, rejected, in this order. */
export function exitCodeOf(counts: Counts, { isInterrupted, isStopped, limitReached }: RunEnd): ExitCode {
  if (isInterrupted) return EXIT.interrupted;
  if (counts.unknown > 0) return EXIT.someUnknown;
  const held = limitReached && !isStopped ? 0 : counts.queued;
  if (held + counts.deferred + counts.attempting > 0) return EXIT.left;
  return counts.rejected > 0 ? EXIT.someRejected : EXIT.done;
}
