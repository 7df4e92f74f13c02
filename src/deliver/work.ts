import type { Claimable, RestingState } from '../ledger/ledger-entry.ts';
import type { DueRecipient } from '../ledger/recipient.ts';

/** A recipient on its way through the run. */
export interface Work {
  readonly recipient: DueRecipient;
  /** The state that the ledger has it in now. */
  readonly state: Claimable;
  /** The state that it goes back to when an attempt comes to nothing. */
  readonly resting: RestingState;
  /** Times in this run that it was put off, and that its attempt was lost before the dot. */
  readonly deferred: number;
  readonly lost: number;
}

/** Whether the server sees the recipient for the first time. */
export function isFirstAttempt({ recipient, deferred }: Work): boolean {
  return recipient.attempts === 0 && deferred === 0;
}

/** Those of the due who can be tried, each read when its turn comes. */
export function* workOf(due: Iterable<DueRecipient>): Generator<Work> {
  for (const recipient of due) {
    const { state } = recipient;
    if (state === 'queued' || state === 'deferred') yield { recipient, state, resting: 'queued', deferred: 0, lost: 0 };
    else if (state === 'unknown' || state === 'rejected') yield { recipient, state, resting: state, deferred: 0, lost: 0 };
  }
}
