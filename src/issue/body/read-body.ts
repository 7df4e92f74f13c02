import { createHash } from 'node:crypto';
import type { IssueLanguage } from '../../config/config.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { findMojibake } from '../../source/mojibake.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { DateSetting } from '../dates/parse-when.ts';
import type { SplitIssue } from '../header/split-front-matter.ts';
import { HoleTable } from '../hole-table.ts';
import type { HoleUse, Written } from '../issue.ts';
import { checkLimits } from './check-limits.ts';
import { type MarkdownToken, lexMarkdown } from './markdown.ts';
import { Reading } from './reading.ts';
import { shortenImageData } from './shorten-image-data.ts';
import { understandBullets } from './understand-bullets.ts';

/** A body as it was read, and what it refers to. */
export interface ReadBody<Body> extends Pick<Written, 'holes' | 'images' | 'files' | 'pages' | 'bodyHash'> {
  readonly body: Body;
  readonly reading: Reading;
  /** Where the holes are; to be asked when those of the front matter are taken out as well. */
  readonly holeUses: () => HoleUse[];
  readonly problems: readonly Problem[];
}

/** The text of a page, and what it is read with. */
export interface PageSource {
  /** With `\n` line ends. */
  readonly text: string;
  readonly file: string;
  readonly slug: string;
  /** The workspace's language, for a page that names none. */
  readonly language: IssueLanguage;
  /** The zone of the clocks that its times are on. */
  readonly timezone: string;
  /** Whether quotation marks, dashes and spaces are set as in print, where the front matter does not say. */
  readonly typography: boolean;
}

/** What an issue or an article is read from: the whole text of its file, and its parts. */
export interface BodySource {
  readonly text: string;
  readonly file: string;
  readonly split: SplitIssue;
  readonly dates: DateSetting;
}

/** Reads the body of an issue or an article; what is over the limits is left out. */
export function readBody<Body extends { readonly anchors: readonly string[] }>(
  { text, file, split, dates }: BodySource,
  parse: (tokens: readonly MarkdownToken[], reading: Reading) => Body,
): ReadBody<Body> {
  const shortened = shortenImageData(split.body);
  const limited = checkLimits(shortened.text, file, split.bodyLine);
  const holes = new HoleTable(text);
  const source = understandBullets(holes.takeOut(limited.body));
  const reading = new Reading({ source, file, firstLine: split.bodyLine, holes, dates });
  const body = parse(lexMarkdown(source), reading);
  checkAnchors(body.anchors, reading);
  const found = reading.problems.filter(({ code }) => !limited.unsure.has(code));
  // Data that is no picture, as between backticks, must not be cut short in silence.
  const isCut = shortened.count > reading.images.filter(({ target }) => target.startsWith('data:')).length;
  const limits = limited.problems.length === 0 && isCut ? checkLimits(split.body, file, split.bodyLine) : limited;
  const holeUses = (): HoleUse[] =>
    holes.uses().map(({ hole, written, token }) => ({
      hole,
      place: source.includes(token) ? reading.placeOf(token) : { file, line: lineOf(text, written) },
    }));
  return {
    body,
    reading,
    holes,
    holeUses,
    images: reading.images,
    files: reading.files,
    pages: reading.pages,
    bodyHash: createHash('sha256').update(split.body.trim()).digest('hex'),
    problems: [
      ...limits.problems,
      ...findControlCharacters(text, file),
      ...findMojibake(text, file),
      ...found.map((each) => withoutTokens(each, holes)),
    ],
  };
}

/** What stands in the place of a hole while the text is read is nothing that anyone wrote. */
function withoutTokens(found: Problem, holes: HoleTable): Problem {
  const details = Object.entries(found.details).map(([key, value]) => [
    key,
    typeof value === 'string' ? holes.restore(value) : value,
  ]);
  return { ...found, details: Object.fromEntries(details) };
}

function checkAnchors(known: readonly string[], reading: Reading): void {
  for (const { target, written, place } of reading.anchors) {
    const anchor = target.slice(1);
    if (known.includes(anchor)) continue;
    const nearest = nearestName(anchor, known);
    reading.report('link-anchor-unknown', { target: written, nearest: nearest === null ? null : `#${nearest}` }, place);
  }
}

function lineOf(text: string, words: string): number {
  return text.slice(0, Math.max(text.indexOf(words), 0)).split('\n').length;
}

/** Control and bidi characters come in with pasted text and make one thing read as another; a tab is harmless. */
function findControlCharacters(text: string, file: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const damaged = line.indexOf('\ufffd');
    if (damaged >= 0) return [problem('text-damaged', {}, { file, line: index + 1, column: damaged + 1 })];
    const match = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.exec(line);
    if (!match) return [];
    const codePoint = `U+${match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    return [problem('control-character', { codePoint }, { file, line: index + 1, column: match.index + 1 })];
  });
}

/** Problems in the order of their lines. */
export function byLine(a: Problem, b: Problem): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
