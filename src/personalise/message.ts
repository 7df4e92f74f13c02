import type { EmailAddress } from '../address/email-address.ts';

/** Whom the server is told that a message is from and for (RFC 5321 §2.3.1). */
export interface Envelope {
  readonly from: EmailAddress;
  readonly to: EmailAddress;
}

/**
 * One recipient's copy, ready for the wire: CRLF line ends, no line begins with a dot, ASCII but for an address that is not. Its octets lie in
 * several buffers, of which those of the fixed text are the same for everyone.
 */
export class Message {
  readonly envelope: Envelope;
  /** All header lines, each ended by CRLF. */
  readonly head: string;
  /** The encoded values of the holes of its body, in order. */
  readonly values: readonly string[];
  /** All of it, in order. */
  readonly octets: readonly Buffer[];
  readonly #fixed: readonly Buffer[];

  /** `fixed` is the body around the values: one more than there are of them. */
  constructor(envelope: Envelope, head: string, fixed: readonly Buffer[], values: readonly string[]) {
    this.envelope = envelope;
    this.head = head;
    this.values = values;
    this.#fixed = fixed;
    this.octets = [Buffer.from(`${head}\r\n`), ...fixed.flatMap((piece, index) => between(piece, values[index]))];
  }

  /** The same with header lines before its own, each ended by CRLF. */
  withHeader(lines: string): Message {
    return new Message(this.envelope, lines + this.head, this.#fixed, this.values);
  }

  /** How many octets it has (RFC 1870 §5). */
  get size(): number {
    return this.octets.reduce((sum, { length }) => sum + length, 0);
  }

  /** All of it in one. */
  get raw(): Buffer {
    return Buffer.concat(this.octets);
  }
}

function between(piece: Buffer, value: string | undefined): Buffer[] {
  return value === undefined || value === '' ? [piece] : [piece, Buffer.from(value, 'latin1')];
}
