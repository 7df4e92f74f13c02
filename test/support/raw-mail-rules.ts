/** The rules that every message must keep on the wire, each a function from its octets to what breaks the rule. */
export function rawMailViolations(raw: Buffer): string[] {
  const wire = raw.toString('latin1');
  const head = wire.slice(0, wire.indexOf('\r\n\r\n'));
  return [...strayOctets(wire), ...longLines(wire), ...repeatedHeaders(head), ...wideHeaderLines(head), ...brokenWords(head)];
}

/** RFC 5322 §2.3, RFC 5321 §2.3.8: ASCII only, CR and LF only together, no NUL or other control character. */
function strayOctets(wire: string): string[] {
  const stray = [...wire.replaceAll('\r\n', '').matchAll(/[^\t\x20-\x7e]/g)];
  return stray.map(([octet]) => `octet 0x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** RFC 5322 §2.1.1, and RFC 5321 §4.5.2: no line but the last dot of a transaction may begin with one unstuffed. */
function longLines(wire: string): string[] {
  const lines = wire.split('\r\n');
  return [
    ...lines.filter((line) => line.length > 998).map((line) => `line of ${line.length}: ${line.slice(0, 60)}…`),
    ...lines.filter((line) => line.startsWith('.')).map((line) => `line begins with a dot: ${line}`),
  ];
}

const ONCE = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version'];

/** RFC 5322 §3.6: each of these once, in whatever case; every line of the head is a field or goes on with one. */
function repeatedHeaders(head: string): string[] {
  const names = unfold(head).map((field) => /^([\x21-\x39\x3b-\x7e]+):/.exec(field)?.[1]?.toLowerCase());
  const counted = ONCE.map((name) => ({ name, count: names.filter((found) => found === name.toLowerCase()).length }));
  return [
    ...counted.filter(({ count }) => count !== 1).map(({ name, count }) => `${name}: ${count} times`),
    ...names.flatMap((name, index) => (name === undefined ? [`no header field: ${unfold(head)[index]}`] : [])),
  ];
}

/** RFC 5322 §2.1.1: 78 characters, unless all of the line is one thing that cannot be encoded otherwise, such as an address. */
function wideHeaderLines(head: string): string[] {
  const isWhole = (line: string): boolean => /^([\w-]+:)? <?[^\s<>"]+@[^\s<>"]+>?$/.test(line);
  return head
    .split('\r\n')
    .flatMap((line) => [
      ...(line.length > 78 && !isWhole(line) ? [`header line of ${line.length}: ${line}`] : []),
      ...(/^\s+$/.test(line) ? ['header line of white space only'] : []),
    ]);
}

/**
 * RFC 2047 §2 and §5: 75 characters, white space or nothing on both sides, never inside quotes, and whole characters in each word.
 * Whatever opens like an encoded word must be one, since plain text that does is to be encoded.
 */
function brokenWords(head: string): string[] {
  return unfold(head).flatMap((field) => {
    const quoted = [...field.matchAll(/"(?:[^"\\]|\\.)*"/g)].filter(([text]) => text.includes('=?'));
    const tokens = field.split(/[ \t]+/).filter((token) => token.includes('=?'));
    return [...quoted.map(([text]) => `encoded word in quotes: ${text}`), ...tokens.flatMap(brokenWord)];
  });
}

function brokenWord(token: string): string[] {
  const base64 = /^=\?UTF-8\?B\?((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)\?=$/.exec(token)?.[1];
  if (base64 === undefined || base64 === '') return [`no encoded word: ${token}`];
  if (token.length > 75) return [`encoded word of ${token.length}: ${token}`];
  return decodedAlone(base64) === undefined ? [`encoded word with a part of a character: ${token}`] : [];
}

function decodedAlone(base64: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** The words of a field as they are decoded one by one. */
export function encodedWordsOf(raw: Buffer, name: string): string[] {
  const wire = raw.toString('latin1');
  const field = unfold(wire.slice(0, wire.indexOf('\r\n\r\n'))).find((line) => line.startsWith(`${name}:`)) ?? '';
  return [...field.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map((match) => decodedAlone(match[1]!) ?? '');
}

function unfold(head: string): string[] {
  return head.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
}
