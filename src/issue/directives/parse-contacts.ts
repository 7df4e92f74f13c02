import type { Contacts, Inline, Link } from '../block.ts';
import { plainText } from '../block.ts';
import type { DirectiveToken } from '../body/markdown.ts';
import type { Reading } from '../body/reading.ts';
import { isReachable, linkMark, parseContact } from './parse-contact.ts';
import { inlinesOf, writtenLines } from './written-lines.ts';

/** People to ask, one a line, as a list or as it is. */
export function parseContacts(token: DirectiveToken, reading: Reading): Contacts {
  const start = reading.place();
  const contacts = writtenLines(token).map(({ text, line }) => {
    const links: Link[] = [];
    const content = inlinesOf(text, reading);
    const words = content.length > 0 ? content.map((inline) => wordsOf(inline, links)).join('') : text;
    const contact = parseContact(words, links);
    const place = { file: start.file, line: (start.line ?? 1) + line };
    if (!isReachable(contact)) reading.report('contact-unreachable', { name: reading.holes.restore(contact.name) }, place);
    return contact;
  });
  return { kind: 'contacts', title: token.argument, contacts };
}

/** The words of a piece of a line, with a mark for a link that leads to the web; an address or a number behind other words follows them. */
function wordsOf(inline: Inline, links: Link[]): string {
  if (inline.kind !== 'link') return plainText([inline]);
  const words = plainText(inline.content);
  const address = /^(?:mailto|tel):([^?]*)/i.exec(inline.target)?.[1];
  if (address === undefined) return linkMark(links.push(inline) - 1);
  return words.trim() === '' || words === address ? address : `${words}, ${address}`;
}
