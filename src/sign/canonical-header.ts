/** A header field as it stands in the message: its name in lower case, and the whole of it in relaxed canonicalisation. */
export interface HeaderField {
  readonly name: string;
  /** Ends with CRLF. */
  readonly canonical: string;
}

/** The fields of header lines that each end with CRLF, in their order. */
export function headerFields(lines: string): HeaderField[] {
  return flatten(lines)
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const canonical = trimmed(line);
      return { name: canonical.slice(0, canonical.indexOf(':')), canonical: `${canonical}\r\n` };
    });
}

/** A header field in relaxed canonicalisation (RFC 6376 §3.4.2), without the CRLF that ends it. */
export function canonicalHeader(field: string): string {
  return trimmed(flatten(field));
}

/** Each field on one line, every run of spaces and tabs a single space. */
function flatten(lines: string): string {
  return lines.replace(/\r\n(?=[\t ])/g, '').replace(/[\t ]+/g, ' ');
}

/** The name in lower case, and no space around name and value. */
function trimmed(line: string): string {
  const colon = line.indexOf(':');
  return `${line.slice(0, colon).replace(/ $/, '').toLowerCase()}:${line.slice(colon + 1).replace(/^ | $/g, '')}`;
}
