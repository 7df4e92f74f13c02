import type { ProblemDetails } from '../../problem/problem-details.ts';
import { type Place, type Problem, type ProblemCode, problem } from '../../problem/problem.ts';
import { type ScannedLine, scanLines } from './scan-lines.ts';

/**
 * Far above any newsletter, and low enough that the Markdown parser, which takes the square of some of these numbers, is done in a moment.
 * Characters, unless the name says otherwise.
 */
const LIMITS = { issue: 300_000, line: 20_000, quotations: 5, marks: 20, columns: 100, sections: 200 };

/** What one paragraph, and the whole issue, may hold. */
const MOST_IN_PARAGRAPH = { lines: 500, characters: 20_000, marks: 500, word: 2_500, spaces: 500, cells: 50 };
const MOST_IN_ISSUE = { headings: 400, fences: 400, comments: 200, holes: 1_000 };

/** A body of which everything can be read: with an ellipsis for a part that is too much, and cut where the whole is. */
export interface LimitedBody {
  /** With as many lines as there were, up to the cut. */
  readonly body: string;
  readonly problems: readonly Problem[];
  /** What nobody can say of a body of which a part was left out. */
  readonly unsure: ReadonlySet<ProblemCode>;
}

/**
 * Finds what of a body would keep the Markdown parser busy for minutes, or fill a page that nobody reads, and leaves it out; the first
 * such part is reported. `firstLine` is the body's first line in the file.
 */
export function checkLimits(body: string, file: string, firstLine: number): LimitedBody {
  const place = (index: number): Place => ({ file, line: firstLine + index });
  const long = shorten(emptyBlanks(body.split('\n')), place);
  const flat = flatten(long.lines, place);
  const sparse = thin(flat.lines, place);
  const cut = cutOff(sparse.lines, place);
  const [first] = [...long.problems, ...flat.problems, ...sparse.problems, ...cut.problems];
  const unsure = cut.problems.length > 0 ? NEEDS_END : first ? NEEDS_WHOLE : new Set<ProblemCode>();
  return { body: cut.lines.join('\n'), problems: first ? [first] : [], unsure };
}

const NEEDS_WHOLE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'section-none',
  'section-number-gap',
  'link-anchor-unknown',
  'definition-unused',
  'footnote-unused',
  'directive-unclosed',
  'directive-stray',
  'directive-empty',
  'directive-key-missing',
]);

/** A comment may end below the cut. */
const NEEDS_END: ReadonlySet<ProblemCode> = new Set<ProblemCode>([...NEEDS_WHOLE, 'raw-html']);

type PlaceOf = (index: number) => Place;

/** Lines of which some were left out, and what was wrong with those. */
interface Thinned {
  readonly lines: string[];
  readonly problems: Problem[];
}

/** Lines of white space as empty ones, which they are to readers; those within code are kept, unless they are wide. */
function emptyBlanks(lines: readonly string[]): string[] {
  let isCode = false;
  return scanLines(lines).map(({ text, kind }) => {
    if (kind !== 'blank') isCode = kind === 'code';
    return text.trim() === '' && (!isCode || text.length > LIMITS.columns) ? '' : text;
  });
}

function shorten(lines: readonly string[], place: PlaceOf): Thinned {
  const problems = lines.flatMap((line, index) =>
    line.length > LIMITS.line ? [problem('line-too-long', { length: line.length, limit: LIMITS.line }, place(index))] : [],
  );
  return {
    lines: lines.map((line) => (line.length > LIMITS.line ? ellipsisFor(line.slice(0, LIMITS.columns)) : line)),
    problems,
  };
}

/** An ellipsis for the words of a line, after the marks and the number before them. */
function ellipsisFor(line: string): string {
  return `${/^ {0,3}(?:#{1,6} (?:\d{1,4}[.)] )?|[-*+] |> )?/.exec(line)![0]}…`;
}

