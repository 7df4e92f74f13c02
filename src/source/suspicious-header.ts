/** What mail providers take for a trick or a mistake: a reply that is none, HTML, characters that nobody sees or that turn text around. */
const SUSPICIOUS =
  /^\s*(?:re|fwd?|vs|vl|sv|vb)\s*:|&(?:[a-z][a-z\d]{1,31}|#x?[\da-f]{1,6});|[\p{Cc}\u202a-\u202e\u2066-\u2069]/iu;

/** The first thing in a subject or a name that should not stand there, as it can be shown; undefined when there is none. */
export function suspiciousIn(text: string): string | undefined {
  return SUSPICIOUS.exec(text)?.[0]
    .trim()
    .replace(/[\p{Cc}\p{Cf}]/gu, codePoint);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
