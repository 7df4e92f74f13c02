import type { Token, Tokens } from 'marked';

/** What ends an address in running text although it is no white space: quotation marks, and a bracket that was not opened in it. */
const ENDS = /[<>"”“„»«]/;

/** A bare address, which `read` reads; it ends before a quotation mark and before a bracket that it does not open: `[https://…/]`, `”https://…”`. */
export function readBareLink(source: string, read: (text: string) => Tokens.Link | undefined): Tokens.Link | false | undefined {
  if (!/^(?:https?:\/\/|ftp:\/\/|www\.)/i.test(source)) return false;
  return read(source.slice(0, endOfAddress(source)));
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
 * not read: the backtick is hidden from `read`.
 */
export function readLink(source: string, read: (text: string) => ReadLink | undefined): ReadLink | false {
  const label = /^!?\[([^[\]\n]{1,500})\]\(/.exec(source)?.[1];
  if (label === undefined || !/^[^`]*`[^`]*$/.test(label)) return false;
  const [paragraph = ''] = source.split('\n\n', 1);
  const isPaired = paragraph.indexOf('`') !== paragraph.lastIndexOf('`');
  const link = isPaired ? undefined : read(source.replace('`', HIDDEN));
  return link ? shown(link) : false;
}

type ReadLink = Tokens.Link | Tokens.Image;

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
