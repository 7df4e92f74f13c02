import type { AddressKey } from '../address/email-address.ts';
import type { RecipientState } from '../ledger/recipient.ts';
import type { PlanDraft } from '../ledger/plan/roll.ts';
import type { RunChoice } from '../ledger/plan/sqlite-due.ts';

/**
 * Who is due in a run and who is not: in numbers, since it may be a million. A dry run prints it, a real run executes it. Whom it is about is
 * read as it is asked for, until the plan is written down.
 */
export interface Plan extends Pick<
  PlanDraft,
  'left' | 'total' | 'counts' | 'orphaned' | 'skipping' | 'added' | 'addedAddresses'
> {
  readonly slug: string;
  /** Whether an earlier run has frozen the recipients already. */
  readonly isResumed: boolean;
  /** How many this run will try; fewer than `left` where a limit or a choice holds it back. */
  readonly due: number;
  /** How many of them may have got it before. */
  readonly perhapsTwice: number;
  /** The lists that they stand on. */
  readonly lists: readonly string[];
  /** How many of those whom this run will try get which language, the most first. */
  readonly languages: Readonly<Record<string, number>>;
  /** The language of the first of them; undefined when there is none. */
  readonly firstLanguage: string | undefined;
  /** What tells them among the recipients once they are written down. */
  readonly choice: RunChoice;
  /** Whom this run will try, in order. */
  readonly recipients: () => Iterable<DueRecipient>;
  /** Recipients that were due and must not be mailed any more; that they are skipped is not written down yet. */
  readonly skipped: () => Iterable<{ readonly address: string; readonly reason: string }>;
}

/** What shows of those whom a run will try when they are counted. */
export type DueFigures = Pick<Plan, 'due' | 'perhapsTwice' | 'lists' | 'languages' | 'firstLanguage'>;

/** Adds up what each list or part of one has in a language: the most first, languages with as many in the order of their codes. */
export function countLanguages(shares: Iterable<{ readonly language: string; readonly count: number }>): Plan['languages'] {
  const counts = new Map<string, number>();
  for (const { language, count } of shares) counts.set(language, (counts.get(language) ?? 0) + count);
  return Object.fromEntries([...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)));
}

export interface DueRecipient {
  readonly key: AddressKey;
  readonly address: string;
  readonly list: string;
  readonly language: string;
  readonly state: RecipientState;
}
