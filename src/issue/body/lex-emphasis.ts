import type { Tokens } from 'marked';

type Emphasis = Tokens.Em | Tokens.Strong;

/**
 * Emphasis, which `read` reads; asterisks within words on both sides are text where they cannot be meant as emphasis: they multiply
 * (`2*3 m ja 4*5 m`), or what stands between them is more than a piece of a word (`Leser*innen und Autor*innen`). CommonMark (§6.2) would
 * read both as emphasis, and the asterisks would be lost.
 */
export function readEmphasis(
  source: string,
  before: string,
  read: () => Emphasis | undefined,
): Emphasis | Tokens.Text | undefined {
  const emphasis = read();
  if (!emphasis || !WORD_LAST.test(before)) return emphasis;
  const behind = source.slice(emphasis.raw.length);
  const multiplies = /\p{N}$/u.test(before) && /^\p{N}/u.test(behind);
  const isMeant = !WORD_FIRST.test(behind) || !(multiplies || /\s/.test(emphasis.text));
  return isMeant ? emphasis : textOf(/^[*_]+/.exec(source)![0]);
}

const WORD_LAST = /[\p{L}\p{N}]$/u;
const WORD_FIRST = /^[\p{L}\p{N}]/u;

function textOf(raw: string): Tokens.Text {
  return { type: 'text', raw, text: raw, escaped: false };
}
