import { CsvError, parse } from 'csv-parse/sync';
import { type Problem, problem } from '../problem/problem.ts';

/** One record's cells as written, and the line that it begins on. */
type TakeRecord = (cells: readonly string[], line: number) => void;

/** A record that goes on for more characters than this has a quote that nobody closed. */
const LONGEST_RECORD = 1_000_000;

/**
 * Reads CSV piece by piece. Comma, semicolon and tab are told apart by the first line, or a first line such as `sep=;` says which one it
 * is, as Excel understands it; that line is no record. Text without quotes is simply cut at the ends of
 * lines and at delimiters, which is what a parser of CSV does with it; only what has quotes is given to one.
 */
export class CsvRecords {
  /** What the text is no CSV for; nothing is read behind it. */
  problem: Problem | undefined;
  readonly #file: string;
  readonly #take: TakeRecord;
  #text = '';
  #line = 1;
  #delimiter: string | undefined;

  constructor(file: string, take: TakeRecord) {
    this.#file = file;
    this.#take = take;
  }

  read(piece: string): void {
    if (this.problem) return;
    this.#text += piece;
    if (this.#delimiter === undefined && !this.#text.includes('\n')) return;
    const end = lastRecordEnd(this.#text);
    if (end > 0) this.#readRecords(this.#text.slice(0, end));
    this.#text = this.#text.slice(end);
    if (this.#text.length > LONGEST_RECORD) this.problem = this.#problemIn(this.#text, { max_record_size: LONGEST_RECORD });
  }

  /** The text is over. */
  end(): void {
    if (this.problem) return;
    if (this.#text !== '') this.#readRecords(this.#text);
    this.#text = '';
  }

  #readRecords(whole: string): void {
    const text = this.#delimiter === undefined ? this.#begin(whole) : whole;
    this.#delimiter ??= delimiterOf(text);
    if (text.includes('"')) this.#parse(text, this.#delimiter);
    else this.#cut(text, this.#delimiter);
  }

  /** Gives the text behind a first line that names the delimiter. */
  #begin(text: string): string {
    const named = SEPARATOR_LINE.exec(text);
    if (!named) return text;
    this.#delimiter = named[1]!;
    this.#line++;
    return text.slice(named[0].length);
  }

  #cut(text: string, delimiter: string): void {
    for (let start = 0; start < text.length; this.#line++) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      if (end > start) this.#take(text.slice(start, end).split(delimiter), this.#line);
      start = end + 1;
    }
  }

  /** Lines that are empty come as records of one cell, so that they are counted. */
  #parse(text: string, delimiter: string): void {
    let records: string[][];
    try {
      records = parse(text, { delimiter, relax_column_count: true });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.problem = this.#problemIn(text);
      return;
    }
    for (const cells of records) {
      if (cells.length > 1 || cells[0] !== '') this.#take(cells, this.#line);
      this.#line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0);
    }
  }

  /** The parser's own words name a line; with as many lines before the text as there were, it is the right one. */
  #problemIn(text: string, limit: { readonly max_record_size?: number } = {}): Problem {
    const before = '\n'.repeat(this.#line - 1);
    const delimiter = this.#delimiter ?? delimiterOf(text);
    try {
      parse(before + text, { delimiter, relax_column_count: true, skip_empty_lines: true, ...limit });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
      return problem('list-syntax', { reason: error.message }, { file: this.#file, line });
    }
    throw new Error('a text that is no CSV became it');
  }
}

/** `sep=;`, perhaps in quotes, perhaps filled up with delimiters by a spreadsheet. */
const SEPARATOR_LINE = /^\ufeff?"?sep=([,;\t|])"?(?:\1| )*(?:\n|$)/i;

/** Where the last record that is there whole ends: behind the last end of a line that stands in no quotes. */
function lastRecordEnd(text: string): number {
  let end = 0;
  let isQuoted = false;
  for (let start = 0; start <= text.length; isQuoted = !isQuoted) {
    const quote = text.indexOf('"', start);
    const stop = quote < 0 ? text.length : quote;
    const found = isQuoted ? -1 : text.slice(start, stop).lastIndexOf('\n');
    if (found >= 0) end = start + found + 1;
    start = stop + 1;
  }
  return end;
}

function linesIn(cell: string): number {
  let lines = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** The one that the header has most of; Finnish Excel writes semicolons, since its comma is the decimal one. */
function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0]!.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
