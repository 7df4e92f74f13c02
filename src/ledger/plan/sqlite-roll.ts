import { closeSync, openSync, rmSync } from 'node:fs';
import Database from 'libsql';
import type { AddressKey, EmailAddress } from '../../address/email-address.ts';
import { KeyFilter } from './key-filter.ts';
import type { RepeatedRow, RollRow } from './roll.ts';
import { inBatches, readNumber } from '../sqlite-batches.ts';
import { RowWriter } from './sqlite-row-writer.ts';
import { type RollRecord, rollRowOf } from '../sqlite-rows.ts';

/** So many on one list in one language. */
export interface RollShare {
  readonly list: string;
  readonly language: string;
  readonly count: number;
}

const ROW = `(
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  address TEXT,
  list TEXT NOT NULL,
  line INTEGER,
  language TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT`;

/** `address` is null where it is the key. `doubt` has the rows whose address may have come before, with all that is known of them. */
const TABLES = `
  CREATE TABLE row ${ROW};
  CREATE TABLE earlier ${ROW};
  CREATE TABLE barred (key TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE doubt (position INTEGER NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (key, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE first (key TEXT NOT NULL, list TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (key, list)) STRICT, WITHOUT ROWID;
  CREATE TABLE leaving (position INTEGER PRIMARY KEY, reason TEXT NOT NULL, is_barred INTEGER NOT NULL) STRICT;
  CREATE TABLE newcomer (position INTEGER PRIMARY KEY, joins INTEGER NOT NULL) STRICT;
`;

/**
 * Everyone in an audience as it is now, in a file of its own while a plan is made: however many they are, they take no memory. Rows come
 * in their order; of an address that comes again the first row counts. The file is for its owner's eyes alone and nothing that lasts: it
 * is never flushed.
 */
export class Roll {
  readonly path: string;
  readonly #database: Database.Database;
  #rows: RowWriter;
  readonly #earlier: RowWriter;
  readonly #doubt: Database.Statement;
  #filter: KeyFilter | undefined;
  #isOpen = true;

  /** Makes the file anew; what a run that died has left in its place goes. Throws what the system says when it cannot. */
  constructor(path: string) {
    this.path = path;
    rmSync(path, { force: true });
    closeSync(openSync(path, 'wx', 0o600));
    this.#database = new Database(path);
    this.#database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE');
    this.#database.exec(TABLES);
    this.#rows = new RowWriter(this.#database, 'row');
    this.#earlier = new RowWriter(this.#database, 'earlier');
    this.#doubt = this.#database.prepare('INSERT INTO doubt (position, key, content) VALUES (?, ?, ?)');
  }

