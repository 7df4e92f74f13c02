import { createHash } from 'node:crypto';

/**
 * Hash of a body in relaxed canonicalisation (RFC 6376 §3.4.4), in base64, for a body made of fixed pieces with values between them:
 * f0 v0 f1 v1 f2 …, one fixed piece more than values. Every piece and every value is whole lines: it begins at the start of a line and
 * ends with CRLF, or is empty. What stands before the first value is hashed once.
 */
export function prepareBodyHash(fixed: readonly string[]): (values: readonly string[]) => string {
  const [first = EMPTY, ...rest] = fixed.map((piece) => inOctets(canonicalLines(piece)));
  const start = createHash('sha256').update(first.text);
  return (values) => {
    const hash = start.copy();
    let held = first.emptyLines;
    const add = ({ text, emptyLines }: Lines): void => {
      if (text.length === 0) {
        held += emptyLines;
        return;
      }
      if (held > 0) hash.update('\r\n'.repeat(held));
      hash.update(text);
      held = emptyLines;
    };
    rest.forEach((piece, index) => {
      add(canonicalLines(values[index] ?? ''));
      add(piece);
    });
    return hash.digest('base64');
  };
}

/** Canonical lines. The empty ones at the end are counted only: they belong to the body if anything follows. */
interface Lines {
  readonly text: string | Buffer;
  readonly emptyLines: number;
}

const EMPTY: Lines = { text: '', emptyLines: 0 };

function canonicalLines(lines: string): Lines {
  const canonical = lines.replace(/[\t ]+/g, ' ').replaceAll(' \r\n', '\r\n');
  let end = canonical.length;
  while (end >= 4 && canonical.startsWith('\r\n\r\n', end - 4)) end -= 2;
  if (end === 2 && canonical.startsWith('\r\n')) end = 0;
  return { text: canonical.slice(0, end), emptyLines: (canonical.length - end) / 2 };
}

function inOctets({ text, emptyLines }: Lines): Lines {
  return { text: Buffer.from(text), emptyLines };
}
