import type { MarkdownToken, Tokens } from './markdown.ts';

/** The HTML that may stand in a text, each in a pair and without attributes, and what it means. */
const ALLOWED = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  s: 'strike',
  del: 'strike',
  sub: 'subscript',
  sup: 'superscript',
} as const;

/** Words between a pair of allowed tags. */
export interface HtmlPairToken {
  readonly type: 'html-pair';
  readonly raw: string;
  readonly meaning: (typeof ALLOWED)[keyof typeof ALLOWED];
  readonly tokens: readonly (MarkdownToken | HtmlPairToken)[];
}

/** Puts what stands between two allowed tags into one token; a tag without its partner stays as it is. */
export function nestHtml(tokens: readonly MarkdownToken[]): (MarkdownToken | HtmlPairToken)[] {
  const nested: (MarkdownToken | HtmlPairToken)[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const tag = tagOf(token);
    const end = tag === undefined ? -1 : partnerOf(tokens, index, tag);
    if (tag === undefined || end < 0) nested.push(token);
    else {
      const inner = tokens.slice(index + 1, end);
      const raw = tokens.slice(index, end + 1).map((each) => each.raw);
      nested.push({ type: 'html-pair', raw: raw.join(''), meaning: ALLOWED[tag], tokens: nestHtml(inner) });
      index = end;
    }
  }
  return nested;
}

function tagOf(token: MarkdownToken): keyof typeof ALLOWED | undefined {
  const name = token.type === 'html' ? /^<([a-z]+)>$/i.exec((token as Tokens.HTML).raw)?.[1]?.toLowerCase() : undefined;
  return name !== undefined && Object.hasOwn(ALLOWED, name) ? (name as keyof typeof ALLOWED) : undefined;
}

function partnerOf(tokens: readonly MarkdownToken[], start: number, tag: string): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.type !== 'html') continue;
    const raw = token.raw.toLowerCase();
    if (raw === `<${tag}>`) depth++;
    else if (raw === `</${tag}>` && --depth === 0) return index;
  }
  return -1;
}
