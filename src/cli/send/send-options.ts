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
}
