import type { Contacts } from '../block.ts';
import type { DirectiveToken } from '../body/markdown.ts';
import type { Reading } from '../body/reading.ts';
import { isReachable, parseContact } from './parse-contact.ts';
import { wordsOf, writtenLines } from './written-lines.ts';

/** People to ask, one a line, as a list or as it is. */
export function parseContacts(token: DirectiveToken, reading: Reading): Contacts {
  const start = reading.place();
  const contacts = writtenLines(token).map(({ text, line }) => {
    const contact = parseContact(wordsOf(text, reading));
    const place = { file: start.file, line: (start.line ?? 1) + line };
    if (!isReachable(contact)) reading.report('contact-unreachable', { name: reading.holes.restore(contact.name) }, place);
    return contact;
  });
  return { kind: 'contacts', title: token.argument, contacts };
}
