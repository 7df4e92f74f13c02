import type { AddressKey } from '../../address/email-address.ts';
import { PositionSet } from './position-set.ts';
import { type Counts, type RecipientState, STATES } from '../recipient.ts';
import type { DueChoice, DueRow, PlanDraft } from './roll.ts';
import type { Roll } from './sqlite-roll.ts';

/** The plan of a send that nobody was sent yet: everyone in the roll, and of those who are barred that they are skipped. */
export class FirstDraft implements PlanDraft {
  readonly total: number;
  readonly left: number;
  readonly counts: Counts;
  readonly orphaned = 0;
  readonly skipping = 0;
  readonly added = 0;
  readonly except = new PositionSet();
  readonly #roll: Roll;
  readonly #choice: DueChoice;

  constructor(roll: Roll, choice: DueChoice) {
    this.#roll = roll;
    this.#choice = choice;
    const skipped = roll.countBarred();
    this.total = roll.count();
    this.left = this.total - skipped;
    const nobody = Object.fromEntries(STATES.map((state) => [state, 0])) as Counts;
    this.counts = { ...nobody, queued: this.left, skipped };
  }

  *due(): Generator<DueRow> {
    const { limit, only } = this.#choice;
    for (const { key, address, list, language } of this.#roll.dueRows(limit, only && [...only]))
      yield { key, address, list, language, state: 'queued' };
  }

  skippedRows(): Iterable<never> {
    return [];
  }

  addedAddresses(): Iterable<never> {
    return [];
  }

  stateOf(key: AddressKey): RecipientState | undefined {
    return this.#roll.find(key);
  }

  *keys(): Generator<AddressKey> {
    for (const { key } of this.#roll.rows()) yield key;
  }
}
