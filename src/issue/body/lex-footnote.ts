import type { Token, Tokens } from 'marked';

/** A definition goes on on lines that are not empty, and, indented, after an empty one. */
const DEFINITION =
  /^ {0,3}\[\^([^[\]\s]{1,100})\]:[ \t]*([^\n]*(?:\n(?! {0,3}\[\^[^[\]\s]{1,100}\]:| {0,3}(?:#{1,6} |:::))(?:[^\n]*\S[^\n]*))*)(?:\n+|$)/;
const MARK = /^\[\^([^[\]\s]{1,100})\](?!:)/;

/** Where the next definition is, as far as the paragraph goes. */
export function nextFootnote(source: string): number | undefined {
  const end = source.indexOf('\n\n');
  const at = (end < 0 ? source : source.slice(0, end)).search(/\n {0,3}\[\^[^[\]\s]{1,100}\]:/);
  return at < 0 ? undefined : at + 1;
}

/** `[^label]: words`, as GitHub, Pandoc and others write a footnote; CommonMark has none. */
export function lexFootnote(source: string, lexInline: (words: string, tokens: Token[]) => unknown): Tokens.Generic | undefined {
  const match = DEFINITION.exec(source);
  if (!match) return undefined;
  const tokens: Token[] = [];
  lexInline(match[2]!.trim(), tokens);
  return { type: 'footnote', raw: match[0], label: match[1]!.toLowerCase(), tokens };
}

export function nextFootnoteMark(source: string): number | undefined {
  const at = source.indexOf('[^');
  return at < 0 ? undefined : at;
}

/** `[^label]` in running text. */
export function lexFootnoteMark(source: string): Tokens.Generic | undefined {
  const match = MARK.exec(source);
  return match ? { type: 'footnote-mark', raw: match[0], label: match[1]!.toLowerCase() } : undefined;
}
