import type { Block } from '../block.ts';
import type { Tokens } from './markdown.ts';
import { parseInlines } from './parse-inlines.ts';
import type { Reading } from './reading.ts';

/** A heading of more characters than this is rather a paragraph. */
const LONGEST = 80;

/** Whether `---` directly below a paragraph makes a heading of what was meant as a sentence (CommonMark §4.3, setext headings). */
export function isSentence({ raw, text, depth }: Tokens.Heading): boolean {
  return depth === 2 && isSetext(raw) && (text.length > LONGEST || text.includes('\n') || /[.!?…]["”’)\]*_]*$/.test(text.trim()));
}

/** Whether a heading is made by the line below it, and not by `#` marks. */
export function isSetext(raw: string): boolean {
  return !/^ {0,3}#/.test(raw);
}

/** A sentence above `---` is the paragraph that it was meant as, with a divider below it; undefined for every other heading. */
export function parseSetext(token: Tokens.Heading, reading: Reading): Block[] | undefined {
  if (!isSentence(token)) return undefined;
  const title = reading.holes.restore(token.text).slice(0, LONGEST);
  reading.report('setext-heading', { title, isSection: false }, reading.endOfBlock(token));
  return [{ kind: 'paragraph', content: parseInlines(token.tokens, reading) }, { kind: 'rule' }];
}
