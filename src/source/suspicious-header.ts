import { codePointOf } from './unseen.ts';

/** The start of a reply or of a forwarded mail in English, Finnish and Swedish. Without a space it begins a word: `re:teatteri`. */
const REPLY = String.raw`^\s*(?:re|fwd?|vs|vl|sv|vb)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:(?=\s|$)`;
const HTML = String.raw`&(?:[a-z][a-z\d]{1,31}|#x?[\da-f]{1,6});`;
/** Control characters, marks that turn text around, and characters that take no room or look like a space; those that join emoji are fine. */
const UNSEEN = String.raw`[\p{Cc}\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\u2800\u3164\ufeff\uffa0]`;

/** What mail providers take for a trick or a mistake: a reply that is none, HTML, characters that nobody sees. */
const SUSPICIOUS = new RegExp(`${REPLY}|${HTML}|${UNSEEN}`, 'iu');
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');

/** The first thing in a subject or a name that should not stand there, as it can be shown; undefined when there is none. */
export function suspiciousIn(text: string): string | undefined {
  const found = SUSPICIOUS.exec(text)?.[0];
  return found?.replace(/^\s+|\s+$/g, '').replace(EACH_UNSEEN, codePointOf) || (found && codePointOf(found));
}

/** A text for a header. A soft hyphen says where a line may break, and mail programs show it as a hyphen in a subject. */
export function withoutSoftHyphens(text: string): string {
  return text.replaceAll('\u00ad', '');
}
