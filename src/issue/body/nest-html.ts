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

type Meaning = (typeof ALLOWED)[keyof typeof ALLOWED] | { readonly language: string };

/** Words between a pair of allowed tags. */
export interface HtmlPairToken {
  readonly type: 'html-pair';
  readonly raw: string;
  readonly meaning: Meaning;
  readonly tokens: readonly (MarkdownToken | HtmlPairToken)[];
}

/** Puts what stands between two allowed tags into one token; a tag without its partner stays as it is. */
export function nestHtml(tokens: readonly MarkdownToken[]): (MarkdownToken | HtmlPairToken)[] {
  const nested: (MarkdownToken | HtmlPairToken)[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const tag = tagOf(token);
    const end = tag === undefined ? -1 : partnerOf(tokens, index, tag.name);
    if (tag === undefined || end < 0) nested.push(token);
    else {
      const inner = tokens.slice(index + 1, end);
      const raw = tokens.slice(index, end + 1).map((each) => each.raw);
      nested.push({ type: 'html-pair', raw: raw.join(''), meaning: tag.meaning, tokens: nestHtml(inner) });
      index = end;
    }
  }
  return nested;
}

/** `<span lang="sv">` says what language words are in (BCP 47); no other tag may say anything. */
function tagOf(token: MarkdownToken): { readonly name: string; readonly meaning: Meaning } | undefined {
  if (token.type !== 'html') return undefined;
  const { raw } = token as Tokens.HTML;
  const language = /^<span lang=(["']?)([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})\1>$/i.exec(raw)?.[2];
  if (language !== undefined) return { name: 'span', meaning: { language } };
  const name = /^<([a-z]+)>$/i.exec(raw)?.[1]?.toLowerCase();
  if (name === undefined || !Object.hasOwn(ALLOWED, name)) return undefined;
  return { name, meaning: ALLOWED[name as keyof typeof ALLOWED] };
}

function partnerOf(tokens: readonly MarkdownToken[], start: number, tag: string): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.type !== 'html') continue;
    const raw = token.raw.toLowerCase();
    if (raw === `<${tag}>` || raw.startsWith(`<${tag} `)) depth++;
    else if (raw === `</${tag}>` && --depth === 0) return index;
  }
  return -1;
}
