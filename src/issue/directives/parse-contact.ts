import { type Contact, type ContactDetail, type Link } from '../block.ts';

const EMAIL = /^[^\s@()]+(?:@|\s?\((?:at|ät)\)\s?|\s?\[at\]\s?)[^\s@()]+\.[^\s@()]+$/i;
const PHONE = /^(?:(?:p|puh|gsm|tel|tfn|mob|phone)\.?:?\s*)?(\+?\(?\d[\d\s()–-]{4,}\d)$/i;

/**
 * `Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567` → a contact; the order behind the name is free, and an address
 * or a number alone has no name. `links` are those that stand in the line under `linkMark` and their index.
 */
export function parseContact(line: string, links: readonly Link[] = []): Contact {
  const details = partsOf(line).map((part) => detailOf(part, links));
  const [first, ...rest] = details;
  if (first?.kind !== 'text') return { name: '', details };
  return { name: first.text, details: rest };
}

/** Stands in a line for a link by its index. */
export function linkMark(index: number): string {
  return `\ue010${index}\ue011`;
}

/**
 * Several people in one paragraph: parted by semicolons or line breaks, or by a name behind the address or number of the one before
 * that has an address or number as well.
 */
export function parseContactRun(text: string): Contact[] {
  return text.split(/;|\n/).flatMap((run) => {
    const people: string[][] = [[]];
    for (const [index, part] of partsOf(run).entries()) {
      const before = people.at(-1)!;
      const isNext = before.some(isReach) && isName(part) && partsOf(run).slice(index).some(isReach);
      if (isNext) people.push([part]);
      else before.push(part);
    }
    return people.filter((parts) => parts.length > 0).map((parts) => parseContact(parts.join(', ')));
  });
}

/** Two words or more that begin with capitals, as the name of a person or an organisation does. */
function isName(part: string): boolean {
  return /^\p{Lu}[\p{L}'’.-]*(?: [\p{L}'’.-]+)+$/u.test(part);
}

/** Whether it may stand by itself as a person to ask: it begins with a name, and there is a way to reach them. */
export function isPerson(contact: Contact): boolean {
  return isReachable(contact) && /^\p{Lu}[^\d]*$/u.test(contact.name);
}

/** Whether there is a way to reach them. */
export function isReachable({ details }: Contact): boolean {
  return details.some(({ kind }) => kind !== 'text');
}

function partsOf(line: string): string[] {
  return line
    .trim()
    .replace(/(?<=\p{L}|\d{3})\.$/u, '')
    .split(/,| \/ (?=[+\d(])/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isReach(part: string): boolean {
  return EMAIL.test(part) || PHONE.test(part);
}

/** A telephone number is one word, which no line breaks. */
function detailOf(part: string, links: readonly Link[]): ContactDetail {
  const link = links[Number(/^\ue010(\d+)\ue011$/.exec(part)?.[1] ?? Number.NaN)];
  if (link) return link;
  if (EMAIL.test(part)) return { kind: 'email', address: part.replace(/\s?[([](?:at|ät)[)\]]\s?/i, '@') };
  const number = PHONE.exec(part)?.[1];
  return number === undefined
    ? { kind: 'text', text: part }
    : { kind: 'phone', text: part.replace(/ /g, '\u00a0'), number: number.replace('(0)', '').replace(/[^\d+]/g, '') };
}
