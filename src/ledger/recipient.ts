import type { AddressKey, EmailAddress } from '../address/email-address.ts';

/** What is known of one recipient of one issue. `skipped` never leaves the plan. */
export const STATES = ['accepted', 'deferred', 'rejected', 'unknown', 'skipped', 'queued', 'attempting'] as const;
export type RecipientState = (typeof STATES)[number];
export type Counts = Readonly<Record<RecipientState, number>>;

/**
 * A recipient as frozen in the plan of a send, with what has happened to it so far. `fields` are the cells that the holes are filled from.
 * `position` is its place in the plan: they go up, with gaps where an address was repeated on a list.
 */
export interface LedgerRecipient {
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly list: string;
  readonly language: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly position: number;
  readonly state: RecipientState;
  readonly attempts: number;
  /** The server's last words, or why it is skipped or unknown; empty before the first attempt. */
  readonly reply: string;
  /** ISO time of the last change. */
  readonly updatedAt: string;
}

/** One whom a run is to try. `suppressed`: why it must not be mailed, if that was known by the time when it was read. */
export interface DueRecipient extends LedgerRecipient {
  readonly suppressed: string | null;
}
