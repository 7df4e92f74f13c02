import type { Place } from '../problem/problem.ts';

/**
 * What has a place in a file, with the columns that an editor shows. They differ where the text was brought to NFC before it was parsed.
 * `written` is the text before that; undefined where it was in NFC already.
 */
export function withWrittenColumns<Placed extends { readonly place?: Place }>(
  items: readonly Placed[],
  file: string,
  written: string | undefined,
): readonly Placed[] {
  if (written === undefined) return items;
  const lines = written.split('\n');
  return items.map((item) => {
    const { line, column } = item.place ?? {};
    if (item.place?.file !== file || line === undefined || column === undefined) return item;
    return { ...item, place: { ...item.place, column: columnIn(lines[line - 1] ?? '', column) } };
  });
}

/** The first column of a line before which there are as many characters as before `column` of the same line in NFC. */
function columnIn(line: string, column: number): number {
  if (line.normalize('NFC') === line) return column;
  let before = 0;
  while (before < line.length && line.slice(0, before).normalize('NFC').length < column - 1) before++;
  while (/^\p{M}/u.test(line.slice(before))) before++;
  return before + 1;
}
