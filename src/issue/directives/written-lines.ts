import type { Inline } from '../block.ts';
import { type DirectiveToken, lexMarkdown } from '../body/markdown.ts';
import { parseInlines } from '../body/parse-inlines.ts';
import type { Reading } from '../body/reading.ts';

/** A line of a directive that says something, and how far below its opening line it stands. */
export interface WrittenLine {
  readonly text: string;
  readonly line: number;
}

/** The lines of a directive; one that ends with a comma, or is followed by one that is indented and no item, goes on on the next. */
export function writtenLines(token: DirectiveToken): WrittenLine[] {
  const lines: WrittenLine[] = [];
  for (const [index, written] of token.body.split('\n').entries()) {
    const text = written.trim();
    if (text === '') continue;
    const last = lines.at(-1);
    const isOwn = BULLET.test(text) || /^[\p{L}-]+\s*:/u.test(text);
    const goesOn = last && (last.text.endsWith(',') || /^\s/.test(written)) && !isOwn;
    if (goesOn) lines[lines.length - 1] = { ...last, text: `${last.text} ${text}` };
    else lines.push({ text, line: index + 1 });
  }
  return lines.map(({ text, line }) => ({ text: text.replace(BULLET, ''), line }));
}

const BULLET = /^[-*+•]\s+/;

/** What a line says, with its Markdown read; nothing for a line that is no text. */
export function inlinesOf(line: string, reading: Reading): Inline[] {
  const [token] = lexMarkdown(line).filter(({ type }) => type !== 'space');
  return token && 'tokens' in token ? parseInlines(token.tokens, reading) : [];
}
