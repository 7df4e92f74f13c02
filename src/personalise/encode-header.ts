const FOLD = 76;
/** 42 octets make an encoded word of 68 characters: under the 75 of RFC 2047 §2, and short enough to stand behind `Subject: `. */
const WORD_OCTETS = 42;

/** A header field whose value is free text (RFC 5322 §3.6.5): folded at 76 columns, encoded words where it is not plain ASCII. */
export function encodeTextHeader(name: string, value: string): string {
  return fold(name, isPlain(value) ? value.split(' ') : encodedWords(value));
}

/** A header field with one address and its display name, which is quoted or encoded as its characters demand. */
export function encodeAddressHeader(name: string, displayName: string, address: string): string {
  return fold(name, displayName === '' ? [address] : [...encodePhrase(displayName), `<${address}>`]);
}

/** A header field made of tokens that must not be broken, parted by single spaces where lines may be folded. */
export function encodeTokenHeader(name: string, tokens: readonly string[]): string {
  return fold(name, tokens);
}

/** A field of MIME with its parameters (RFC 2045 §5.1), each on a line of its own where they have no room on one. */
export function encodeParameters(field: string, parameters: readonly string[]): string {
  const line = [field, ...parameters].join('; ');
  return line.length <= FOLD ? line : [field, ...parameters].join(';\r\n ');
}

/** A header field with URIs in brackets (RFC 2369 §2), each on a line of its own. */
export function encodeUriHeader(name: string, uris: readonly string[]): string {
  return `${name}: ${uris.map((uri) => `<${uri}>`).join(',\r\n ')}`;
}

/** A phrase (RFC 5322 §3.2.5) as it stands before an address or a List-Id. */
export function encodePhrase(words: string): string[] {
  const quoted = quotePhrase(words);
  return isPlain(words) && !UNFOLDABLE.test(quoted) ? quoted.split(' ') : encodedWords(words);
}

/** A run that only folding inside a word could keep short. */
const UNFOLDABLE = /\S{60,}/;

/** Printable ASCII with no run that only folding inside a word could keep short, and nothing that reads as an encoded word. */
function isPlain(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?') && !UNFOLDABLE.test(value) && !/^ | $| {2}/.test(value);
}

function quotePhrase(words: string): string {
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(words) ? words : `"${words.replace(/["\\]/g, '\\$&')}"`;
}

function encodedWords(value: string): string[] {
  const words: string[] = [];
  let chunk = '';
  for (const character of value.replace(/\p{Cc}/gu, ' ')) {
    if (Buffer.byteLength(chunk + character) > WORD_OCTETS) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...words, chunk].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`);
}

function fold(name: string, words: readonly string[]): string {
  let line = `${name}:`;
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + 1 + word.length > FOLD && line.trim() !== '' && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}
