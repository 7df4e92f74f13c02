import { decodeHTMLStrict } from 'entities';
import type { Place } from '../../problem/problem.ts';
import { type Block, type Inline, plainText } from '../block.ts';
import type { Part, Section } from '../issue.ts';
import { anchorOf } from './anchor.ts';
import { type MarkdownToken, type Tokens, isFootnote } from './markdown.ts';
import { parseBlocks } from './parse-blocks.ts';
import { parseInlines } from './parse-inlines.ts';
import { isSentence, isSetext } from './parse-setext.ts';
import { isMore } from './raw-html.ts';
import type { Reading } from './reading.ts';
import { SectionNumbers } from './section-numbers.ts';

export interface Body {
  readonly introduction: readonly Block[];
  readonly sections: readonly Section[];
  readonly anchors: readonly string[];
}

/** The same of an article, whose parts have no numbers. */
export interface ArticleBody {
  readonly introduction: readonly Block[];
  readonly parts: readonly Part[];
  readonly anchors: readonly string[];
}

/** Parts the body at its `## ` headings: what stands before the first is the introduction. */
export function parseSections(tokens: readonly MarkdownToken[], reading: Reading): Body {
  begin(tokens, reading);
  const starts = startsIn(tokens);
  const numbers = new SectionNumbers(reading);
  const headings = starts.map((start) => {
    const heading = parseSectionHeading(tokens[start] as Tokens.Heading, numbers, reading);
    return { ...heading, anchor: anchorIn(heading.title, heading.number, reading) };
  });
  const introduction = parseIntroduction(tokens.slice(0, starts[0] ?? tokens.length), reading);
  const sections = headings.map((heading, index) => {
    reading.headingLevel = 2;
    return { ...heading, ...parseContent(tokens.slice(starts[index]! + 1, starts[index + 1] ?? tokens.length), reading) };
  });
  if (sections.length === 0) reading.report('section-none', {}, reading.placeOfBody());
  end(reading);
  return { introduction, sections, anchors: [...reading.headingAnchors] };
}

/** The same of an article: its headings are words alone, and all of it stands on its one page. */
export function parseParts(tokens: readonly MarkdownToken[], reading: Reading): ArticleBody {
  begin(tokens, reading);
  const starts = startsIn(tokens);
  const headings = starts.map((start, index) => {
    const heading = tokens[start] as Tokens.Heading;
    reading.enter(heading);
    const { line = 1 } = reading.place();
    const title = plainText(parseInlines(heading.tokens, reading)).trim();
    return { line, title, anchor: anchorIn(title, index + 1, reading) };
  });
  const introduction = parseIntroduction(tokens.slice(0, starts[0] ?? tokens.length), reading);
  const parts = headings.map((heading, index): Part => {
    reading.headingLevel = 2;
    const rest = tokens.slice(starts[index]! + 1, starts[index + 1] ?? tokens.length);
    return { ...heading, blocks: parsePart(dropMore(rest, 'introduction', reading), reading) };
  });
  end(reading);
  return { introduction, parts, anchors: [...reading.headingAnchors] };
}

/** Notes where everything is, and the footnotes, which may be defined anywhere. */
function begin(tokens: readonly MarkdownToken[], reading: Reading): void {
  reading.locate(tokens);
  for (const token of tokens.filter(isFootnote)) {
    if (reading.footnotes.define(token)) continue;
    reading.report('footnote-unused', { label: token.label, isAgain: true }, reading.placeOfBlock(token));
  }
}

function end(reading: Reading): void {
  for (const token of reading.footnotes.unused())
    reading.report('footnote-unused', { label: token.label, isAgain: false }, reading.placeOfBlock(token));
}

/** Sections come before the headings within them, so that theirs stay the same. */
function anchorIn(title: string, number: number, reading: Reading): string {
  return anchorOf(reading.holes.leaveOut(title), number, reading.headingAnchors);
}

function startsIn(tokens: readonly MarkdownToken[]): number[] {
  return tokens.flatMap((token, index) => (isSectionHeading(token) ? [index] : []));
}

