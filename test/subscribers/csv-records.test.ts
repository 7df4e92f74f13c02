import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRecords } from '../../src/subscribers/csv-records.ts';

type Records = { cells: readonly string[]; line: number }[];

/** A whole text as the parser of CSV alone understands it, or where and why it does not. */
function asParsed(text: string): Records | { reason: string; line: number } {
  const header = text.split('\n', 1)[0]!.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  const { delimiter } = counts.reduce((most, one) => (one.count > most.count ? one : most));
  try {
    const records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, info: true });
    return (records as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines - record.join('').split('\n').length + 1,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { reason: error.message, line: error['lines'] as number };
  }
}

/** The same by our own reader, in pieces. */
function asRead(text: string, pieceLength: number): ReturnType<typeof asParsed> {
  const records: Records = [];
  const reader = new CsvRecords('x.csv', (cells, line) => records.push({ cells, line }));
  for (let start = 0; start < text.length; start += pieceLength) reader.read(text.slice(start, start + pieceLength));
  reader.end();
  const { problem } = reader;
  if (problem?.code !== 'list-syntax') return records;
  return { reason: problem.details.reason, line: problem.place!.line! };
}

/** A record of one empty cell in quotes and an empty line are the same to whoever reads rows. */
function withoutEmpty(read: ReturnType<typeof asParsed>): ReturnType<typeof asParsed> {
  return Array.isArray(read) ? read.filter(({ cells }) => cells.join('') !== '') : read;
}

const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', '""', ',', ';', '\t', '\n'), maxLength: 5 });
const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀'), maxLength: 4 });
const row = fc
  .array(
    fc.oneof(
      plain,
      plain,
      cell.map((text) => `"${text}"`),
    ),
    { maxLength: 4 },
  )
  .map((cells) => cells.join(','));
const sound = fc.array(row, { maxLength: 12, size: 'max' }).map((rows) => rows.join('\n'));
const anything = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', ';', '\n', ' '), maxLength: 40, size: 'max' });

test('a text in pieces of any length is what a parser of CSV makes of the whole, line by line, and wrong where it is', () => {
  fc.assert(
    fc.property(fc.oneof(sound, anything), fc.integer({ min: 1, max: 30 }), (text, pieceLength) => {
      expect(withoutEmpty(asRead(text, pieceLength))).toEqual(withoutEmpty(asParsed(text)));
    }),
    { numRuns: 5000 },
  );
});

test('a quote that nobody closes in a long list is told of before all of it is held', () => {
  const text = `email,name\na@example.org,"A\n${'b@example.org,B\n'.repeat(100_000)}`;
  const read = asRead(text, 65_536);
  expect(read).toMatchObject({ reason: expect.stringContaining('Record') as string });
});
