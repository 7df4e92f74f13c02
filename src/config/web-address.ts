/** Characters of an address that readers follow: Outlook cuts what is near 2,048. */
const LONGEST_ADDRESS = 2_000;
/** Characters of one that stands in headers, with more behind it. */
const LONGEST_IN_HEADER = 200;

/** http(s), with nothing in it that ends an address in HTML, a header or a sentence, and of at most `longest` characters. */
export function isWebAddress(value: string, longest: number = LONGEST_ADDRESS): boolean {
  const isPlain = /^https?:\/\/[^\s/]/i.test(value) && !/[\s<>"`\\^{}|\p{Cc}\p{Cf}]/u.test(value);
  return isPlain && URL.canParse(value) && new URL(value).href.length <= longest;
}

/** The same of one that stands in headers. */
export function isHeaderAddress(value: string): boolean {
  return isWebAddress(value, LONGEST_IN_HEADER);
}

/** An address in ASCII, as browsers write it, with no slash at its end (RFC 3986 §2, RFC 2369 §2). */
export function plainAddress(value: string): string {
  return new URL(value).href.replace(/\/+$/, '');
}

/** Whether pages can be named by what stands behind it: a query or a fragment would come before that, and a name or password is for nobody else. */
export function isFolderAddress(value: string): boolean {
  return isHeaderAddress(value) && !/[?#]/.test(value) && new URL(value).username === '';
}
