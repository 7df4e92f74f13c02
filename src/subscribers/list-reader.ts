import { isAscii, parseEmailAddress } from '../address/email-address.ts';
import { type Place, type Problem, problem } from '../problem/problem.ts';
import { CsvRecords } from './csv-records.ts';
import { foldCell } from './fold-cell.ts';
import { checkHeader } from './list-header.ts';
import { SomeProblems } from './some-problems.ts';
import type { Subscriber } from './subscriber.ts';

/** What a list turned out to be, beside its rows. */
export interface ReadList {
  /** Its columns in order; none where it is no CSV. */
  readonly columns: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether its rows, some of which may have been given already, mean nothing. */
  readonly isUnusable: boolean;
}

/**
 * Reads a list piece by piece and gives each sound row to `take`, also one whose address came before. Every wrong row is reported, of many
 * with the same problem the first ones.
 */
export class ListReader {
  readonly #name: string;
  readonly #file: string;
  readonly #take: (subscriber: Subscriber) => void;
  readonly #records: CsvRecords;
  readonly #problems: SomeProblems;
  #columns: readonly string[] | undefined;
  #isHeaderSound = false;
  #hasRows = false;

  constructor(name: string, file: string, take: (subscriber: Subscriber) => void) {
    this.#name = name;
    this.#file = file;
    this.#take = take;
    this.#problems = new SomeProblems(file);
    this.#records = new CsvRecords(file, (cells, line) => this.#readRecord(cells, line));
  }

  read(piece: string): void {
    this.#records.read(piece);
  }

  end(): ReadList {
    this.#records.end();
    const { problem: fault } = this.#records;
    if (fault) return { columns: [], problems: [fault], isUnusable: true };
    const isEmpty = this.#columns === undefined || (this.#isHeaderSound && !this.#hasRows);
    if (isEmpty) this.#problems.add(problem('list-empty', { list: this.#name }, { file: this.#file }));
    return { columns: this.#columns ?? [], problems: this.#problems.all(), isUnusable: false };
  }

  #readRecord(written: readonly string[], line: number): void {
    const cells = written.map(foldCell);
    if (cells.every((cell) => cell === '')) return;
    const place = { file: this.#file, line };
    if (this.#columns) this.#readRow(cells, this.#columns, place);
    else this.#readHeader(cells, place);
  }

  #readHeader(cells: readonly string[], place: Place): void {
    this.#columns = cells.map((cell) => cell.toLowerCase());
    const wrong = checkHeader(this.#columns, place);
    this.#isHeaderSound = wrong.length === 0;
    for (const found of wrong) this.#problems.add(found);
  }

  #readRow(cells: readonly string[], columns: readonly string[], place: Place): void {
    this.#hasRows = true;
    if (!this.#isHeaderSound) return;
    if (cells.length !== columns.length) {
      this.#problems.add(problem('list-columns', { expected: columns.length, found: cells.length }, place));
      return;
    }
    const fields = this.#fields(cells, columns, place);
    const written = fields['email'] ?? '';
    const parsed = parseEmailAddress(written);
    if (typeof parsed === 'string') {
      this.#problems.add(problem('list-address', { address: written, reason: parsed }, place));
      return;
    }
    const { address, key } = parsed;
    if (!isAscii(address)) this.#problems.add(problem('list-address-not-ascii', { address }, place));
    this.#take({ address, key, list: this.#name, fields, place });
  }

  #fields(cells: readonly string[], columns: readonly string[], place: Place): Record<string, string> {
    const fields = Object.create(null) as Record<string, string>;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      const cell = cells[index]!;
      if (/\p{Cc}/u.test(cell)) this.#problems.add(problem('list-control-character', { column }, place));
      if (column !== '') fields[column] = cell;
    }
    return fields;
  }
}
