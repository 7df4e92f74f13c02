import type { AddressKey } from '../address/email-address.ts';
import type { EntryResult, LedgerEntry } from './ledger-entry.ts';
import type { Counts, DueRecipient, LedgerRecipient, RecipientState } from './recipient.ts';
import type { FrozenTemplate, Renewal, Run, RunFigures, Send } from './send-record.ts';
import type { SendReport } from './send-report.ts';
import type { RunChoice } from './plan/sqlite-due.ts';
import type { ResumeDraft, ResumeRequest } from './plan/sqlite-resume.ts';
import type { Roll } from './plan/sqlite-roll.ts';
import type { Suppressions } from './suppression.ts';

/** The record of every send, attempt and outcome. Every method that writes has committed, durably, when it returns. */
export interface Ledger {
  /** Made once, with the ledger; a trace that names another one is not about this ledger. */
  readonly id: string;
  readonly suppressions: Suppressions;
  /** Goes up when a run of a send begins and ends, and now and then in between. */
  generation(): number;
  /** Counts the generation up; gives the new one. */
  countUp(): number;
  /** Whether what is counted at each acceptance and what is written of the recipients agree; a mixture of two ledgers cannot have both right. */
  isConsistent(): boolean;
  sends(): Send[];
  send(slug: string): Send | undefined;
  /** Takes a roll at hand, for `resume`, `freeze`, `join`, `skip` and `renew`, and lets go of it. */
  attach(roll: Roll): void;
  detach(): void;
  /** What a run that goes on would do, told by the roll. */
  resume(slug: string, request: ResumeRequest): ResumeDraft;
  /** The lists that the recipients of a send stood on. */
  listsOf(slug: string): string[];
  /** Writes the whole plan down that the roll holds, in one transaction, in the place of one in which nobody was tried yet. */
  freeze(send: Send, templates: readonly FrozenTemplate[]): void;
  /** Adds those of the roll who join, as `resume` found them, to a plan that was frozen. */
  join(slug: string, at: string): void;
  /** Skips those who are not to be mailed any more, as `resume` found them. */
  skip(slug: string, at: string): void;
  /** Freezes a send anew for those who may still be mailed; what the others got stays on record. */
  renew(slug: string, renewal: Renewal): void;
  /** Begins a run: counts the generation up, and turns `attempting` to `unknown`. */
  beginRun(slug: string, at: string, orphanReply: string): Run;
  /** Ends the run of this generation: counts it up once more, so that a copy made in mid-run is known to be old; gives the new one. */
  endRun(slug: string, generation: number, at: string, figures: RunFigures): number;
  template(slug: string, language: string): FrozenTemplate;
  recipient(slug: string, key: AddressKey): LedgerRecipient;
  /** Everyone in a plan, or who is in one state, in the plan's order; read as they are asked for, and nothing may be written meanwhile. */
  recipients(slug: string, state?: RecipientState): Iterable<LedgerRecipient>;
  /** Whom a run tries, once each, in order, read when their turn comes; what becomes of them may be written meanwhile. */
  due(slug: string, choice: RunChoice): Iterable<DueRecipient>;
  counts(slug: string): Counts;
  /** How many are accepted, without counting them; 0 for what was never sent. */
  accepted(slug: string): number;
  report(slug: string): SendReport;
  /** Whose address itself the server refused for good: the refusal came at RCPT. Read as `recipients` are. */
  rejectedAtRcpt(slug: string): Iterable<LedgerRecipient>;
  /**
   * One transaction. A claim or outcome that the recipient's state does not allow is a bug and throws; a put-back or skip is made where it
   * still can be.
   */
  write(slug: string, entries: readonly LedgerEntry[]): readonly EntryResult[];
  /** Whether nobody was tried yet in a send. */
  isUntouched(slug: string): boolean;
  /** Forgets a send in which nobody was tried yet, so that it can begin anew; gives whether it was one. */
  discardUntouched(slug: string): boolean;
  close(): void;
}
