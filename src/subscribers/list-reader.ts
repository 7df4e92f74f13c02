import { isAscii, parseEmailAddress } from '../address/email-address.ts';
import { type Place, type Problem, isError, problem } from '../problem/problem.ts';
import { MojibakeCheck } from '../source/mojibake.ts';
import { type CellFault, faultOf, isSpreadsheetError } from './cell-fault.ts';
import { CsvRecords } from './csv-records.ts';
import { foldCell } from './fold-cell.ts';
import { foldHeader } from './fold-header.ts';
import { LanguageColumnSearch } from './language-column.ts';
import { type ListHeader, readHeader } from './list-header.ts';
import { SomeProblems } from './some-problems.ts';
import type { Subscriber } from './subscriber.ts';

/** What a list turned out to be, beside its rows. */
export interface ReadList {
  /** Its columns in order, and then the standard names of those that are called otherwise; none where it is no CSV. */
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
  readonly #mojibake = new MojibakeCheck('cell');
  #header: ListHeader | undefined;
  #headerPlace: Place | undefined;
  #languageColumn: LanguageColumnSearch | undefined;
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
    const isEmpty = this.#header === undefined || (this.#isHeaderSound && !this.#hasRows);
    if (isEmpty) this.#problems.add(problem('list-empty', { list: this.#name }, { file: this.#file }));
    const { columns = [], additional = [] } = this.#header ?? {};
    const languageColumn = this.#headerPlace ? (this.#languageColumn?.problems(this.#headerPlace) ?? []) : [];
    return {
      columns: [...columns, ...additional.map(({ name }) => name)],
      problems: [...languageColumn, ...this.#problems.all(), ...this.#mojibake.problems()],
      isUnusable: false,
    };
  }

  #readRecord(written: readonly string[], line: number): void {
    const cells = written.map(foldCell);
    if (cells.every((cell) => cell === '')) return;
    const place = { file: this.#file, line };
    if (this.#header) this.#readRow(cells, this.#header, place);
    else this.#readHeader(cells, place);
  }

  #readHeader(cells: readonly string[], place: Place): void {
    const header = readHeader(cells.map(foldHeader), place);
    this.#header = header;
    this.#headerPlace = place;
    this.#isHeaderSound = !header.problems.some(isError);
    if (!header.hasLanguage) this.#languageColumn = new LanguageColumnSearch(header.columns);
    for (const found of header.problems) this.#problems.add(found);
    for (const cell of cells) this.#checkCell(cell, cell, place);
  }

  #readRow(cells: readonly string[], header: ListHeader, place: Place): void {
    this.#hasRows = true;
    if (!this.#isHeaderSound) return;
    const { columns, emailIndex } = header;
    if (cells.length !== columns.length) {
      this.#problems.add(problem('list-columns', { expected: columns.length, found: cells.length }, place));
      return;
    }
    this.#languageColumn?.see(cells);
    const fields = this.#fields(cells, header, place);
    const written = cells[emailIndex]!;
    if (isSpreadsheetError(written)) return;
    const parsed = parseEmailAddress(written);
    if (typeof parsed === 'string') {
      this.#problems.add(problem('list-address', { address: written, reason: parsed }, place));
      return;
    }
    const { address, key } = parsed;
    if (!isAscii(address)) this.#problems.add(problem('list-address-not-ascii', { address }, place));
    this.#take({ address, key, list: this.#name, fields, place });
  }

  #fields(cells: readonly string[], { columns, additional }: ListHeader, place: Place): Record<string, string> {
    const fields = Object.create(null) as Record<string, string>;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      const cell = cells[index]!;
      this.#checkCell(cell, column, place);
      if (column !== '') fields[column] = cell;
    }
    for (const { name, index } of additional) fields[name] = cells[index]!;
    return fields;
  }

  #checkCell(cell: string, column: string, place: Place): void {
    const fault = faultOf(cell);
    if (fault === undefined) return;
    if (fault === 'mojibake') this.#mojibake.see(cell, place);
    else this.#problems.add(cellProblem(fault, column, cell, place));
  }
}

function cellProblem(fault: Exclude<CellFault, 'mojibake'>, column: string, value: string, place: Place): Problem {
  switch (fault) {
    case 'control-character':
      return problem('list-control-character', { column }, place);
    case 'spreadsheet-error':
      return problem('list-cell-error', { column, value }, place);
    case 'lost-letter':
      return problem('list-letter-lost', { column, value }, place);
  }
}
