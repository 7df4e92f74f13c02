import { decodeHTMLStrict } from 'entities';
import { type Block, type Cell, plainText } from '../block.ts';
import { parseDirective } from '../directives/parse-directive.ts';
import { anchorOf } from './anchor.ts';
import { checkFence } from './check-fence.ts';
import { isBrokenTable } from './is-broken-table.ts';
import { type MarkdownToken, type Tokens, isDirective, isFootnote, lexMarkdown } from './markdown.ts';
import { parseInlines } from './parse-inlines.ts';
import { parseSetext } from './parse-setext.ts';
import { reportPlainLeftovers } from './report-leftovers.ts';
import { COMMENT, isMore, reportHtml } from './raw-html.ts';
import { holeLink } from './hole-link.ts';
import { readImage } from './read-image.ts';
import type { Reading } from './reading.ts';
import { recogniseBlocks } from './recognise-blocks.ts';

/** Block tokens → blocks, in reading order. Headings of sections do not come here; see `parse-sections.ts`. */
export function parseBlocks(tokens: readonly MarkdownToken[], reading: Reading): Block[] {
  const blocks = tokens.flatMap((token) => {
    reading.enter(token);
    return parseBlock(token, reading);
  });
  return recogniseBlocks(blocks, reading.dates.language);
}

function parseBlock(token: MarkdownToken, reading: Reading): Block[] {
  if (isDirective(token)) return parseDirective(token, reading, parseBlocks);
  // Its words stand at the end of the part that has a mark for it.
  if (isFootnote(token)) return [];
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return parseParagraph(token as Tokens.Paragraph | Tokens.Text, reading);
    case 'heading':
      return parseSetext(token as Tokens.Heading, reading) ?? [parseHeading(token as Tokens.Heading, reading)];
    case 'list':
      return [parseList(token as Tokens.List, reading)];
    case 'blockquote':
      return [{ kind: 'quotation', blocks: parseBlocks((token as Tokens.Blockquote).tokens, reading), attribution: [] }];
    case 'code':
      checkFence(token.raw, reading);
      return [{ kind: 'code', text: reading.holes.asLiteral((token as Tokens.Code).text) }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'table':
      return [parseTable(token as Tokens.Table, reading)];
    case 'html':
      return parseHtmlBlock(token.raw, reading);
    case 'def':
      checkDefinition(token as Tokens.Def, reading);
      return [];
    default:
      return [];
  }
}

