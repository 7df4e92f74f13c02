/** A line of a list as word processors paste it: a bullet of their own, or a usual one with a space that no line breaks at. */
const PASTED = /^([ \t]*)(?:[•●▪◦‣⁃∙■□]|·(?=\s)|([-*+]|\d{1,3}[.)])(?=\u00a0))[ \t\u00a0\u202f]*/;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Makes items of a list of lines that begin with a pasted bullet. Lines stay lines; code stays as it is. */
export function understandBullets(source: string): string {
  if (!/[•●▪◦‣⁃∙■□·]|[-*+.)]\u00a0/.test(source)) return source;
  let fence: string | undefined;
  const lines = source.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
    return fence === undefined ? line.replace(PASTED, (_, indent: string, usual?: string) => `${indent}${usual ?? '-'} `) : line;
  });
  return lines.join('\n');
}
