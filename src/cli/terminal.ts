import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters, styleText } from 'node:util';
import type { Output, World } from './world.ts';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Begins each sequence of our own until it is written; no text from elsewhere can hold it, since nobody can foresee it. */
const MARK = `\0${randomUUID()}`;
const MARKED = new RegExp(`(${MARK}[0-9;]*[mK]|${MARK}\\r)`);

/** What a terminal is told to do: go back to the start of the line and clear it. */
export const CLEAR_LINE = `${MARK}\r${MARK}K`;

/** A text in a style, for `withPlainOutput` to write. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false }).replaceAll('\u001b[', MARK);
}

/**
 * The same world, whose streams take nothing that steers a terminal, our own colours and `CLEAR_LINE` apart: the name of a file, a cell, or
 * what a server says could turn the screen, the title or the clipboard against whoever looks at it. With `--json` such characters stand as
 * escapes (RFC 8259 §7), so that no value is changed.
 */
export function withPlainOutput(world: World): World {
  const clean = world.argv.includes('--json') ? escaped : stripped;
  const { stdout, stderr, ask } = world;
  const plain = {
    stdout: { value: cleaned(stdout, clean) },
    stderr: { value: cleaned(stderr, stripped) },
    ask: { value: ask && ((question: string) => ask(plainText(question, stripped))) },
  };
  return Object.create(world, plain) as World;
}

function cleaned(output: Output, clean: (text: string) => string): Output {
  return Object.create(output, { write: { value: (text: string) => output.write(plainText(text, clean)) } }) as Output;
}

function plainText(text: string, clean: (text: string) => string): string {
  if (!STEERS.test(text)) return text;
  return text
    .split(MARKED)
    .map((part, index) => (index % 2 === 0 ? clean(part) : part.replace(MARK, part.endsWith('\r') ? '' : '\u001b[')))
    .join('');
}

/** Control characters but for the end of a line and the tab, and marks that turn the order of characters around. */
const STEERS = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const EACH_STEERS = new RegExp(STEERS, 'g');

function stripped(text: string): string {
  return stripVTControlCharacters(text).replace(EACH_STEERS, '');
}

function escaped(text: string): string {
  return text.replace(EACH_STEERS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
