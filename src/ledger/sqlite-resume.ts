import type Database from 'libsql';
import type { AddressKey, EmailAddress } from '../address/email-address.ts';
import { PositionSet } from './position-set.ts';
import { type Counts, type RecipientState, STATES } from './recipient.ts';
import type { DueChoice, DueRow, PlanDraft, SkippedRow } from './roll.ts';
import { inBatches, readNumber } from './sqlite-batches.ts';
import { type RecipientRow, type RollRecord, fieldsOf, recipientOf, rollRowOf } from './sqlite-rows.ts';

/** How a plan that was written down is held against the roll, which is attached as `roll` and has its index. */
export interface ResumeRequest extends DueChoice {
  /** Why one who is not in the roll is not mailed any more; null when nobody is known to have left. */
  readonly removed: string | null;
  /** Whether those join who are in the roll alone; of these too only the chosen ones. */
  readonly includeNew: boolean;
  /** The language of those who are in no list any more, where everyone gets what the roll says now; null where they keep what was frozen. */
  readonly renewedIn: string | null;
}

/** What a run that goes on would do, told by the roll and by what is written down, which stay as they are. */
export class ResumeDraft implements PlanDraft {
  readonly total: number;
  readonly left: number;
  readonly counts: Counts;
  readonly orphaned: number;
  readonly skipping: number;
  readonly added: number;
  readonly except = new PositionSet();
  readonly #database: Database.Database;
  readonly #slug: string;
  readonly #request: ResumeRequest;

