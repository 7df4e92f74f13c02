// The least that reads a list: csv-parse, rows as arrays, counted. What bench/million.mjs holds planning against. No checks, nothing kept.
// node bench/read-csv.mjs <CSV file>
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

let rows = 0;
const parser = createReadStream(process.argv[2]).pipe(parse());
parser.on('data', () => {
  rows += 1;
});
parser.on('end', () => console.log(rows));
