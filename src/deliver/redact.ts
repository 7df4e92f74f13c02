/**
 * Makes what takes a password out of the words of servers and programs, in every form in which it may have been sent or written: as it is,
 * in URLs, and in the base64 of the ways to log in (RFC 4616, RFC 4954), padded or not.
 */
export function redactor(user: string, password: string): (words: string) => string {
  if (password === '') return (words) => words;
  const joined = [password, `\0${user}\0${password}`, `${user}\0${user}\0${password}`, `${user}:${password}`];
  const encoded = joined.flatMap((text) => {
    const base64 = Buffer.from(text).toString('base64');
    return [base64, base64.replace(/=+$/, '')];
  });
  const forms = [...encoded, encodeURIComponent(password), password].filter((form) => form !== '');
  return (words) => forms.reduce((text, form) => text.replaceAll(form, '…'), words);
}
