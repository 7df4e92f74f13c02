/** A row of a table, with a bar at its start; and the line that parts the head from the rows. */
const ROW = /^\s*\|.*\S.*\|/;
const DELIMITERS = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Whether a paragraph was meant as a table: rows without the line below the head, or with one of another number of columns. */
export function isBrokenTable(raw: string): boolean {
  const lines = raw.split('\n');
  return ROW.test(lines[0]!) || (lines.length > 1 && lines.some((line) => line.includes('|') && DELIMITERS.test(line)));
}
