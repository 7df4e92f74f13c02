import type { ProblemDetails } from '../../problem/problem-details.ts';
import { type Place, type Problem, problem } from '../../problem/problem.ts';

/**
 * Far above any newsletter, and low enough that the Markdown parser, which takes the square of some of these numbers, is done in a moment.
 * Characters, unless the name says otherwise.
 */
const LIMITS = { issue: 300_000, line: 20_000, quotations: 5, marks: 20, columns: 100, sections: 200 };

/** What one paragraph, and the whole issue, may hold. */
const MOST_IN_PARAGRAPH = { lines: 500, characters: 20_000, marks: 500, word: 2_500, spaces: 500, cells: 50 };
const MOST_IN_ISSUE = { headings: 400, fences: 400, comments: 200, holes: 1_000 };

/** What of a body would keep the Markdown parser busy for minutes, or fill a page that nobody reads; `firstLine` is its first line in the file. */
export function checkLimits(body: string, file: string, firstLine: number): Problem[] {
  const lines = body.split('\n');
  const place = (index: number): Place => ({ file, line: firstLine + index });
  const found = checkLines(lines, place) ?? checkParagraphs(lines, place) ?? checkIssue(body, lines, place);
  return found ? [found] : [];
}

type PlaceOf = (index: number) => Place;

function checkLines(lines: readonly string[], place: PlaceOf): Problem | undefined {
  const long = lines.findIndex((line) => line.length > LIMITS.line);
  if (long >= 0) return problem('line-too-long', { length: lines[long]!.length, limit: LIMITS.line }, place(long));
  const deep = lines.findIndex(isTooDeep);
  return deep < 0 ? undefined : problem('nesting-too-deep', { quotations: LIMITS.quotations, lists: LIMITS.marks }, place(deep));
}

function isTooDeep(line: string): boolean {
  const [prefix] = MARKS.exec(line)!;
  const columns = /^[ \t>]*/.exec(line)![0].replaceAll('\t', '    ').length;
  const quotations = prefix.match(/>/g)?.length ?? 0;
  const marks = prefix.match(/[-*+]|\d+[.)]/g)?.length ?? 0;
  return quotations > LIMITS.quotations || marks > LIMITS.marks || columns > LIMITS.columns;
}

/** What stands before the words of a line within quotations and lists. */
const MARKS = /^(?:[ \t]|>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/;

/** Lines without an empty one between them are looked at together, and each item, row and heading by itself. */
function checkParagraphs(lines: readonly string[], place: PlaceOf): Problem | undefined {
  let run = 0;
  let characters = 0;
  let marks = 0;
  for (const [index, line] of lines.entries()) {
    const isEmpty = line.trim() === '';
    run = isEmpty ? 0 : run + 1;
    characters = isEmpty ? 0 : characters + line.length;
    marks = (isEmpty || /^\s*(?:[|#>]|[-*+] |\d+[.)] )/.test(line) ? 0 : marks) + (line.match(/[*_~[<!`]/g)?.length ?? 0);
    const counts = {
      lines: run,
      characters,
      marks,
      word: longest(line, LONG_WORD),
      spaces: longest(line, LONG_GAP),
      cells: line.match(/\|/g)?.length ?? 0,
    };
    const dense = tooMany(counts, MOST_IN_PARAGRAPH);
    if (dense) return problem('text-too-dense', dense, place(index));
  }
  return undefined;
}

const LONG_WORD = new RegExp(`\\S{${MOST_IN_PARAGRAPH.word + 1},}`);
const LONG_GAP = new RegExp(`[ \\t]{${MOST_IN_PARAGRAPH.spaces + 1},}`);

/** The length of the first piece that is too long, or nothing. */
function longest(line: string, pieces: RegExp): number {
  return pieces.exec(line)?.[0].length ?? 0;
}

function checkIssue(body: string, lines: readonly string[], place: PlaceOf): Problem | undefined {
  const sections = lines.flatMap((line, index) => (line.startsWith('## ') ? [index] : []));
  const last = sections[LIMITS.sections];
  if (last !== undefined) return problem('section-too-many', { count: sections.length, limit: LIMITS.sections }, place(last));
  const counts = {
    headings: lines.filter((line) => /^\s*(?:#{1,6} |=+\s*$|-+\s*$)/.test(line)).length,
    fences: lines.filter((line) => line.startsWith(':::')).length,
    comments: body.match(/<[!?]/g)?.length ?? 0,
    holes: body.match(/\{\{/g)?.length ?? 0,
  };
  const dense = tooMany(counts, MOST_IN_ISSUE);
  if (dense) return problem('text-too-dense', dense, place(0));
  return body.length > LIMITS.issue
    ? problem('issue-too-large', { size: body.length, limit: LIMITS.issue }, place(0))
    : undefined;
}

type Dense = ProblemDetails['text-too-dense'];

function tooMany<What extends Dense['what']>(counts: Record<What, number>, limits: Record<What, number>): Dense | undefined {
  const whats = Object.keys(counts) as What[];
  const what = whats.find((each) => counts[each] > limits[each]);
  return what && { what, count: counts[what], limit: limits[what] };
}
