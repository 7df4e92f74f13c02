import type { AddressKey } from '../address/email-address.ts';
import type { LedgerRecipient, PlannedRecipient } from '../ledger/recipient.ts';
import { type Counts, type RecipientState, STATES } from '../ledger/recipient.ts';

/** Who is due in a run and who is not. A dry run prints it, a real run executes it. */
export interface Plan {
  readonly slug: string;
  /** Whether an earlier run has frozen the recipients already. */
  readonly isResumed: boolean;
  /** Whom this run will try, in order. */
  readonly due: readonly DueRecipient[];
  /** How many are due in all; more than `due` where a limit or a choice holds the run back. */
  readonly left: number;
  readonly total: number;
  /** The states before the run. Nobody is `attempting`: what a dead run was attempting is unknown. */
  readonly counts: Counts;
  /** How many a run that is dead was attempting; they are unknown now, which is not written down yet. */
  readonly orphaned: number;
  /** Recipients that were due and must not be mailed any more; that they are skipped is not written down yet. */
  readonly skipping: readonly SkippedRecipient[];
  /** The state of everyone in the plan, by key. */
  readonly states: ReadonlyMap<AddressKey, RecipientState>;
}

export interface DueRecipient {
  readonly key: AddressKey;
  readonly address: string;
  readonly list: string;
  readonly language: string;
  readonly state: RecipientState;
}

export interface SkippedRecipient {
  readonly key: AddressKey;
  readonly address: string;
  readonly reason: string;
}

/** What a person asks of one run. */
export interface PlanChoice {
  /** At most so many are begun; Infinity for all. */
  readonly limit: number;
  /** Only these; null for all. */
  readonly only: ReadonlySet<AddressKey> | null;
  /** Final states that are to be tried again. */
  readonly again: readonly ('rejected' | 'unknown')[];
}

/** The plan of an issue that nobody was sent yet. */
export function planFirst(slug: string, recipients: readonly PlannedRecipient[], choice: PlanChoice): Plan {
  const known = recipients.map((recipient) => ({ ...recipient, state: firstState(recipient) }));
  return planFrom(slug, known, choice, { isResumed: false, orphaned: 0, skipping: [] });
}

/** What a resumed plan is made from beside what a person asks. */
export interface ResumeParts {
  readonly written: readonly LedgerRecipient[];
  /** Recipients who join the plan now. */
  readonly joining: readonly PlannedRecipient[];
  /** Why one that is still due must not be mailed any more; undefined for one who may be. */
  readonly reasonToSkip: (recipient: LedgerRecipient) => string | undefined;
}

/** The plan of an issue that was begun: whom the server put off, then who is queued, and with them whom a person asks to try again. */
export function planResume(slug: string, { written, joining, reasonToSkip }: ResumeParts, choice: PlanChoice): Plan {
  const skipping = written.flatMap((recipient) => {
    const reason = isOpen(asSeenNow(recipient), choice) ? reasonToSkip(recipient) : undefined;
    return reason === undefined ? [] : [{ key: recipient.key, address: recipient.address, reason }];
  });
  const left = new Set(skipping.map(({ key }) => key));
  const known = [
    ...written.map(asSeenNow).map((recipient) => (left.has(recipient.key) ? withdrawn(recipient) : recipient)),
    ...joining.map((recipient) => ({ ...recipient, state: firstState(recipient) })),
  ];
  const orphaned = written.filter(({ state }) => state === 'attempting').length;
  return planFrom(slug, known, choice, { isResumed: true, orphaned, skipping });
}

type Known = PlannedRecipient & { readonly state: RecipientState };

function planFrom(
  slug: string,
  known: readonly Known[],
  choice: PlanChoice,
  rest: Pick<Plan, 'isResumed' | 'orphaned' | 'skipping'>,
): Plan {
  const open = known.filter((recipient) => isOpen(recipient, choice) && recipient.skipped === undefined);
  const due = [...open.filter(({ state }) => state === 'deferred'), ...open.filter(({ state }) => state !== 'deferred')];
  const chosen = choice.only === null ? due : due.filter(({ key }) => choice.only!.has(key));
  return {
    slug,
    due: chosen
      .slice(0, choice.limit)
      .map(({ key, address, list, language, state }) => ({ key, address, list, language, state })),
    left: due.length,
    total: known.length,
    counts: countStates(known),
    states: new Map(known.map(({ key, state }) => [key, state])),
    ...rest,
  };
}

function isOpen({ state }: { readonly state: RecipientState }, { again }: PlanChoice): boolean {
  return state === 'queued' || state === 'deferred' || again.some((asked) => asked === state);
}

function firstState({ skipped }: PlannedRecipient): RecipientState {
  return skipped === undefined ? 'queued' : 'skipped';
}

/** Of what is final or unknown nothing changes but that it is not tried again. */
function withdrawn(recipient: LedgerRecipient): Known {
  const isFinal = recipient.state === 'rejected' || recipient.state === 'unknown';
  return { ...recipient, state: isFinal ? recipient.state : 'skipped', skipped: '' };
}

function asSeenNow(recipient: LedgerRecipient): LedgerRecipient {
  return recipient.state === 'attempting' ? { ...recipient, state: 'unknown' } : recipient;
}

function countStates(recipients: readonly Known[]): Counts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
  for (const { state } of recipients) counts[state]++;
  return counts;
}