function isSectionHeading(token: MarkdownToken): token is Tokens.Heading {
  return token.type === 'heading' && (token as Tokens.Heading).depth === 2 && !isSentence(token as Tokens.Heading);
}

function parseIntroduction(tokens: readonly MarkdownToken[], reading: Reading): Block[] {
  return parsePart(dropMore(tokens, 'introduction', reading), reading);
}

/** The blocks of a part, and below them the footnotes that it has marks for. */
function parsePart(tokens: readonly MarkdownToken[], reading: Reading): Block[] {
  const blocks = parseBlocks(tokens, reading);
  const notes: { number: number; content: Inline[] }[] = [];
  for (let note = reading.footnotes.next(); note; note = reading.footnotes.next()) {
    reading.enter(note.token);
    notes.push({ number: note.number, content: parseInlines(note.token.tokens, reading) });
  }
  return notes.length === 0 ? blocks : [...blocks, { kind: 'footnotes', notes }];
}

/** What stands behind `<!-- more -->` is for the web page only. */
function parseContent(tokens: readonly MarkdownToken[], reading: Reading): Pick<Section, 'blocks' | 'more'> {
  const mark = tokens.findIndex(isMoreToken);
  if (mark < 0) return { blocks: parsePart(tokens, reading), more: null };
  const blocks = parsePart(tokens.slice(0, mark), reading);
  const place = reading.placeOfBlock(tokens[mark]!);
  const rest = parsePart(dropMore(tokens.slice(mark + 1), 'again', reading), reading);
  return { blocks, more: rest.length > 0 ? { blocks: rest, place } : null };
}

function dropMore(tokens: readonly MarkdownToken[], where: 'introduction' | 'again', reading: Reading): MarkdownToken[] {
  for (const token of tokens.filter(isMoreToken)) reading.report('more-misplaced', { where }, reading.placeOfBlock(token));
  return tokens.filter((token) => !isMoreToken(token));
}

function isMoreToken(token: MarkdownToken): boolean {
  return token.type === 'html' && isMore(token.raw);
}

function parseSectionHeading(
  token: Tokens.Heading,
  numbers: SectionNumbers,
  reading: Reading,
): Omit<Section, 'anchor' | 'blocks' | 'more'> {
  reading.enter(token);
  const place = reading.place();
  if (isSetext(token.raw)) reportSetext(token, reading);
  const content = parseInlines(token.tokens, reading, 'attribute');
  const words = plainText(content).trim();
  if (content.some(({ kind }) => kind === 'link')) reading.report('heading-link', { title: reading.holes.restore(words) }, place);
  const attribute = /\{([^{}]{0,500})\}$/.exec(words);
  const heading = /^(?:(\d{1,4})[.)]\s+)?(.*)$/s.exec(attribute ? words.slice(0, attribute.index).trimEnd() : words)!;
  const title = heading[2]!.trim();
  const number = numbers.next(heading[1] === undefined ? null : Number(heading[1]), place);
  return { line: place.line ?? 1, number, title, contents: contentsName(attribute?.[1], title, reading, place) };
}

/** Among headings with `##`, one that only the line below it makes may be none. */
function reportSetext(token: Tokens.Heading, reading: Reading): void {
  if (!reading.hasMarkedSections) return;
  reading.report('setext-heading', { title: reading.holes.restore(token.text), isSection: true }, reading.endOfBlock(token));
}

/** `{contents="Lyhyt nimi"}` shortens the name in the contents list, `{contents=no}` leaves the section out of it. */
function contentsName(attribute: string | undefined, title: string, reading: Reading, place: Place): string | null {
  if (attribute === undefined) return title;
  const match = /^contents\s*=\s*(?:["”“]([^"”“]+)["”“]|(no))$/.exec(decodeHTMLStrict(attribute.trim()));
  if (!match) {
    reading.report('heading-attribute', { attribute: `{${attribute}}` }, place);
    return title;
  }
  return match[1] ?? null;
}
