import type { Counts, RecipientState } from './recipient.ts';

/** One execution of `send`, as it went. */
export interface RunRecord {
  readonly generation: number;
  /** ISO times; the end is null while it goes on, and for one that was cut off. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** How many got an answer in it, how many of them were accepted, and in how many milliseconds. */
  readonly attempted: number;
  readonly accepted: number;
  readonly elapsed: number;
}

/** How a send stands with the recipients of one domain. */
export interface DomainTally {
  readonly domain: string;
  readonly counts: Counts;
}

/** How many the server answered alike, whom it did not accept: its words without the recipient's own address. */
export interface ReplyTally {
  readonly state: RecipientState;
  readonly reply: string;
  readonly count: number;
}

/** What is told of a send beside its recipients. */
export interface SendReport {
  readonly counts: Counts;
  readonly runs: readonly RunRecord[];
  /** By the hash of the text, in the order of their first: how many were mailed it. */
  readonly texts: readonly { readonly hash: string; readonly accepted: number }[];
  /** Those with the most recipients, most first, and how many there are beside them. */
  readonly domains: readonly DomainTally[];
  readonly moreDomains: number;
  /** Most frequent first. */
  readonly replies: readonly ReplyTally[];
}
