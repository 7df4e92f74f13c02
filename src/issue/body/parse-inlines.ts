import { decodeHTMLStrict } from 'entities';
import type { Leftover } from '../../problem/problem-details.ts';
import { type Inline, type Link, plainText } from '../block.ts';
import { checkLink } from './check-link.ts';
import { checkLinkWords, checkWeekdays } from './check-words.ts';
import { holeLink } from './hole-link.ts';
import type { FootnoteMarkToken, MarkdownToken, Tokens } from './markdown.ts';
import { type HtmlPairToken, nestHtml } from './nest-html.ts';
import { reportHtml } from './raw-html.ts';
import { readImage } from './read-image.ts';
import type { Reading } from './reading.ts';
import { reportLeftovers } from './report-leftovers.ts';

type InlineToken = MarkdownToken | HtmlPairToken;

/** Inline tokens → inline content, with every link, image and piece of raw HTML looked at where it stands; `except`: a leftover that is looked at elsewhere. */
export function parseInlines(tokens: readonly MarkdownToken[] | undefined, reading: Reading, except?: Leftover): Inline[] {
  reportLeftovers(tokens ?? [], reading, except);
  return parseNested(nestHtml(tokens ?? []), reading);
}

function parseNested(tokens: readonly InlineToken[], reading: Reading): Inline[] {
  return mergeText(tokens.flatMap((token) => parseInline(token, reading)));
}

function parseInline(token: InlineToken, reading: Reading): Inline[] {
  switch (token.type) {
    case 'text':
      return parseText(token as Tokens.Text, reading);
    case 'escape':
      return [{ kind: 'text', text: (token as Tokens.Escape).text }];
    case 'strong':
      return [{ kind: 'strong', content: parseInlines((token as Tokens.Strong).tokens, reading) }];
    case 'em':
      return [{ kind: 'emphasis', content: parseInlines((token as Tokens.Em).tokens, reading) }];
    case 'del':
      return [{ kind: 'strike', content: parseInlines((token as Tokens.Del).tokens, reading) }];
    case 'html-pair':
      return [parsePair(token as HtmlPairToken, reading)];
    case 'codespan':
      return [parseCode(token as Tokens.Codespan, reading)];
    case 'footnote-mark':
      return parseMark(token as FootnoteMarkToken, reading);
    case 'br':
      return [{ kind: 'break' }];
    case 'checkbox':
      return [{ kind: 'text', text: (token as Tokens.Checkbox).checked ? '☑ ' : '☐ ' }];
    case 'link':
      return [parseLink(token as Tokens.Link, reading)];
    case 'image':
      return parseImage(token as Tokens.Image, reading);
    case 'html':
      return parseHtml(token as Tokens.HTML, reading);
    default:
      return [{ kind: 'text', text: reading.holes.asLiteral(token.raw) }];
  }
}

/** Two backticks that have nothing to do with each other make code of what lies between, and cut the links there. */
function parseCode({ raw, text }: Tokens.Codespan, reading: Reading): Inline {
  const [before] = text.split('](', 1);
  const isCut = text.includes('](') && !before!.includes('[');
  if (isCut) reading.report('markdown-leftover', { text: raw, form: 'code-cut' }, reading.placesAhead([raw])[0]);
  return { kind: 'code', text: reading.holes.asLiteral(text) };
}

/** A mark that nothing defines was reported as a leftover. */
function parseMark({ raw, label }: FootnoteMarkToken, reading: Reading): Inline[] {
  const number = reading.footnotes.numberOf(label);
  if (number !== undefined) return [{ kind: 'footnote', number }];
  reading.report('markdown-leftover', { text: raw, form: 'footnote' }, reading.placesAhead([raw])[0]);
  return [{ kind: 'text', text: raw }];
}

function parsePair({ meaning, tokens }: HtmlPairToken, reading: Reading): Inline {
  const content = parseNested(tokens, reading);
  return typeof meaning === 'string' ? { kind: meaning, content } : { kind: 'foreign', language: meaning.language, content };
}

function parseText(token: Tokens.Text, reading: Reading): Inline[] {
  if (token.tokens) return parseInlines(token.tokens, reading);
  const malformed = /\{\{[^}\n]*(?:\}\})?/.exec(token.raw) ?? /\{\{\{[^}\n]*\}*/.exec(reading.holes.restore(token.raw));
  if (malformed) {
    reading.moveTo(token.raw);
    reading.report('hole-malformed', { text: malformed[0] });
  }
  checkWeekdays(token.raw, reading);
  return [{ kind: 'text', text: token.text.replace(NAMED, decodeHTMLStrict) }];
}

/** References by number were understood before. */
const NAMED = /&[a-z][a-z0-9]*;/gi;

function parseLink(token: Tokens.Link, reading: Reading): Link {
  reading.moveTo(token.raw);
  const start = reading.offset;
  const isBare = 'autolink' in token && token.autolink;
  const place = reading.place();
  const content: Inline[] = isBare ? [{ kind: 'text', text: literal(token) }] : parseInlines(token.tokens, reading);
  const words = plainText(content);
  const target = checkLink(isBare ? token.href : decodeHTMLStrict(token.href), words.trim() || token.text, reading, place);
  reading.holes.asLiteral(token.title ?? '');
  if (words.trim() === '') reading.report('link-empty', { target: reading.holes.restore(token.href) }, place);
  checkLinkWords(words, reading, place);
  reading.moveBehind(token.raw, start);
  return { kind: 'link', target, content };
}

/** The words of a bare address are the address: nothing in them is a reference. */
function literal({ tokens, text }: Tokens.Link): string {
  return tokens.map(({ raw }) => raw).join('') || text;
}

function parseImage(token: Tokens.Image, reading: Reading): Inline[] {
  reading.moveTo(token.raw);
  const image = readImage(token, reading);
  reading.moveBehind(token.raw);
  return [{ kind: 'image', ...image }];
}

/** Raw HTML never reaches a message: a line break means itself, a comment is the author's own, the rest is a problem. */
function parseHtml(token: Tokens.HTML | Tokens.Tag, reading: Reading): Inline[] {
  if (/^<br\s*\/?>$/i.test(token.raw.trim())) return [{ kind: 'break' }];
  const link = holeLink(token.raw, reading);
  if (link) return [link];
  reportHtml(token.raw, reading);
  return [];
}

function mergeText(inlines: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const inline of inlines) {
    const last = merged.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text')
      merged[merged.length - 1] = { kind: 'text', text: last.text + inline.text };
    else merged.push(inline);
  }
  return merged;
}
