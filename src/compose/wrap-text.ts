/** The width of plain text, in characters: what every mail program shows without breaking lines again (RFC 3676 §4.2 says 78 at most). */
export const COLUMNS = 72;

/** Breaks lines at spaces so that none is wider than `columns`; a word that is wider alone, such as a link, stays whole,
 * and so does an amount or a phone number with spaces between its digits. */
export function wrapText(text: string, columns = COLUMNS): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const lines: string[] = [];
  const [indentation = ''] = /^ */.exec(line) ?? [];
  let current = '';
  for (const word of line.slice(indentation.length).split(/(?<!\d) +| +(?!\d{2,4}(?!\d))/)) {
    const longer = current === '' ? indentation + word : `${current} ${word}`;
    if (longer.length > columns && current !== '') {
      lines.push(current);
      current = indentation + word;
    } else current = longer;
  }
  return [...lines, current].join('\n');
}
