import type { Audience } from './plan/audience.ts';

/** The options of `newsletter send`, parsed. */
export interface SendOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** The number of recipients that somebody typed, or gave with `--confirm`. */
  readonly confirm: string | null;
  /** At most so many recipients are begun; Infinity for all. */
  readonly limit: number;
  /** Addresses that get a test copy; empty for a real send. */
  readonly test: readonly string[];
  readonly outbox: boolean;
  readonly asStarted: boolean;
  readonly newLedger: boolean;
  readonly retryRejected: boolean;
  readonly resendUnknown: boolean;
  /** Addresses that alone are mailed in this run; empty for everyone who is due. */
  readonly only: readonly string[];
  /** Whom the issue goes to, when not to its lists. */
  readonly to: Audience | null;
  /** When to begin, as written; null for now. */
  readonly at: string | null;
  readonly withChanges: boolean;
  readonly includeNew: boolean;
  readonly suppressRejected: boolean;
}