  constructor(database: Database.Database, slug: string, request: ResumeRequest) {
    this.#database = database;
    this.#slug = slug;
    this.#request = request;
    database.exec('DELETE FROM roll.leaving; DELETE FROM roll.newcomer');
    this.#findLeaving();
    this.#findNewcomers();
    const joining = this.#count('SELECT count(*) FROM roll.newcomer WHERE joins');
    this.added = this.#count('SELECT count(*) FROM roll.newcomer WHERE NOT joins');
    this.skipping = this.#count('SELECT count(*) FROM roll.leaving');
    const states = this.#states();
    const sum = (some: readonly StateCount[]): number => some.reduce((total, { count }) => total + count, 0);
    this.orphaned = sum(states.filter(({ state }) => state === 'attempting'));
    this.total = sum(states) + joining;
    this.left = sum(states.filter(({ state, leaves }) => this.#isOpen(state) && leaves === 0)) + joining;
    const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
    for (const { state, leaves, count } of states) counts[seenNow(state, leaves === 1)] += count;
    counts.queued += joining;
    this.counts = counts;
  }

  *due(): Generator<DueRow> {
    let left = this.#request.limit;
    for (const row of this.#dueRows()) {
      if (left-- <= 0) return;
      yield row;
    }
  }

  *skippedRows(): Generator<SkippedRow> {
    const query = `SELECT leaving.position, key, address, reason, is_barred FROM roll.leaving AS leaving
      JOIN recipient ON slug = ? AND recipient.position = leaving.position
      WHERE leaving.position > ? ORDER BY leaving.position LIMIT ?`;
    for (const row of inBatches<LeavingRow>(this.#database, query, this.#slug))
      yield { key: row.key, address: row.address, reason: row.reason, isBarred: row.is_barred === 1 };
  }

  *addedAddresses(): Generator<EmailAddress> {
    const query = `SELECT newcomer.position, coalesce(address, key) AS address FROM roll.newcomer AS newcomer
      JOIN roll.row AS row ON row.position = newcomer.position
      WHERE NOT joins AND newcomer.position > ? ORDER BY newcomer.position LIMIT ?`;
    for (const { address } of inBatches<{ position: number; address: EmailAddress }>(this.#database, query)) yield address;
  }

  stateOf(key: AddressKey): RecipientState | undefined {
    const [written] = this.#database
      .prepare(
        `SELECT state, EXISTS (SELECT 1 FROM roll.leaving AS leaving WHERE leaving.position = recipient.position) AS leaves
         FROM recipient WHERE slug = ? AND key = ?`,
      )
      .all(this.#slug, key) as Omit<StateCount, 'count'>[];
    if (written) return seenNow(written.state, written.leaves === 1);
    const joins = 'SELECT count(*) FROM roll.newcomer WHERE joins AND position IN (SELECT position FROM roll.row WHERE key = ?)';
    return this.#count(joins, key) > 0 ? 'queued' : undefined;
  }

  *keys(): Generator<AddressKey> {
    const written = 'SELECT position, key FROM recipient WHERE slug = ? AND position > ? ORDER BY position LIMIT ?';
    for (const { key } of inBatches<{ position: number; key: AddressKey }>(this.#database, written, this.#slug)) yield key;
    for (const { key } of this.#joining()) yield key;
  }

  #findLeaving(): void {
    const { removed, again } = this.#request;
    const isGone = removed === null ? 'FALSE' : 'NOT EXISTS (SELECT 1 FROM roll.row AS row WHERE row.key = recipient.key)';
    this.#database
      .prepare(
        `INSERT INTO roll.leaving (position, reason, is_barred)
         SELECT position, coalesce(barred.reason, ?), barred.key IS NOT NULL
         FROM recipient LEFT JOIN roll.barred AS barred ON barred.key = recipient.key
         WHERE slug = ? AND state IN (${quoted(openStates(again))}) AND (barred.key IS NOT NULL OR ${isGone})`,
      )
      .run(removed ?? '', this.#slug);
    const tried = `SELECT recipient.position FROM recipient JOIN roll.leaving AS leaving ON leaving.position = recipient.position
      WHERE slug = ? AND state IN ('rejected', 'unknown', 'attempting') AND recipient.position > ? ORDER BY recipient.position LIMIT ?`;
    for (const { position } of inBatches<{ position: number }>(this.#database, tried, this.#slug)) this.except.add(position);
  }

  #findNewcomers(): void {
    const { includeNew, only } = this.#request;
    const joins = !includeNew ? 'FALSE' : only === null ? 'TRUE' : 'row.key IN (SELECT value FROM json_each(?))';
    const chosen = includeNew && only !== null ? [JSON.stringify([...only])] : [];
    this.#database
      .prepare(
        `INSERT INTO roll.newcomer (position, joins) SELECT row.position, ${joins} FROM roll.row AS row
         WHERE NOT EXISTS (SELECT 1 FROM recipient WHERE slug = ? AND recipient.key = row.key)
           AND NOT EXISTS (SELECT 1 FROM roll.barred AS barred WHERE barred.key = row.key)`,
      )
      .run(...chosen, this.#slug);
  }

  *#dueRows(): Generator<DueRow> {
    const open = openStates(this.#request.again);
    yield* this.#written(['deferred']);
    yield* this.#written(open.filter((state) => state !== 'deferred'));
    yield* this.#joining();
  }

  *#written(states: readonly RecipientState[]): Generator<DueRow> {
    const { only, renewedIn } = this.#request;
    const isChosen = only === null ? 'TRUE' : 'recipient.key IN (SELECT value FROM json_each(?))';
    const query = `SELECT recipient.*, row.list AS now_list, row.line AS now_line, row.language AS now_language, row.fields AS now_fields
      FROM recipient LEFT JOIN roll.row AS row ON row.key = recipient.key
      WHERE slug = ? AND state IN (${quoted(states)})
        AND NOT EXISTS (SELECT 1 FROM roll.leaving AS leaving WHERE leaving.position = recipient.position)
        AND ${isChosen} AND recipient.position > ? ORDER BY recipient.position LIMIT ?`;
    const chosen = only === null ? [] : [JSON.stringify([...only])];
    for (const row of inBatches<HeldRow>(this.#database, query, this.#slug, ...chosen)) {
      const now = nowOf(row);
      const { key, address, list } = recipientOf(row);
      const language = renewedIn === null ? row.language : (row.now_language ?? renewedIn);
      const fields = renewedIn !== null && now ? now.fields : fieldsOf(row.fields);
      yield { key, address, list, language, fields, state: seenNow(row.state as RecipientState, false), now };
    }
  }

  *#joining(): Generator<DueRow> {
    const query = `SELECT row.* FROM roll.newcomer AS newcomer JOIN roll.row AS row ON row.position = newcomer.position
      WHERE joins AND newcomer.position > ? ORDER BY newcomer.position LIMIT ?`;
    for (const row of inBatches<RollRecord>(this.#database, query)) {
      const known = rollRowOf(row);
      yield { ...known, state: 'queued', now: known };
    }
  }

  #states(): StateCount[] {
    return this.#database
      .prepare(
        `SELECT state, leaving.position IS NOT NULL AS leaves, count(*) AS count FROM recipient
         LEFT JOIN roll.leaving AS leaving ON leaving.position = recipient.position WHERE slug = ? GROUP BY 1, 2`,
      )
      .all(this.#slug) as StateCount[];
  }

  #isOpen(state: RecipientState): boolean {
    return openStates(this.#request.again).includes(state);
  }

  #count(query: string, ...parameters: readonly string[]): number {
    return readNumber(this.#database, query, ...parameters);
  }
}

/** A recipient with the row of the roll that has its key; null where none has. */
interface HeldRow extends RecipientRow {
  readonly now_list: string | null;
  readonly now_line: number | null;
  readonly now_language: string | null;
  readonly now_fields: string | null;
}

function nowOf({ now_list: list, now_line: line, now_fields: fields }: HeldRow): DueRow['now'] {
  return list === null || fields === null ? null : { list, line, fields: fieldsOf(fields) };
}

interface LeavingRow {
  readonly position: number;
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly reason: string;
  readonly is_barred: number;
}

interface StateCount {
  readonly state: RecipientState;
  readonly leaves: number;
  readonly count: number;
}

/** What a dead run was attempting is unknown; of what is final or unknown nothing changes for those who leave but that it is not tried again. */
function seenNow(state: RecipientState, leaves: boolean): RecipientState {
  const seen = state === 'attempting' ? 'unknown' : state;
  return leaves && (seen === 'queued' || seen === 'deferred') ? 'skipped' : seen;
}

/** The states in which one is tried, with that of whom a dead run was attempting. */
function openStates(again: DueChoice['again']): RecipientState[] {
  return ['queued', 'deferred', ...again, ...(again.includes('unknown') ? (['attempting'] as const) : [])];
}

function quoted(states: readonly RecipientState[]): string {
  return states.map((state) => `'${state}'`).join();
}
