import { createHash } from 'node:crypto';
import type { IssueLanguage } from '../config/config.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { checkLimits } from './body/check-limits.ts';
import { lexMarkdown } from './body/markdown.ts';
import { type Body, parseSections } from './body/parse-sections.ts';
import { Reading } from './body/reading.ts';
import { type Header, type SharedHeader, parseHeader } from './header/parse-header.ts';
import { splitFrontMatter } from './header/split-front-matter.ts';
import { HoleTable } from './hole-table.ts';
import type { Issue } from './issue.ts';
import { typesetIssue } from './typography/typeset-issue.ts';

export interface IssueSource {
  /** With `\n` line ends. */
  readonly text: string;
  readonly file: string;
  readonly slug: string;
  /** The workspace's language, for an issue that names none. */
  readonly language: IssueLanguage;
  /** The zone of the clocks that its times are on. */
  readonly timezone: string;
  /** Whether quotation marks, dashes and spaces are set as in print, where the front matter does not say. */
  readonly typography: boolean;
  /** For a variant: what it shares with its issue. */
  readonly shared?: SharedHeader;
}

/** Text → issue, with every problem in it. An issue always comes back, so that a draft full of problems can be looked at. */
export function parseIssue(source: IssueSource): Parsed<Issue> {
  const { text, file, slug, shared } = source;
  const split = splitFrontMatter(text, file);
  const header = split.header
    ? parseHeader(split.header, file, slug, shared)
    : { value: emptyHeader(slug, shared), problems: [] };
  const { title, subject, summary, typography, ...rest } = header.value;
  const language = rest.language ?? source.language;
  const limits = checkLimits(split.body, file, split.bodyLine);
  const holes = new HoleTable(text);
  const body = limits.length > 0 ? '' : holes.takeOut(split.body);
  const dates = { language, after: rest.date, timezone: source.timezone };
  const reading = new Reading({ source: body, file, firstLine: split.bodyLine, holes, dates });
  const sections = limits.length > 0 ? { introduction: [], sections: [] } : parseSections(lexMarkdown(body), reading);
  checkAnchors(sections, reading);
  const issue: Issue = {
    slug,
    file,
    ...rest,
    language,
    title: holes.takeOut(title),
    subject: holes.takeOut(subject),
    summary: holes.takeOut(summary),
    ...sections,
    holes,
    holeUses: holes.uses().map(({ hole, written, token }) => {
      const inBody = body.includes(token);
      return { hole, place: inBody ? reading.placeOf(token) : { file, line: lineOf(text, written) } };
    }),
    linkHoles: reading.linkHoles,
    images: reading.images,
    files: reading.files,
    bodyHash: createHash('sha256').update(split.body.trim()).digest('hex'),
  };
  const controls = findControlCharacters(text, file);
  const problems = [...split.problems, ...header.problems, ...limits, ...controls, ...reading.problems].toSorted(byLine);
  return { value: (typography ?? source.typography) ? typesetIssue(issue) : issue, problems };
}

function emptyHeader(slug: string, shared: SharedHeader | undefined): Header {
  const own = shared ?? { date: '', language: null, lists: [], theme: null };
  return { title: slug, subject: slug, listsLine: 1, summary: '', typography: null, ...own };
}

function checkAnchors({ sections }: Body, reading: Reading): void {
  const known = sections.map(({ anchor }) => anchor);
  for (const { target, place } of reading.anchors) {
    const anchor = target.slice(1);
    if (known.includes(anchor)) continue;
    const nearest = nearestName(anchor, known);
    reading.report('link-anchor-unknown', { target, nearest: nearest === null ? null : `#${nearest}` }, place);
  }
}

function lineOf(text: string, words: string): number {
  return text.slice(0, Math.max(text.indexOf(words), 0)).split('\n').length;
}

/** Control and bidi characters come in with pasted text and make one thing read as another; a tab is harmless. */
function findControlCharacters(text: string, file: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const match = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.exec(line);
    if (!match) return [];
    const codePoint = `U+${match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    return [problem('control-character', { codePoint }, { file, line: index + 1, column: match.index + 1 })];
  });
}

function byLine(a: Problem, b: Problem): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
