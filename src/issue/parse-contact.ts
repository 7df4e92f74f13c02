import type { Contact } from './block.ts';

const EMAIL = /^[^\s@()]+(?:@|\s?\((?:at|ät)\)\s?|\s?\[at\]\s?)[^\s@()]+\.[^\s@()]+$/i;
const PHONE = /^(?:(?:p|puh|gsm|tel|tfn|phone)\.?:?\s*)?(\+?[\d][\d\s()–-]{4,}\d)$/i;

/** `Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567` → a contact; the order behind the name is free. */
export function parseContact(line: string): Contact {
  const [name = '', ...rest] = line
    .replace(/^[-*+]\s+/, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const email = rest.find((part) => EMAIL.test(part));
  const phone = rest.find((part) => PHONE.test(part));
  return {
    name,
    details: rest.filter((part) => part !== email && part !== phone),
    email: email?.replace(/\s?[([](?:at|ät)[)\]]\s?/i, '@') ?? '',
    phone: phone ? PHONE.exec(phone)![1]! : '',
  };
}
