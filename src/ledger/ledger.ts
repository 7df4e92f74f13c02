import type { AddressKey, EmailAddress } from '../address/email-address.ts';

/** What is known of one recipient of one issue. `skipped` never leaves the plan. */
export const STATES = ['accepted', 'deferred', 'rejected', 'unknown', 'skipped', 'queued', 'attempting'] as const;
export type RecipientState = (typeof STATES)[number];
export type Counts = Readonly<Record<RecipientState, number>>;

/** How far an attempt came. `sent`: the final dot had gone out, so without a reply nobody can know. */
export type Phase = 'connect' | 'mail' | 'rcpt' | 'data' | 'body' | 'sent';

/** A recipient as frozen in the plan of a send. `fields` are the cells that the holes are filled from. */
export interface PlannedRecipient {
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly list: string;
  readonly language: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A recipient with what has happened to it so far. `position` is its place in the plan, from 0. */
export interface LedgerRecipient extends PlannedRecipient {
  readonly position: number;
  readonly state: RecipientState;
  readonly attempts: number;
  /** The server's last words, or why it is skipped or unknown; empty before the first attempt. */
  readonly reply: string;
  /** ISO time of the last change. */
  readonly updatedAt: string;
}

/** One issue being sent, as frozen at its start. */
export interface Send {
  readonly slug: string;
  readonly startedAt: string;
  readonly bodyHash: string;
  /** The hash of each source by what it is called: the issue, the theme, the configuration. */
  readonly sources: Readonly<Record<string, string>>;
  /** By language: the frozen template's hash. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface FrozenTemplate {
  readonly language: string;
  readonly hash: string;
  /** Whatever the composer made, as JSON. */
  readonly content: string;
}

/**
 * What is written down while delivering. A claim stands before the first byte of a message goes out, an outcome behind the reply; a
 * refusal that turned out to be about us is put back.
 */
export type LedgerEntry =
  | { readonly kind: 'claim'; readonly key: AddressKey; readonly at: string; readonly from: Claimable }
  | {
      readonly kind: 'outcome';
      readonly key: AddressKey;
      readonly at: string;
      readonly state: RecordedState;
      /** What the attempt came to; it may leave the recipient in the state that it had before. */
      readonly outcome: Outcome;
      readonly phase: Phase;
      readonly reply: string;
    }
  | { readonly kind: 'put-back'; readonly key: AddressKey; readonly at: string; readonly to: RestingState };

/** The states that an attempt may begin from; `unknown` and `rejected` only on a person's word. */
export type Claimable = 'queued' | 'deferred' | 'rejected' | 'unknown';
/** Where a recipient goes back to when an attempt came to nothing. */
export type RestingState = 'queued' | 'rejected' | 'unknown';
type RecordedState = Outcome | RestingState;

/** How an attempt ended. `queued`: it failed before the final dot through no fault of the recipient's. */
export type Outcome = 'accepted' | 'rejected' | 'deferred' | 'unknown' | 'queued';

/** A run that was begun: what a dead predecessor had in flight is unknown now. */
export interface Run {
  readonly generation: number;
  readonly orphaned: number;
}

/** The record of every send, attempt and outcome. Every method that writes has committed, durably, when it returns. */
export interface Ledger {
  /** Made once, with the ledger; a trace that names another one is not about this ledger. */
  readonly id: string;
  /** Goes up with every run of a send. */
  generation(): number;
  sends(): Send[];
  send(slug: string): Send | undefined;
  /** Writes the whole plan down, in one transaction. */
  freeze(send: Send, templates: readonly FrozenTemplate[], recipients: Iterable<PlannedRecipient>): void;
  /** Begins a run: counts the generation up, and turns `attempting` to `unknown`. */
  beginRun(slug: string, at: string, orphanReply: string): Run;
  /** Ends a run: counts the generation up once more, so that a copy made in mid-run is known to be old; gives the new one. */
  endRun(): number;
  template(slug: string, language: string): string;
  recipient(slug: string, key: AddressKey): LedgerRecipient;
  recipients(slug: string): LedgerRecipient[];
  counts(slug: string): Counts;
  /** One transaction. A claim or outcome that the recipient's state does not allow is a bug and throws; a put-back is made where it still can be. */
  write(slug: string, entries: readonly LedgerEntry[]): void;
  /** Forgets a send in which nobody was tried yet, so that it can begin anew; gives whether it was one. */
  discardUntouched(slug: string): boolean;
  /** Takes recipients that are still due out of the plan, for good. */
  skip(slug: string, keys: readonly AddressKey[], reason: string, at: string): void;
  close(): void;
}
