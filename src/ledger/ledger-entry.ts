import type { AddressKey } from '../address/email-address.ts';

/** How far an attempt came. `sent`: the final dot had gone out, so without a reply nobody can know. */
export type Phase = 'connect' | 'mail' | 'rcpt' | 'data' | 'body' | 'sent';

/**
 * What is written down while delivering. A claim stands before the first byte of a message goes out, an outcome behind the reply; a
 * refusal that turned out to be about us is put back; whoever must not or cannot be mailed is skipped. `position` is the recipient's place in
 * the plan.
 */
export type LedgerEntry =
  | {
      readonly kind: 'claim';
      readonly key: AddressKey;
      readonly position: number;
      readonly at: string;
      readonly from: Claimable;
      /** What stands before a suppression's reason in the reply of one that is skipped. */
      readonly suppressedAs: string;
    }
  | { readonly kind: 'skip'; readonly key: AddressKey; readonly at: string; readonly reason: string }
  | {
      readonly kind: 'outcome';
      readonly key: AddressKey;
      readonly position: number;
      readonly at: string;
      readonly state: RecordedState;
      /** What the attempt came to; it may leave the recipient in the state that it had before. */
      readonly outcome: Outcome;
      readonly phase: Phase;
      readonly reply: string;
      /** The hash of the template that the copy was made from. */
      readonly template: string;
    }
  | { readonly kind: 'put-back'; readonly key: AddressKey; readonly at: string; readonly to: RestingState };

/** Whether an entry came to what it says. A claim on an address that is suppressed does not: then nothing may go out. */
export type EntryResult = 'written' | 'suppressed';

/** The states that an attempt may begin from; `unknown` and `rejected` only on a person's word. */
export type Claimable = 'queued' | 'deferred' | 'rejected' | 'unknown';
/** Where a recipient goes back to when an attempt came to nothing. */
export type RestingState = 'queued' | 'rejected' | 'unknown';
type RecordedState = Outcome | RestingState;

/** How an attempt ended. `queued`: it failed before the final dot through no fault of the recipient's. */
export type Outcome = 'accepted' | 'rejected' | 'deferred' | 'unknown' | 'queued';
