const LINE = 75;

/**
 * Quoted-printable (RFC 2045 §6.7) of text that begins at the start of a line: lines of at most 76 characters ended by CRLF.
 * A dot at the start of a line is encoded, so that SMTP has nothing to stuff (RFC 5321 §4.5.2), and so is white space at the end.
 */
export function encodeQuotedPrintable(text: string): string {
  return text.replace(/\r\n?/g, '\n').split('\n').map(encodeLine).join('\r\n');
}

/** The same, ended so that what follows begins on a line of its own and still reads on without a break. */
export function encodeJoint(text: string): string {
  const encoded = encodeQuotedPrintable(text);
  return encoded === '' || encoded.endsWith('\r\n') ? encoded : `${encoded}=\r\n`;
}

/** A line that stands as it is: short, printable, no equals sign, no dot at its start and no white space at its end. */
const PLAIN_LINE = /^(?!\.)[\t\x20-\x3c\x3e-\x7e]{0,75}(?<![\t ])$/;

/** What each octet is encoded as, where it is neither a dot at the start of a line nor white space at its end. */
const UNITS: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const isPrintable = (byte >= 0x20 && byte < 0x7f && byte !== 0x3d) || byte === 0x09;
  return isPrintable ? String.fromCharCode(byte) : escaped(byte);
});

function encodeLine(line: string): string {
  if (PLAIN_LINE.test(line)) return line;
  const bytes = Buffer.from(line, 'utf8');
  let encoded = '';
  let column = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    const isSpaceAtEnd = index === bytes.length - 1 && (byte === 0x20 || byte === 0x09);
    let unit = isSpaceAtEnd ? escaped(byte) : UNITS[byte]!;
    if (column + unit.length > LINE) {
      encoded += '=\r\n';
      column = 0;
    }
    if (column === 0 && byte === 0x2e) unit = escaped(byte);
    encoded += unit;
    column += unit.length;
  }
  return encoded;
}

function escaped(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
