import type { AddressKey, EmailAddress } from '../../address/email-address.ts';
import type { PositionSet } from './position-set.ts';
import type { Counts, RecipientState } from '../recipient.ts';

/** One who may be a recipient, as a plan would freeze it: `fields` are the cells that its copy is filled from. */
export interface RollRow {
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly list: string;
  readonly language: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The line of its list on which it stands; null for one who stands on none. */
  readonly line: number | null;
}

/** A row whose address stood on the same list before. */
export interface RepeatedRow {
  readonly address: EmailAddress;
  readonly list: string;
  readonly line: number;
  readonly firstLine: number;
}

/** Whom a run would try. */
export interface DueRow extends Pick<RollRow, 'key' | 'address' | 'list' | 'language'> {
  readonly state: RecipientState;
}

/** The same with what its copy would be filled from, and what stands for it in the roll now, if anything does. */
export interface HeldRow extends Omit<DueRow, 'key'> {
  readonly fields: RollRow['fields'];
  readonly now: Pick<RollRow, 'fields' | 'list' | 'line'> | null;
}

/** Who was due and is not to be mailed any more. */
export interface SkippedRow {
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly reason: string;
  /** Because it is suppressed; otherwise because it has left its list. */
  readonly isBarred: boolean;
}

/** What a person asks of one run. */
export interface DueChoice {
  /** At most so many are begun; Infinity for all. */
  readonly limit: number;
  /** Only these; null for all. */
  readonly only: ReadonlySet<AddressKey> | null;
  /** Final states that are to be tried again. */
  readonly again: readonly ('rejected' | 'unknown')[];
}

/** A plan as it would be, of which nothing is written down yet: what it counts, and those whom it is about, one after another. */
export interface PlanDraft {
  readonly total: number;
  /** How many are due in all, whatever was chosen of them. */
  readonly left: number;
  readonly counts: Counts;
  /** How many a run that is dead was attempting. */
  readonly orphaned: number;
  readonly skipping: number;
  /** How many came since the send began and are not mailed. */
  readonly added: number;
  /** Those who were tried before and are not to be again, as far as nothing is written down about it. */
  readonly except: PositionSet;
  /** Whom the run would try, in its order. */
  due(): Iterable<DueRow>;
  skippedRows(): Iterable<SkippedRow>;
  addedAddresses(): Iterable<EmailAddress>;
  /** What a recipient is in the plan; undefined for one who is not in it. */
  stateOf(key: AddressKey): RecipientState | undefined;
  keys(): Iterable<AddressKey>;
}
