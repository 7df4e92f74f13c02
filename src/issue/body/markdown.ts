import { Marked, type Token, Tokenizer, type Tokens } from 'marked';
import { readEmphasis } from './lex-emphasis.ts';
import { lexFootnote, lexFootnoteMark, nextFootnote, nextFootnoteMark } from './lex-footnote.ts';
import { readBareLink, readLink } from './lex-link.ts';

/** A `::: name argument` block as the lexer leaves it. `body` is what stands between its fences; its first line is `raw`'s second. */
export interface DirectiveToken {
  readonly type: 'directive';
  readonly raw: string;
  readonly name: string;
  /** What stands behind the name on the opening line; empty when nothing does. */
  readonly argument: string;
  readonly body: string;
  readonly closed: boolean;
}

/** `[^label]: words`, and the words as inline tokens. */
export interface FootnoteToken {
  readonly type: 'footnote';
  readonly raw: string;
  readonly label: string;
  readonly tokens: readonly Token[];
}

/** `[^label]` in running text. */
export interface FootnoteMarkToken {
  readonly type: 'footnote-mark';
  readonly raw: string;
  readonly label: string;
}

export type MarkdownToken = Token | DirectiveToken | FootnoteToken | FootnoteMarkToken;
export type { Tokens };

/** CommonMark with GitHub's tables, strikethrough and bare links, footnotes, and `:::` blocks. The tokens' `raw` joins to the source. */
export function lexMarkdown(source: string): MarkdownToken[] {
  return marked.lexer(source);
}

/** The inline tokens of words that are no blocks, such as a title. */
export function lexInline(words: string): MarkdownToken[] {
  return new marked.Lexer(marked.defaults).inlineTokens(words);
}

export function isDirective(token: MarkdownToken): token is DirectiveToken {
  return token.type === 'directive';
}

export function isFootnote(token: MarkdownToken): token is FootnoteToken {
  return token.type === 'footnote';
}

const usual = new Tokenizer();

const marked = new Marked({
  tokenizer: {
    // One tilde is a tilde, as in "~5 €": only two strike out.
    del: (source) => (source.startsWith('~~') ? false : undefined),
    emStrong(source, masked, before = '') {
      // The lexer takes any token from here; its type names those of emphasis only.
      return readEmphasis(source, before, () => usual.emStrong.call(this, source, masked, before)) as Tokens.Em | undefined;
    },
    url(source) {
      return readBareLink(source, (text) => usual.url.call(this, text));
    },
    link(source) {
      return readLink(source, (text) => usual.link.call(this, text));
    },
  },
  extensions: [
    { name: 'directive', level: 'block', start: nextDirective, tokenizer: (source: string) => lexDirective(source) },
    {
      name: 'footnote',
      level: 'block',
      start: nextFootnote,
      tokenizer(source) {
        return lexFootnote(source, (words, tokens) => this.lexer.inline(words, tokens));
      },
      childTokens: ['tokens'],
    },
    { name: 'footnote-mark', level: 'inline', start: nextFootnoteMark, tokenizer: lexFootnoteMark },
  ],
});

/** Where the next line with `:::` is, as far as the paragraph goes: marked asks at every paragraph, and what is behind it is asked then. */
function nextDirective(source: string): number | undefined {
  const end = source.indexOf('\n\n');
  const at = (end < 0 ? source : source.slice(0, end)).indexOf('\n:::');
  return at < 0 ? undefined : at + 1;
}

function lexDirective(source: string): (DirectiveToken & Tokens.Generic) | undefined {
  const opening = /^:::[ \t]*(?:([^\s:]\S*)(?:[ \t]+([^\n]*))?)?(?:\n|$)/.exec(source);
  if (!opening) return undefined;
  const rest = source.slice(opening[0].length);
  const closing = /^:::[ \t]*(?:\n|$)/m.exec(rest);
  const end = /^(?:## |:::[ \t]*\S)/m.exec(rest)?.index ?? rest.length;
  const closed = closing !== null && closing.index <= end;
  const body = closed ? rest.slice(0, closing.index) : rest.slice(0, end);
  const raw = opening[0] + body + (closed ? closing[0] : '');
  return { type: 'directive', raw, name: opening[1] ?? '', argument: opening[2]?.trim() ?? '', body, closed };
}
