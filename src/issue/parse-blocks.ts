import type { Block, Cell } from './block.ts';
import { type MarkdownToken, type Tokens, isDirective } from './markdown.ts';
import { parseDirective } from './parse-directive.ts';
import { parseInlines, readImage, reportHtml } from './parse-inlines.ts';
import type { Reading } from './reading.ts';

/** Block tokens → blocks, in reading order. Headings of sections do not come here; see `parse-sections.ts`. */
export function parseBlocks(tokens: readonly MarkdownToken[], reading: Reading): Block[] {
  return tokens.flatMap((token) => {
    reading.moveTo(token.raw);
    return parseBlock(token, reading);
  });
}

function parseBlock(token: MarkdownToken, reading: Reading): Block[] {
  if (isDirective(token)) return parseDirective(token, reading, parseBlocks);
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return parseParagraph(token as Tokens.Paragraph | Tokens.Text, reading);
    case 'heading':
      return [parseHeading(token as Tokens.Heading, reading)];
    case 'list':
      return [parseList(token as Tokens.List, reading)];
    case 'blockquote':
      return [{ kind: 'quotation', blocks: parseBlocks((token as Tokens.Blockquote).tokens, reading) }];
    case 'code':
      return [{ kind: 'code', text: reading.holes.asLiteral((token as Tokens.Code).text) }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'table':
      return [parseTable(token as Tokens.Table, reading)];
    case 'html':
      reportHtml(token.raw, reading);
      return [];
    default:
      return [];
  }
}

/** A paragraph that is one image and nothing else is a figure; the image's title is its caption. */
function parseParagraph(token: Tokens.Paragraph | Tokens.Text, reading: Reading): Block[] {
  const [only, ...others] = (token.tokens ?? []).filter(({ type, raw }) => type !== 'text' || raw.trim() !== '');
  if (only?.type === 'image' && others.length === 0) {
    const image = only as Tokens.Image;
    return [{ kind: 'figure', ...readImage(image, reading), caption: image.title ?? '' }];
  }
  const content = token.tokens ? parseInlines(token.tokens, reading) : [{ kind: 'text' as const, text: token.text }];
  return content.length > 0 ? [{ kind: 'paragraph', content }] : [];
}

function parseHeading(token: Tokens.Heading, reading: Reading): Block {
  if (token.depth < 3) reading.report('heading-too-high', { title: reading.holes.restore(token.text) });
  const level = Math.min(Math.max(token.depth, 3), 6) as 3 | 4 | 5 | 6;
  return { kind: 'heading', level, content: parseInlines(token.tokens, reading) };
}

function parseList(token: Tokens.List, reading: Reading): Block {
  const items = token.items.map((item) => parseBlocks(item.tokens, reading));
  return { kind: 'list', ordered: token.ordered, start: Number(token.start) || 1, items };
}

function parseTable(token: Tokens.Table, reading: Reading): Block {
  const parseCell = (cell: Tokens.TableCell): Cell => ({
    align: cell.align ?? 'left',
    content: parseInlines(cell.tokens, reading),
  });
  return { kind: 'table', header: token.header.map(parseCell), rows: token.rows.map((row) => row.map(parseCell)) };
}
