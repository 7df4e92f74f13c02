import { type Problem, problem } from '../../problem/problem.ts';

/** Characters of an issue, and of one line of it: far above any newsletter, far below what would take long to read. */
export const LONGEST_ISSUE = 1_000_000;
export const LONGEST_LINE = 20_000;
/** How deep lists and quotations may stand in each other. */
export const DEEPEST_NESTING = 50;
export const MOST_SECTIONS = 200;

/** What of a body would keep the Markdown parser busy for minutes, or fill a page that nobody reads; `firstLine` is its first line in the file. */
export function checkLimits(body: string, file: string, firstLine: number): Problem[] {
  const lines = body.split('\n');
  const place = (index: number): { file: string; line: number } => ({ file, line: firstLine + index });
  const long = lines.findIndex((line) => line.length > LONGEST_LINE);
  if (long >= 0) return [problem('line-too-long', { length: lines[long]!.length, limit: LONGEST_LINE }, place(long))];
  const deep = lines.findIndex((line) => nestingOf(line) > DEEPEST_NESTING);
  if (deep >= 0) return [problem('nesting-too-deep', { limit: DEEPEST_NESTING }, place(deep))];
  const headings = lines.flatMap((line, index) => (/^## /.test(line) ? [index] : []));
  const first = headings[MOST_SECTIONS];
  if (first !== undefined) return [problem('section-too-many', { count: headings.length, limit: MOST_SECTIONS }, place(first))];
  return body.length > LONGEST_ISSUE ? [problem('issue-too-large', { size: body.length, limit: LONGEST_ISSUE }, place(0))] : [];
}

/** How deep a line can stand at most: each mark of a quotation or list on it, and two columns of indentation for each list around it. */
function nestingOf(line: string): number {
  const [prefix] = /^(?:[ \t]|>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/.exec(line)!;
  const marks = prefix.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
  const indentation = /^[ \t]*/.exec(line)![0].replaceAll('\t', '    ').length;
  return marks + Math.floor(indentation / 2);
}
