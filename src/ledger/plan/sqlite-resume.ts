import type Database from 'libsql';
import type { AddressKey, EmailAddress } from '../../address/email-address.ts';
import { PositionSet } from './position-set.ts';
import { type Counts, type RecipientState, STATES } from '../recipient.ts';
import type { DueChoice, DueRow, HeldRow, PlanDraft, SkippedRow } from './roll.ts';
import { inBatches, readNumber } from '../sqlite-batches.ts';
import { fieldsOf } from '../sqlite-rows.ts';

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
    for (const row of this.#chosen<DueRecord>(false)) {
      const { key, address, list } = row;
      yield { key, address, list, language: this.#languageOf(row), state: seenNow(row.state, false) };
    }
  }

  /** Those who are due, with what their copies would be filled from and what the roll says of them. */
  *held(): Generator<HeldRow> {
    for (const row of this.#chosen<HeldRecord>(true)) {
      const { address, list } = row;
      const frozen = fieldsOf(row.fields);
      const now = nowOf(row, frozen);
      const fields = this.#request.renewedIn !== null && now ? now.fields : frozen;
      yield { address, list, language: this.#languageOf(row), state: seenNow(row.state, false), fields, now };
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
    for (const { key } of this.#joining<DueRecord>(false)) yield key;
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

  /** In order, at most so many as are begun; with the roll's rows beside them where they are held against it. */
  *#chosen<Row extends DueRecord>(isHeld: boolean): Generator<Row> {
    let left = this.#request.limit;
    for (const row of this.#open<Row>(isHeld)) {
      if (left-- <= 0) return;
      yield row;
    }
  }

  *#open<Row extends DueRecord>(isHeld: boolean): Generator<Row> {
    const open = openStates(this.#request.again);
    yield* this.#written<Row>(['deferred'], isHeld);
    yield* this.#written<Row>(
      open.filter((state) => state !== 'deferred'),
      isHeld,
    );
    yield* this.#joining<Row>(isHeld);
  }

  *#written<Row extends DueRecord>(states: readonly RecipientState[], isHeld: boolean): Generator<Row> {
    const { only, renewedIn } = this.#request;
    const columns = ['position', 'key', 'address', 'list', 'language', 'state'].map((column) => `recipient.${column}`);
    const isChosen = only === null ? 'TRUE' : 'recipient.key IN (SELECT value FROM json_each(?))';
    const query = `SELECT ${columns.join()} ${renewedIn === null ? '' : ', row.language AS now_language'} ${isHeld ? HELD : ''}
      FROM recipient ${isHeld || renewedIn !== null ? 'LEFT JOIN roll.row AS row ON row.key = recipient.key' : ''}
      WHERE slug = ? AND state IN (${quoted(states)})
        AND NOT EXISTS (SELECT 1 FROM roll.leaving AS leaving WHERE leaving.position = recipient.position)
        AND ${isChosen} AND recipient.position > ? ORDER BY recipient.position LIMIT ?`;
    const chosen = only === null ? [] : [JSON.stringify([...only])];
    yield* inBatches<Row>(this.#database, query, this.#slug, ...chosen);
  }

  *#joining<Row extends DueRecord>(isHeld: boolean): Generator<Row> {
    const query = `SELECT row.position, key, coalesce(address, key) AS address, list, language, 'queued' AS state
        ${isHeld ? ', row.fields, row.list AS now_list, row.line AS now_line, NULL AS now_fields' : ''}
      FROM roll.newcomer AS newcomer JOIN roll.row AS row ON row.position = newcomer.position
      WHERE joins AND row.position > ? ORDER BY row.position LIMIT ?`;
    yield* inBatches<Row>(this.#database, query);
  }

  /** Who joins has only the language of now. */
  #languageOf({ language, now_language: now }: DueRecord): string {
    return now === undefined ? language : (now ?? this.#request.renewedIn ?? language);
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

/** Whom a run would try. `now_language` is what the roll says, null where it says nothing; it is asked of those who were written down. */
interface DueRecord {
  readonly position: number;
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly list: string;
  readonly language: string;
  readonly state: RecipientState;
  readonly now_language?: string | null;
}

/** The same with the row of the roll that has its key; null where none has. `now_fields` is null also where they are the frozen ones. */
interface HeldRecord extends DueRecord {
  readonly fields: string;
  readonly now_list: string | null;
  readonly now_line: number | null;
  readonly now_fields: string | null;
}

const HELD = `, recipient.fields, row.list AS now_list, row.line AS now_line,
  CASE WHEN row.fields <> recipient.fields THEN row.fields END AS now_fields`;

function nowOf({ now_list: list, now_line: line, now_fields: fields }: HeldRecord, frozen: HeldRow['fields']): HeldRow['now'] {
  return list === null ? null : { list, line, fields: fields === null ? frozen : fieldsOf(fields) };
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
