import type { AddressKey } from '../address/email-address.ts';
import type { Counts, Ledger, LedgerRecipient, PlannedRecipient, RecipientState } from '../ledger/ledger.ts';
import { STATES } from '../ledger/ledger.ts';

/** Who is due in a run and who is not. A dry run prints it, a real run executes it. */
export interface Plan {
  readonly slug: string;
  /** Whether an earlier run has frozen the recipients already. */
  readonly isResumed: boolean;
  /** Whom this run will try, in order. */
  readonly due: readonly DueRecipient[];
  /** How many are due in all; more than `due` where a limit holds the run back. */
  readonly left: number;
  readonly total: number;
  /** The states before the run. Nobody is `attempting`: what a dead run was attempting is unknown. */
  readonly counts: Counts;
  /** How many a run that is dead was attempting; they are unknown now, which is not written down yet. */
  readonly orphaned: number;
  /** Recipients that were due and are on no list any more; they are skipped. */
  readonly removed: readonly LedgerRecipient[];
  /** Addresses that came to the lists after the start; they are not mailed. */
  readonly added: readonly string[];
}

export interface DueRecipient {
  readonly key: AddressKey;
  readonly address: string;
  readonly list: string;
  readonly language: string;
  readonly state: RecipientState;
}

/** The plan of an issue that nobody was sent yet. */
export function planFirst(slug: string, recipients: readonly PlannedRecipient[], limit: number): Plan {
  const due = recipients.map(({ key, address, list, language }) => ({ key, address, list, language, state: 'queued' as const }));
  const counts = { ...countStates([]), queued: recipients.length };
  return {
    slug,
    isResumed: false,
    due: due.slice(0, limit),
    left: due.length,
    total: due.length,
    counts,
    orphaned: 0,
    removed: [],
    added: [],
  };
}

/** What a resumed plan is made from beside the ledger. */
export interface ResumeOptions {
  readonly limit: number;
  /** Final states that a person asks to try again. */
  readonly again: readonly ('rejected' | 'unknown')[];
  /**
   * What the lists say now; null when any of them cannot be read, which never refuses a resume. Unless every list that the send began
   * with is among `lists`, nobody has left one as far as anyone can tell.
   */
  readonly listed: { readonly lists: ReadonlySet<string>; readonly addresses: ReadonlyMap<AddressKey, string> } | null;
}

/** The plan of an issue that was begun: whom the server put off, then who is queued, and with them whom a person asks to try again. */
export function planResume(slug: string, ledger: Ledger, { limit, again, listed }: ResumeOptions): Plan {
  const written = ledger.recipients(slug);
  const known = written.map(asSeenNow);
  const addresses = listed && known.every(({ list }) => listed.lists.has(list)) ? listed.addresses : null;
  const open = known.filter(({ state }) => state === 'queued' || state === 'deferred' || again.some((asked) => asked === state));
  const staying = open.filter(({ key }) => addresses?.has(key) ?? true);
  const due = [...staying.filter(({ state }) => state === 'deferred'), ...staying.filter(({ state }) => state !== 'deferred')];
  const keys = new Set(known.map(({ key }) => key));
  return {
    slug,
    isResumed: true,
    due: due.slice(0, limit),
    left: due.length,
    total: known.length,
    counts: countStates(known),
    orphaned: written.filter(({ state }) => state === 'attempting').length,
    removed: open.filter(({ key }) => addresses?.has(key) === false),
    added: [...(addresses ?? [])].filter(([key]) => !keys.has(key)).map(([, address]) => address),
  };
}

function asSeenNow(recipient: LedgerRecipient): LedgerRecipient {
  return recipient.state === 'attempting' ? { ...recipient, state: 'unknown' } : recipient;
}

function countStates(recipients: readonly LedgerRecipient[]): Counts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
  for (const { state } of recipients) counts[state]++;
  return counts;
}
