/**
 * Makes what takes a password out of the words of servers and programs, in every form in which it may have been sent, written or given back: as it
 * is, in capitals, reversed, in hex, in URLs, and in the base64 of the ways to log in (RFC 4616, RFC 4954), padded or not; also where
 * white space parts it, as the lines of a reply do.
 */
export function redactor(user: string, password: string): (words: string) => string {
  if (password === '') return (words) => words;
  const joined = [password, `\0${user}\0${password}`, `${user}\0${user}\0${password}`, `${user}:${password}`];
  const forms = joined.flatMap((text) => {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64');
    return [base64, base64.replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
  });
  const plain = [encodeURIComponent(password), password, Array.from(password).toReversed().join('')];
  const longestFirst = [...new Set([...forms, ...plain])].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(looselyParted).join('|'), 'giu');
  return (words) => words.replace(pattern, '…');
}

/** The characters of a text, whatever white space or marks between octets stand between them. */
function looselyParted(text: string): string {
  return Array.from(text, (character) => character.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`)).join(String.raw`[\s:]*`);
}
