import type Database from 'libsql';
import type { RollRow } from './roll.ts';

/** Rows that are written at a time: one by one takes twice as long. */
const AT_A_TIME = 100;

/** Appends rows to a table of a roll. */
export class RowWriter {
  readonly #database: Database.Database;
  readonly #table: string;
  readonly #many: Database.Statement;
  #position = 0;
  /** The position of the first row that waits, and then the values of each. */
  #waiting: (string | number | null)[] = [0];
  #rows = 0;

  constructor(database: Database.Database, table: 'row' | 'earlier') {
    this.#database = database;
    this.#table = table;
    this.#many = this.#insert(AT_A_TIME);
  }

  /** Gives the row's position. */
  write({ key, address, list, line, language, fields }: RollRow): number {
    const spelled = (address as string) === key ? null : address;
    this.#waiting.push(key, spelled, list, line, language, JSON.stringify(fields));
    if (++this.#rows === AT_A_TIME) this.#flush(this.#many);
    return this.#position++;
  }

  end(): void {
    if (this.#rows > 0) this.#flush(this.#insert(this.#rows));
  }

  #flush(statement: Database.Statement): void {
    statement.run(this.#waiting);
    this.#waiting = [(this.#waiting[0] as number) + this.#rows];
    this.#rows = 0;
  }

  #insert(rows: number): Database.Statement {
    const values = Array.from({ length: rows }, (_, row) => `(?1 + ${row}, ?, ?, ?, ?, ?, ?)`);
    return this.#database.prepare(
      `INSERT INTO ${this.#table} (position, key, address, list, line, language, fields) VALUES ${values.join()}`,
    );
  }
}
