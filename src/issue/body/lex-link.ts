import { type Token, type Tokens, Tokenizer } from 'marked';

const own = new Tokenizer();

/** What ends an address in running text although it is no white space: quotation marks, and a bracket that was not opened in it. */
const ENDS = /[<>"”“„»«]/;

/** A bare address, which ends before a quotation mark and before a bracket that it does not open: `[https://…/]`, `”https://…”`. */
export function readBareLink(this: Tokenizer, source: string): Tokens.Link | false | undefined {
  if (!/^(?:https?:\/\/|ftp:\/\/|www\.)/i.test(source)) return false;
  return own.url.call(this, source.slice(0, endOfAddress(source)));
}

function endOfAddress(source: string): number {
  const open: string[] = [];
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (/\s/.test(character) || ENDS.test(character)) return index;
    if (character === '[' || character === '{') open.push(character);
    if ((character === ']' && open.pop() !== '[') || (character === '}' && open.pop() !== '{')) return index;
  }
  return source.length;
}

/**
 * A link with a backtick in its words that has no partner is a link (CommonMark §6.1: such a backtick is a character), which marked does
 * not read: the backtick is hidden from it.
 */
export function readLink(this: Tokenizer, source: string): Tokens.Link | Tokens.Image | false | undefined {
  const label = /^!?\[([^[\]\n]{1,500})\]\(/.exec(source)?.[1];
  if (label === undefined || !/^[^`]*`[^`]*$/.test(label)) return false;
  const [paragraph = ''] = source.split('\n\n', 1);
  const isPaired = paragraph.indexOf('`') !== paragraph.lastIndexOf('`');
  const link = isPaired ? undefined : own.link.call(this, source.replace('`', HIDDEN));
  return link ? (shown(link) as Tokens.Link | Tokens.Image) : false;
}

/** Stands for a backtick; a character of the private use area, which `HIDDEN` alone means. */
const HIDDEN = '\uf8f1';

function shown<Found extends Token>(token: Found): Found {
  const entries = Object.entries(token).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [key, value.replaceAll(HIDDEN, '`')];
    if (Array.isArray(value)) return [key, value.map((each) => shown(each as Token))];
    return [key, value];
  });
  return Object.fromEntries(entries) as Found;
}
