import { CsvError, parse } from 'csv-parse/sync';
import { type ParsedAddress, isAscii, parseEmailAddress } from '../address/email-address.ts';
import { type Parsed, type Place, type Problem, problem } from '../problem/problem.ts';
import type { Subscriber, SubscriberList } from './subscriber.ts';

/** Text of a CSV file → list. Comma, semicolon and tab are told apart by the header; every wrong row is reported. */
export function parseList(text: string, name: string, file: string): Parsed<SubscriberList> {
  const rows = parseRows(text, file);
  if (!Array.isArray(rows)) return { value: { name, columns: [], subscribers: [] }, problems: [rows] };
  const [header, ...body] = rows;
  if (!header)
    return { value: { name, columns: [], subscribers: [] }, problems: [problem('list-empty', { list: name }, { file })] };
  const columns = header.cells.map((cell) => cell.toLowerCase());
  const headerProblems = checkHeader(columns, { file, line: header.line });
  if (headerProblems.length > 0) return { value: { name, columns, subscribers: [] }, problems: headerProblems };
  const reader = new RowReader(name, file, columns);
  for (const row of body) reader.read(row);
  if (body.length === 0) reader.problems.push(problem('list-empty', { list: name }, { file }));
  return { value: { name, columns, subscribers: [...reader.subscribers.values()] }, problems: reader.problems };
}

/** A row's cells, trimmed, and the line that it begins on. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

function parseRows(text: string, file: string): Row[] | Problem {
  try {
    const records = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true });
    return (records as unknown as { record: string[]; info: { lines: number } }[])
      .map(({ record, info }) => ({
        cells: record.map(foldCell),
        line: info.lines - record.join('').split('\n').length + 1,
      }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return problem('list-syntax', { reason: error.message }, { file, line });
  }
}

/** White space is folded; a cell in which there is nothing to be seen is empty. */
function foldCell(cell: string): string {
  const folded = cell.replace(/\s+/g, ' ').trim();
  return /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(folded) ? folded : '';
}

/** The one that the header has most of; Finnish Excel writes semicolons, since its comma is the decimal one. */
function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0]!.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

const RESERVED: ReadonlySet<string> = new Set([
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
]);

function checkHeader(columns: readonly string[], place: Place): Problem[] {
  const written = columns.filter((column) => column !== '');
  const repeated = new Set(written.filter((column, index) => written.indexOf(column) !== index));
  const problems = [...repeated].map((header) => problem('list-duplicate-header', { header }, place));
  for (const header of written) if (RESERVED.has(header)) problems.push(problem('list-reserved-header', { header }, place));
  if (columns.includes('email')) return problems;
  const candidate = columns.find((column) => /mail|posti|osoite|post|adress|address/.test(column)) ?? null;
  return [...problems, problem('list-no-email-column', { columns: written, candidate }, place)];
}

class RowReader {
  readonly subscribers = new Map<string, Subscriber>();
  readonly problems: Problem[] = [];
  readonly #name: string;
  readonly #file: string;
  readonly #columns: readonly string[];

  constructor(name: string, file: string, columns: readonly string[]) {
    this.#name = name;
    this.#file = file;
    this.#columns = columns;
  }

  read({ cells, line }: Row): void {
    const place = { file: this.#file, line };
    if (cells.length !== this.#columns.length) {
      this.problems.push(problem('list-columns', { expected: this.#columns.length, found: cells.length }, place));
      return;
    }
    const fields = this.#fields(cells, place);
    const written = fields['email'] ?? '';
    const parsed = parseEmailAddress(written);
    if (typeof parsed === 'string') this.problems.push(problem('list-address', { address: written, reason: parsed }, place));
    else this.#add(parsed, fields, place);
    if (typeof parsed !== 'string' && !isAscii(parsed.address))
      this.problems.push(problem('list-address-not-ascii', { address: parsed.address }, place));
  }

  #fields(cells: readonly string[], place: Place): Record<string, string> {
    const fields = Object.create(null) as Record<string, string>;
    for (const [index, column] of this.#columns.entries()) {
      const cell = cells[index]!;
      if (/\p{Cc}/u.test(cell)) this.problems.push(problem('list-control-character', { column }, place));
      if (column !== '') fields[column] = cell;
    }
    return fields;
  }

  #add({ address, key }: ParsedAddress, fields: Record<string, string>, place: Place): void {
    const first = this.subscribers.get(key);
    if (first) {
      const firstPlace = `${first.place.file}:${first.place.line}`;
      this.problems.push(problem('list-duplicate-address', { address, first: firstPlace }, place));
    } else this.subscribers.set(key, { address, key, list: this.#name, fields, place });
  }
}