  /** Takes everyone away again. */
  begin(): void {
    if (this.#database.inTransaction) this.#database.exec('COMMIT');
    this.#database.exec('DELETE FROM row; DELETE FROM doubt; BEGIN');
    this.#rows = new RowWriter(this.#database, 'row');
    this.#filter = undefined;
  }

  /** Adds a row; gives whether its address is a new one for certain. `content` comes back from `settle` if that shows only then. */
  add(row: RollRow, content: object): boolean {
    const position = this.#rows.write(row);
    this.#filter ??= new KeyFilter();
    if (!this.#filter.add(row.key)) return true;
    this.#doubt.run(position, row.key, JSON.stringify(content));
    return false;
  }

  /** All rows were added: gives the contents of those that turned out to be new ones, and takes the others away. */
  *settle(): Generator<object> {
    this.#rows.end();
    this.#filter = undefined;
    this.#database.exec('COMMIT');
    this.#database.exec(`
      INSERT OR IGNORE INTO first (key, list, position)
      SELECT key, list, position FROM row WHERE key IN (SELECT key FROM doubt) ORDER BY position
    `);
    const first = '(SELECT min(position) FROM first WHERE first.key = doubt.key)';
    const news = `SELECT position, content FROM doubt WHERE position = ${first} AND position > ? ORDER BY position LIMIT ?`;
    for (const { content } of inBatches<{ position: number; content: string }>(this.#database, news))
      yield JSON.parse(content) as object;
  }

  /** The rows of addresses that stood on the same list before, in their order. They are in the roll until `dropRepeated`. */
  *repeated(): Generator<RepeatedRow> {
    const query = `
      SELECT doubt.position, coalesce(row.address, row.key) AS address, row.list, row.line, before.line AS firstLine
      FROM doubt JOIN row ON row.position = doubt.position
      JOIN first ON first.key = doubt.key AND first.list = row.list AND first.position < doubt.position
      JOIN row AS before ON before.position = first.position
      WHERE doubt.position > ? ORDER BY doubt.position LIMIT ?`;
    yield* inBatches<RepeatedRow & { position: number }>(this.#database, query);
  }

  /** Of each address the first row stays. */
  dropRepeated(): void {
    this.#database.exec(`
      DELETE FROM row WHERE position IN (
        SELECT position FROM doubt WHERE position > (SELECT min(position) FROM first WHERE first.key = doubt.key));
      DELETE FROM doubt; DELETE FROM first;
    `);
  }

  /** These must not be mailed, for these reasons. */
  bar(barred: Iterable<{ readonly key: AddressKey; readonly reason: string }>): void {
    const insert = this.#database.prepare('INSERT OR IGNORE INTO barred (key, reason) VALUES (?, ?)');
    this.#database.exec('BEGIN');
    for (const { key, reason } of barred) insert.run(key, reason);
    this.#database.exec('COMMIT');
  }

  /** Somebody whom the audience is, whether on a list now or not. */
  addEarlier(row: RollRow): void {
    this.#earlier.write(row);
  }

  /** Turns the audience into those who were added as earlier ones, with what the lists say of them now where they do. */
  chooseEarlier(): void {
    this.#earlier.end();
    this.index();
    const now = (column: string): string => `CASE WHEN row.key IS NULL THEN earlier.${column} ELSE row.${column} END`;
    this.#database.exec(`
      CREATE TABLE chosen ${ROW};
      INSERT INTO chosen SELECT earlier.position, earlier.key, ${['address', 'list', 'line', 'language', 'fields'].map(now).join()}
      FROM earlier LEFT JOIN row ON row.key = earlier.key ORDER BY earlier.position;
      DROP TABLE row; DROP TABLE earlier;
      ALTER TABLE chosen RENAME TO row;
    `);
    this.index();
  }

  /** Makes rows known by their keys, for a plan that is held against another. */
  index(): void {
    this.#database.exec('CREATE UNIQUE INDEX IF NOT EXISTS row_by_key ON row (key)');
  }

  *rows(): Generator<RollRow> {
    const query = 'SELECT * FROM row WHERE position > ? ORDER BY position LIMIT ?';
    for (const record of inBatches<RollRecord>(this.#database, query)) yield rollRowOf(record);
  }

  /** The rows of those who are not barred, at most so many, or those of a few keys alone. */
  *dueRows(limit: number, only: readonly AddressKey[] | null): Generator<RollRow> {
    const isChosen = only === null ? 'TRUE' : 'key IN (SELECT value FROM json_each(?))';
    const query = `SELECT * FROM row WHERE NOT EXISTS (SELECT 1 FROM barred WHERE barred.key = row.key)
      AND ${isChosen} AND position > ? ORDER BY position LIMIT ?`;
    let left = limit;
    for (const record of inBatches<RollRecord>(this.#database, query, ...(only === null ? [] : [JSON.stringify(only)]))) {
      if (left-- <= 0) return;
      yield rollRowOf(record);
    }
  }

  /** Of the first who are not barred: how many are on each list in each language, in the order of their first ones. */
  countShares(limit: number): RollShare[] {
    return this.#database
      .prepare(
        `SELECT list, language, count(*) AS count, min(position) AS first FROM (
           SELECT list, language, position FROM row WHERE NOT EXISTS (SELECT 1 FROM barred WHERE barred.key = row.key)
           ORDER BY position LIMIT ?)
         GROUP BY list, language ORDER BY first`,
      )
      .all(Math.min(limit, Number.MAX_SAFE_INTEGER)) as RollShare[];
  }

  /** Those in the roll who must not be mailed. */
  *barredRows(): Generator<{ readonly address: EmailAddress; readonly reason: string }> {
    const query = `SELECT position, coalesce(address, row.key) AS address, reason FROM row JOIN barred ON barred.key = row.key
      WHERE position > ? ORDER BY position LIMIT ?`;
    yield* inBatches<{ position: number; address: EmailAddress; reason: string }>(this.#database, query);
  }

  count(): number {
    return readNumber(this.#database, 'SELECT count(*) FROM row');
  }

  countBarred(): number {
    return readNumber(this.#database, 'SELECT count(*) FROM row WHERE key IN (SELECT key FROM barred)');
  }

  /** Whether one is in the roll, and may be mailed. */
  find(key: AddressKey): 'queued' | 'skipped' | undefined {
    const [row] = this.#database
      .prepare('SELECT EXISTS (SELECT 1 FROM barred WHERE barred.key = row.key) AS barred FROM row WHERE key = ?')
      .all(key) as { barred: number }[];
    return row && (row.barred === 1 ? 'skipped' : 'queued');
  }

  /** Takes the file away. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#database.close();
    rmSync(this.path, { force: true });
  }
}
