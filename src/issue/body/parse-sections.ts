import { decodeHTMLStrict } from 'entities';
import type { Place } from '../../problem/problem.ts';
import { type Block, plainText } from '../block.ts';
import type { Part, Section } from '../issue.ts';
import { anchorOf } from './anchor.ts';
import { type MarkdownToken, type Tokens, isDirective } from './markdown.ts';
import { parseBlocks } from './parse-blocks.ts';
import { parseInlines } from './parse-inlines.ts';
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
  const starts = startsIn(tokens);
  const introduction = parseIntroduction(tokens.slice(0, starts[0] ?? tokens.length), reading);
  const numbers = new SectionNumbers(reading);
  const anchors = new Set<string>();
  const sections = starts.map((start, index) => {
    const heading = parseSectionHeading(tokens[start] as Tokens.Heading, numbers, reading);
    reading.headingLevel = 2;
    const content = parseContent(tokens.slice(start + 1, starts[index + 1] ?? tokens.length), reading);
    return { ...heading, anchor: anchorOf(heading.title, heading.number, anchors), ...content };
  });
  if (sections.length === 0) reading.report('section-none', {});
  return { introduction, sections, anchors: [...anchors] };
}

/** The same of an article: its headings are words alone, and all of it stands on its one page. */
export function parseParts(tokens: readonly MarkdownToken[], reading: Reading): ArticleBody {
  const starts = startsIn(tokens);
  const introduction = parseIntroduction(tokens.slice(0, starts[0] ?? tokens.length), reading);
  const anchors = new Set<string>();
  const parts = starts.map((start, index): Part => {
    const heading = tokens[start] as Tokens.Heading;
    reading.moveTo(heading.raw);
    const { line = 1 } = reading.place();
    const title = plainText(parseInlines(heading.tokens, reading)).trim();
    reading.moveBehind(heading.raw);
    reading.headingLevel = 2;
    const rest = tokens.slice(start + 1, starts[index + 1] ?? tokens.length);
    const blocks = parseBlocks(dropMore(rest, 'introduction', reading), reading);
    return { line, title, anchor: anchorOf(title, index + 1, anchors), blocks };
  });
  return { introduction, parts, anchors: [...anchors] };
}

function startsIn(tokens: readonly MarkdownToken[]): number[] {
  return tokens.flatMap((token, index) => (isSectionHeading(token) ? [index] : []));
}

function isSectionHeading(token: MarkdownToken): boolean {
  return !isDirective(token) && token.type === 'heading' && (token as Tokens.Heading).depth === 2;
}

function parseIntroduction(tokens: readonly MarkdownToken[], reading: Reading): Block[] {
  return parseBlocks(dropMore(tokens, 'introduction', reading), reading);
}

/** What stands behind `<!-- more -->` is for the web page only. */
function parseContent(tokens: readonly MarkdownToken[], reading: Reading): Pick<Section, 'blocks' | 'more'> {
  const mark = tokens.findIndex(isMoreToken);
  if (mark < 0) return { blocks: parseBlocks(tokens, reading), more: null };
  const blocks = parseBlocks(tokens.slice(0, mark), reading);
  reading.moveTo(tokens[mark]!.raw);
  const place = reading.place();
  const rest = parseBlocks(dropMore(tokens.slice(mark + 1), 'again', reading), reading);
  return { blocks, more: rest.length > 0 ? { blocks: rest, place } : null };
}

function dropMore(tokens: readonly MarkdownToken[], where: 'introduction' | 'again', reading: Reading): MarkdownToken[] {
  for (const token of tokens.filter(isMoreToken)) {
    reading.moveTo(token.raw);
    reading.report('more-misplaced', { where });
  }
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
  reading.moveTo(token.raw);
  const place = reading.place();
  const content = parseInlines(token.tokens, reading);
  const words = plainText(content).trim();
  if (content.some(({ kind }) => kind === 'link')) reading.report('heading-link', { title: reading.holes.restore(words) }, place);
  reading.moveBehind(token.raw);
  const attribute = /\{([^{}]{0,500})\}$/.exec(words);
  const heading = /^(?:(\d{1,4})[.)]\s+)?(.*)$/s.exec(attribute ? words.slice(0, attribute.index).trimEnd() : words)!;
  const title = heading[2]!.trim();
  const number = numbers.next(heading[1] === undefined ? null : Number(heading[1]), place);
  return { line: place.line ?? 1, number, title, contents: contentsName(attribute?.[1], title, reading, place) };
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