/** A paragraph that is one image and nothing else is a figure; the image's title is its caption. */
function parseParagraph(token: Tokens.Paragraph | Tokens.Text, reading: Reading): Block[] {
  const [only, ...others] = (token.tokens ?? []).filter(
    ({ type, raw }) => (type !== 'text' || raw.trim() !== '') && !(type === 'html' && raw.startsWith('<!--')),
  );
  if (only?.type === 'image' && others.length === 0) {
    const image = only as Tokens.Image;
    const caption = decodeHTMLStrict(image.title ?? '');
    reportPlainLeftovers(caption, reading);
    return [{ kind: 'figure', ...readImage(image, reading), caption }];
  }
  if (isBrokenTable(token.raw)) reading.report('markdown-leftover', { text: firstLineOf(token.raw), form: 'table' });
  if (/^#{2,6}[^\s#]/.test(token.raw)) reading.report('heading-space', { written: firstLineOf(token.raw) });
  const content = token.tokens ? parseInlines(token.tokens, reading) : [{ kind: 'text' as const, text: token.text }];
  return content.length > 0 ? [{ kind: 'paragraph', content }] : [];
}

function firstLineOf(raw: string): string {
  return raw.trimStart().split('\n', 1)[0]!.slice(0, 80);
}

/** A heading is at most one level below the one before it: whoever hears a page goes by them. */
function parseHeading(token: Tokens.Heading, reading: Reading): Block {
  const title = reading.holes.restore(token.text);
  const attribute = /\{contents\s*=[^{}]{0,100}\}$/.exec(title);
  if (attribute) reading.report('heading-attribute', { attribute: attribute[0] });
  const deepest = reading.headingLevel + 1;
  if (token.depth < 3) reading.report('heading-too-high', { title });
  else if (token.depth > Math.max(deepest, 3))
    reading.report('heading-skipped', { title, level: token.depth, expected: deepest });
  const level = Math.min(Math.max(token.depth, 3), deepest) as 2 | 3 | 4 | 5 | 6;
  reading.headingLevel = level;
  const content = parseInlines(token.tokens, reading, attribute ? 'attribute' : undefined);
  const words = reading.holes.leaveOut(plainText(content));
  const anchor = anchorOf(words, reading.headingAnchors.size + 1, reading.headingAnchors, 'otsikko');
  return { kind: 'heading', level, anchor, content };
}

/** Numbers that do not go up by one are shown so all the same: a day at the start of a line, as in `10. tammikuuta`, would become another. */
function checkNumbers({ ordered, items }: Tokens.List, reading: Reading): void {
  const numbers = ordered ? items.map(({ raw }) => Number(/^\s*(\d+)/.exec(raw)?.[1])) : [];
  const isCounted = numbers.every((number, index) => number === numbers[0]! + index) || new Set(numbers).size === 1;
  if (!isCounted) reading.report('list-numbers', { written: numbers, first: numbers[0]! });
}

function parseList(token: Tokens.List, reading: Reading): Block {
  checkNumbers(token, reading);
  const items = token.items.map((item) => {
    const blocks = parseBlocks(item.tokens, reading);
    return item.task && !item.loose ? ticked(item.checked === true, blocks) : blocks;
  });
  const start = token.start === '' ? 1 : token.start;
  return { kind: 'list', ordered: token.ordered, start, isLoose: token.loose, items };
}

/** In a tight list the box of a task stands before the item's words; in a loose one it is among them. */
function ticked(isDone: boolean, [first, ...rest]: Block[]): Block[] {
  const box = { kind: 'text' as const, text: isDone ? '☑ ' : '☐ ' };
  if (first?.kind !== 'paragraph') return [{ kind: 'paragraph', content: [box] }, ...(first ? [first] : []), ...rest];
  return [{ kind: 'paragraph', content: [box, ...first.content] }, ...rest];
}

/** What is in a row beyond the head's columns is left out by the Markdown of GitHub. */
function checkCells({ raw, header }: Tokens.Table, reading: Reading): void {
  for (const line of raw.trimEnd().split('\n').slice(2)) {
    const row = line.trim().replace(/^\||(?<!\\)\|$/g, '');
    const cells = row.split(/(?<!\\)\|/).length;
    if (cells <= header.length) continue;
    reading.moveTo(line);
    reading.report('table-cells', { cells, columns: header.length });
  }
}

function parseTable(token: Tokens.Table, reading: Reading): Block {
  checkCells(token, reading);
  const parseCell = (cell: Tokens.TableCell): Cell => ({
    align: cell.align ?? 'left',
    content: parseInlines(cell.tokens, reading),
  });
  return { kind: 'table', header: token.header.map(parseCell), rows: token.rows.map((row) => row.map(parseCell)) };
}

/** `[Huom]: peruttu` is an address that links may name; where none does and it looks like no address, it was meant as text. */
function checkDefinition({ tag, raw, href }: Tokens.Def, reading: Reading): void {
  const isAddress =
    /\]:\s*</.test(raw) ||
    /^(?:[a-z][a-z0-9+.-]*:|[/#.<]|www\.|[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}(?:[/?#]|$))/iu.test(href);
  if (!isAddress && !reading.isNamed(tag)) reading.report('definition-unused', { written: reading.holes.restore(raw.trim()) });
}

/** Words that only stand behind a comment are read as if it were not there; HTML itself is a problem. */
function parseHtmlBlock(raw: string, reading: Reading): Block[] {
  const words = raw.replace(COMMENT, '').replace(/<br\s*\/?>/gi, '');
  reading.holes.asLiteral(raw.match(COMMENT)?.join('') ?? '');
  const link = holeLink(words.trim(), reading);
  if (link) return [{ kind: 'paragraph', content: [link] }];
  if (/<[a-z/!?]/i.test(words) || isMore(raw)) {
    reportHtml(raw, reading, true);
    return [];
  }
  return parseBlocks(lexMarkdown(words.trim()), reading);
}
