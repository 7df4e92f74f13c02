import type Database from 'libsql';
import type { RollRow } from './roll.ts';

/** Rows that are written at a time: one by one takes twice as long. */
const AT_A_TIME = 100;
const COLUMNS = 7;

/** Appends rows to a table of a roll. */
export class RowWriter {
  readonly #database: Database.Database;
  readonly #table: string;
  readonly #many: Database.Statement;
  #waiting: (string | number | null)[] = [];
  #position = 0;

  constructor(database: Database.Database, table: 'row' | 'earlier') {
    this.#database = database;
    this.#table = table;
    this.#many = this.#insert(AT_A_TIME);
  }

  /** Gives the row's position. */
  write({ key, address, list, line, language, fields }: RollRow): number {
    const spelled = (address as string) === key ? null : address;
    this.#waiting.push(this.#position, key, spelled, list, line, language, JSON.stringify(fields));
    if (this.#waiting.length === AT_A_TIME * COLUMNS) this.#flush(this.#many);
    return this.#position++;
  }

  end(): void {
    if (this.#waiting.length > 0) this.#flush(this.#insert(this.#waiting.length / COLUMNS));
  }

  #flush(statement: Database.Statement): void {
    statement.run(this.#waiting);
    this.#waiting = [];
  }

  #insert(rows: number): Database.Statement {
    const row = `(${'?'.repeat(COLUMNS).split('').join()})`;
    return this.#database.prepare(
      `INSERT INTO ${this.#table} (position, key, address, list, line, language, fields) VALUES ${Array<string>(rows).fill(row).join()}`,
    );
  }
}
