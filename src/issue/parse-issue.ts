import { createHash } from 'node:crypto';
import type { IssueLanguage } from '../config/config.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { HoleTable } from './hole-table.ts';
import type { Issue } from './issue.ts';
import { lexMarkdown } from './markdown.ts';
import { type Header, parseHeader } from './parse-header.ts';
import { type Body, parseSections } from './parse-sections.ts';
import { Reading } from './reading.ts';
import { splitFrontMatter } from './split-front-matter.ts';

export interface IssueSource {
  /** With `\n` line ends. */
  readonly text: string;
  readonly file: string;
  readonly slug: string;
  /** The workspace's language, for an issue that names none. */
  readonly language: IssueLanguage;
}

/** Text → issue, with every problem in it. An issue always comes back, so that a draft full of problems can be looked at. */
export function parseIssue({ text, file, slug, language }: IssueSource): Parsed<Issue> {
  const split = splitFrontMatter(text, file);
  const header = split.header ? parseHeader(split.header, file, slug) : { value: emptyHeader(slug), problems: [] };
  const holes = new HoleTable(text);
  const body = holes.takeOut(split.body);
  const reading = new Reading(body, file, split.bodyLine, holes);
  const sections = parseSections(lexMarkdown(body), reading);
  checkAnchors(sections, reading);
  const { title, subject, summary, ...rest } = header.value;
  const issue: Issue = {
    slug,
    file,
    ...rest,
    language: rest.language ?? language,
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
    bodyHash: createHash('sha256').update(split.body.trim()).digest('hex'),
  };
  const controls = findControlCharacters(text, file);
  return { value: issue, problems: [...split.problems, ...header.problems, ...controls, ...reading.problems].toSorted(byLine) };
}

function emptyHeader(slug: string): Header {
  return { title: slug, subject: slug, date: '', language: null, lists: [], listsLine: 1, summary: '', theme: null };
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
