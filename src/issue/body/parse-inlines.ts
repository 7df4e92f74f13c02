import { decodeHTMLStrict } from 'entities';
import { type Inline, type Link, plainText } from '../block.ts';
import { checkLink } from './check-link.ts';
import { checkLinkWords, checkWeekdays } from './check-words.ts';
import type { MarkdownToken, Tokens } from './markdown.ts';
import { type HtmlPairToken, nestHtml } from './nest-html.ts';
import type { Reading } from './reading.ts';

type InlineToken = MarkdownToken | HtmlPairToken;

/** Inline tokens → inline content, with every link, image and piece of raw HTML looked at where it stands. */
export function parseInlines(tokens: readonly MarkdownToken[] | undefined, reading: Reading): Inline[] {
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
      return [{ kind: (token as HtmlPairToken).meaning, content: parseNested((token as HtmlPairToken).tokens, reading) }];
    case 'codespan':
      return [{ kind: 'code', text: reading.holes.asLiteral((token as Tokens.Codespan).text) }];
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

function parseText(token: Tokens.Text, reading: Reading): Inline[] {
  if (token.tokens) return parseInlines(token.tokens, reading);
  const malformed = /\{\{[^}\n]*(?:\}\})?/.exec(token.raw) ?? /\{\{\{[^}\n]*\}*/.exec(reading.holes.restore(token.raw));
  if (malformed) {
    reading.moveTo(token.raw);
    reading.report('hole-malformed', { text: malformed[0] });
  }
  const leftover = /!?\[[^[\]\n]{0,500}\]\([^)\n]{0,500}\)?/.exec(token.raw);
  if (leftover) {
    reading.moveTo(leftover[0]);
    reading.report('markdown-leftover', { text: reading.holes.restore(leftover[0]) });
  }
  checkWeekdays(token.raw, reading);
  return [{ kind: 'text', text: token.text.replace(NAMED, decodeHTMLStrict) }];
}

/** References by number were understood before. */
const NAMED = /&[a-z][a-z0-9]*;/gi;

function parseLink(token: Tokens.Link, reading: Reading): Link {
  reading.moveTo(token.raw);
  const isBare = 'autolink' in token && token.autolink;
  const target = checkLink(isBare ? token.href : decodeHTMLStrict(token.href), token.text, reading);
  reading.holes.asLiteral(token.title ?? '');
  const place = reading.place();
  const content: Inline[] = isBare ? [{ kind: 'text', text: literal(token) }] : parseInlines(token.tokens, reading);
  const words = plainText(content);
  if (words.trim() === '') reading.report('link-empty', { target: reading.holes.restore(token.href) }, place);
  checkLinkWords(words, reading, place);
  reading.moveBehind(token.raw);
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

/** Notes an image of the issue, and that it has no words for those who do not see it. */
export function readImage(token: Tokens.Image, reading: Reading): { target: string; alt: string } {
  const target = decodeHTMLStrict(token.href);
  const alt = wordsOf(token.tokens ?? []).trim() || decodeHTMLStrict(token.text).trim();
  if (alt === '') reading.report('image-alt-missing', { target });
  reading.images.push({ target, place: reading.place() });
  return { target, alt };
}

/** The words of an image, which are shown without any marking. */
function wordsOf(tokens: readonly MarkdownToken[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens) return wordsOf(token.tokens);
      if (token.type === 'html') return token.raw;
      return 'text' in token ? decodeHTMLStrict(token.text) : ' ';
    })
    .join('');
}

/** Raw HTML never reaches a message: a line break means itself, a comment is the author's own, the rest is a problem. */
function parseHtml(token: Tokens.HTML | Tokens.Tag, reading: Reading): Inline[] {
  if (/^<br\s*\/?>$/i.test(token.raw.trim())) return [{ kind: 'break' }];
  reportHtml(token.raw, reading);
  return [];
}

/**
 * Names the first tag in a piece of HTML, and a `more` that stands where it parts nothing. In running text a tag that is closed belongs to
 * one that was named when it was opened; a block, with all words in it, is left out, and always named.
 */
export function reportHtml(raw: string, reading: Reading, isBlock = false): void {
  const tag = /<\/?([a-z][a-z0-9-]*)|<[?!]/i.exec(raw.replace(COMMENT, ''));
  reading.holes.asLiteral(raw);
  reading.moveTo(raw.slice(tag ? Math.max(raw.indexOf(tag[0]), 0) : 0));
  const name = tag && (tag[1]?.toLowerCase() ?? tag[0]);
  const isClosing = !isBlock && tag?.[0].startsWith('</') === true && reading.closeTag(name!);
  if (name !== undefined && name !== null && !isClosing) {
    reading.report('raw-html', { tag: name });
    if (!tag![0].startsWith('</')) reading.openTags.push(name);
  }
  if (isMore(raw)) reading.report('more-misplaced', { where: 'nested' });
  reading.moveBehind(raw);
}

/** CommonMark §6.6: `<!-->` and `<!--->` are comments too. */
export const COMMENT = /<!--(?:-?>|[\s\S]*?-->)/g;

/** Whether a piece of HTML is the mark behind which a section goes on on the web page only. */
export function isMore(raw: string): boolean {
  return /^<!--\s*more\s*-->$/i.test(raw.trim());
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
