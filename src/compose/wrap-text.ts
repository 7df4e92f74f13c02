/** Breaks lines at spaces so that none is wider than `columns`; a word that is wider alone, such as a link, stays whole,
 * and so does an amount or a phone number with spaces between its digits. */
export function wrapText(text: string, columns = 72): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<!\d) +| +(?!\d{2,4}(?!\d))/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length > columns && current !== '') {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current].join('\n');
}