function flatten(lines: readonly string[], place: PlaceOf): Thinned {
  const scanned = scanLines(lines);
  const isDeep = (line: ScannedLine): boolean => line.kind === 'text' && isTooDeep(line.text);
  const details = { quotations: LIMITS.quotations, lists: LIMITS.marks };
  const problems = scanned.flatMap((line, index) => (isDeep(line) ? [problem('nesting-too-deep', details, place(index))] : []));
  return { lines: scanned.map((line) => (isDeep(line) ? '' : line.text)), problems };
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

/** Each paragraph, item, row and heading is counted by itself, and code not at all. */
function thin(lines: readonly string[], place: PlaceOf): Thinned {
  const scanned = scanLines(lines);
  const thinned = [...lines];
  const problems: Problem[] = [];
  for (const [start, end] of partsOf(scanned)) {
    const dense = denseIn(scanned.slice(start, end));
    if (!dense) continue;
    problems.push(problem('text-too-dense', dense.details, place(start + dense.index)));
    thinned[start] = `${scanned[start]!.prefix}…`;
    thinned.fill('', start + 1, end);
  }
  return { lines: thinned, problems };
}

/** Where each part begins, and where it ends. */
function partsOf(scanned: readonly ScannedLine[]): [start: number, end: number][] {
  return runsOf(scanned).flatMap(([start, end]) => {
    const run = scanned.slice(start, end);
    if (fallsIn(run) > MOST_FALLS) return [[start, end] as [number, number]];
    const starts = run.flatMap(({ begins }, index) => (index === 0 || begins ? [start + index] : []));
    return starts.map((from, index): [number, number] => [from, starts[index + 1] ?? end]);
  });
}

/**
 * How often lines without the marks of a quotation may follow it before the run counts as one: the parser reads all of a quotation anew at
 * each of them.
 */
const MOST_FALLS = 20;

function fallsIn(lines: readonly ScannedLine[]): number {
  return lines.filter(({ depth }, index) => depth < (lines[index - 1]?.depth ?? 0)).length;
}

/** Lines of text without an empty line, code or the line of a block between them. */
function runsOf(scanned: readonly ScannedLine[]): [start: number, end: number][] {
  const runs: [start: number, end: number][] = [];
  for (const [index, { kind, text }] of scanned.entries()) {
    if (kind !== 'text') continue;
    const last = runs.at(-1);
    if (last?.[1] === index && !text.startsWith(':::')) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

type Dense = ProblemDetails['text-too-dense'];

/**
 * The line of a part, from 0, on which it is too much. Lines of a quotation are counted by themselves for all but their marks, unless
 * lines without the mark `>` go on with it.
 */
function denseIn(part: readonly ScannedLine[]): { readonly index: number; readonly details: Dense } | undefined {
  let run = 0;
  let characters = 0;
  let marks = 0;
  const isQuotation = part.every(({ depth }) => depth > 0) && fallsIn(part) <= MOST_FALLS;
  for (const [index, { text }] of part.entries()) {
    run = isQuotation ? 1 : run + 1;
    characters = isQuotation ? text.length : characters + text.length;
    marks += text.match(/[*_~[<!`]/g)?.length ?? 0;
    const counts = {
      lines: run,
      characters,
      marks,
      word: longest(text, LONG_WORD),
      spaces: longest(text, LONG_GAP),
      cells: text.match(/\|/g)?.length ?? 0,
    };
    const details = tooMany(counts, MOST_IN_PARAGRAPH);
    if (details) return { index, details };
  }
  return undefined;
}

const LONG_WORD = new RegExp(`\\S{${MOST_IN_PARAGRAPH.word + 1},}`);
const LONG_GAP = new RegExp(`[ \\t]{${MOST_IN_PARAGRAPH.spaces + 1},}`);

/** The length of the first piece that is too long, or nothing. */
function longest(line: string, pieces: RegExp): number {
  return pieces.exec(line)?.[0].length ?? 0;
}

/** Cuts a body before the line at which the whole is too much. */
function cutOff(lines: readonly string[], place: PlaceOf): Thinned {
  const scanned = scanLines(lines);
  const totals = { sections: 0, headings: 0, fences: 0, comments: 0, holes: 0, issue: 0 };
  let cut = -1;
  for (const [index, { text, kind }] of scanned.entries()) {
    const isCode = kind === 'code';
    totals.sections += !isCode && text.startsWith('## ') ? 1 : 0;
    totals.headings += !isCode && /^\s*(?:#{1,6} |=+\s*$|-+\s*$)/.test(text) ? 1 : 0;
    totals.fences += text.startsWith(':::') ? 1 : 0;
    totals.comments += isCode ? 0 : (text.match(/<[!?]/g)?.length ?? 0);
    totals.holes += text.match(/\{\{/g)?.length ?? 0;
    totals.issue += text.length + 1;
    if (cut < 0 && isTooMuch(totals)) cut = index;
  }
  if (cut < 0) return { lines: [...lines], problems: [] };
  return { lines: lines.slice(0, cut), problems: [problemOfWhole(totals, cut, place)] };
}

type Totals = Record<'sections' | 'headings' | 'fences' | 'comments' | 'holes' | 'issue', number>;

function isTooMuch(totals: Totals): boolean {
  return totals.sections > LIMITS.sections || totals.issue - 1 > LIMITS.issue || tooMany(totals, MOST_IN_ISSUE) !== undefined;
}

function problemOfWhole(totals: Totals, cut: number, place: PlaceOf): Problem {
  const { sections, issue } = totals;
  if (sections > LIMITS.sections) return problem('section-too-many', { count: sections, limit: LIMITS.sections }, place(cut));
  const dense = tooMany(totals, MOST_IN_ISSUE);
  if (dense) return problem('text-too-dense', dense, place(0));
  return problem('issue-too-large', { size: issue - 1, limit: LIMITS.issue }, place(0));
}

function tooMany(counts: Readonly<Record<string, number>>, limits: Readonly<Record<string, number>>): Dense | undefined {
  const what = Object.keys(limits).find((each) => counts[each]! > limits[each]!) as Dense['what'] | undefined;
  return what && { what, count: counts[what]!, limit: limits[what]! };
}
