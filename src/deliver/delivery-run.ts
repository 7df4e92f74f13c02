import type { Clock } from '../clock/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { DueRecipient, LedgerRecipient } from '../ledger/recipient.ts';
import type { Message } from '../personalise/message.ts';
import type { Problem } from '../problem/problem.ts';
import type { AttemptOutcome } from './outcome-of.ts';
import type { OpenSession } from './smtp/smtp-session.ts';

/** Everything that one run of a send is executed with. */
export interface DeliveryRun {
  readonly slug: string;
  /** Whom to try, in order: exactly the plan's due, read as they are needed. */
  readonly due: Iterable<DueRecipient>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly open: OpenSession;
  /** What the server is called in problems. */
  readonly server: string;
  /** Makes a recipient's copy, dated now. */
  readonly messageFor: (recipient: LedgerRecipient) => Message | Promise<Message>;
  /** The hash of the template that its copy is made from. */
  readonly templateFor: (recipient: LedgerRecipient) => string;
  /** The octets of a copy with nothing in its holes: when the server takes less than that, it takes nothing. */
  readonly leastSize: number;
  /** What is kept about those who are skipped. */
  readonly skippedAs: { readonly suppressed: string; readonly needsUtf8: string };
  readonly connections: number;
  /** Milliseconds before each further attempt at whom the server put off. */
  readonly retryPauses: readonly number[];
  /** Least milliseconds between two messages. */
  readonly interval: number;
  /** Finish what is in flight, and end. */
  readonly stop: AbortSignal;
  /** Cut what is in flight: what was not answered is unknown. */
  readonly leave: AbortSignal;
  /** `isFirst`: the recipient had no answer in this run before. */
  readonly onOutcome: (recipient: LedgerRecipient, outcome: AttemptOutcome, isFirst: boolean) => void;
  /** So many are tried again after their pause, in so many milliseconds, and nothing else is left to do until then. */
  readonly onRetry: (count: number, delay: number) => void;
  readonly onWait: (problem: Problem, delay: number) => void;
}
