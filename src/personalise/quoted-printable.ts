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

function encodeLine(line: string): string {
  let encoded = '';
  let column = 0;
  const bytes = Buffer.from(line, 'utf8');
  for (const [index, byte] of bytes.entries()) {
    const last = index === bytes.length - 1;
    let unit = encodeByte(byte, column === 0, last);
    if (column + unit.length > LINE) {
      encoded += '=\r\n';
      column = 0;
      unit = encodeByte(byte, true, last);
    }
    encoded += unit;
    column += unit.length;
  }
  return encoded;
}

function encodeByte(byte: number, first: boolean, last: boolean): string {
  const isDotAtStart = byte === 0x2e && first;
  const isSpaceAtEnd = (byte === 0x20 || byte === 0x09) && last;
  const isPrintable = (byte >= 0x20 && byte < 0x7f && byte !== 0x3d) || byte === 0x09;
  if (isPrintable && !isDotAtStart && !isSpaceAtEnd) return String.fromCharCode(byte);
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
