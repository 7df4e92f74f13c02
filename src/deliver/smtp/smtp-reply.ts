/** A server's reply (RFC 5321 §4.2), parsed once, here. */
export interface Reply {
  readonly code: number;
  /** The enhanced status code (RFC 3463), `5.1.1`; null when the server gives none. */
  readonly enhanced: string | null;
  /** All lines as received, without their codes, joined by spaces; control characters taken out. People are shown `shortReply` of it. */
  readonly text: string;
}

/** Longer replies than this, in octets or in lines, are no replies. */
const LIMIT = 64 * 1024;
const LINE_LIMIT = 1_000;

/** Makes replies out of a stream of octets; what is no reply is reported by throwing, when what stands before it was given. */
export class ReplyParser {
  #pending = '';
  #lines: string[] = [];

  /** Gives the replies that these octets complete. */
  *feed(chunk: Buffer): Generator<Reply> {
    this.#pending += chunk.toString('latin1');
    for (let end = this.#pending.indexOf('\n'); end >= 0; end = this.#pending.indexOf('\n')) {
      const line = this.#pending.slice(0, end).replace(/\r$/, '');
      this.#pending = this.#pending.slice(end + 1);
      const reply = this.#add(line);
      if (reply) yield reply;
    }
    if (this.#pending.length + this.#lines.join('').length > LIMIT) throw new Error('endless reply');
  }

  #add(line: string): Reply | undefined {
    const match = /^([2-5]\d\d)([ -]|$)/.exec(line);
    if (!match) throw new Error(`no SMTP reply: ${printable(line).slice(0, 100)}`);
    this.#lines.push(line.slice(4));
    if (this.#lines.length > LINE_LIMIT) throw new Error('endless reply');
    if (match[2] === '-') return undefined;
    const lines = this.#lines;
    this.#lines = [];
    return parseReply(Number(match[1]), lines);
  }
}

function parseReply(code: number, lines: readonly string[]): Reply {
  // Each line repeats the enhanced code (RFC 2034 §4), which says nothing more there.
  const [first = '', ...others] = lines;
  const repeated = /^[245]\.\d{1,3}\.\d{1,3} /.exec(first)?.[0];
  const words = [
    first,
    ...others.map((line) => (repeated && line.startsWith(repeated) ? line.slice(repeated.length) : line)),
  ].join(' ');
  const text = printable(Buffer.from(words, 'latin1').toString('utf8'));
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/.exec(text)?.[1] ?? null;
  return { code, enhanced, text };
}

/** Servers' words go to terminals and reports: no control, escape or bidi characters. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
}

/** Characters of a server's words that are kept: enough for people to understand it, too few to fill a report or a screen. */
const LONGEST = 500;

/** A server's words as one line that is not too long. What must not be kept has to be taken out before. */
export function shortReply(text: string): string {
  const line = printable(text).replace(/\s+/g, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Whether a command was done (RFC 5321 §4.2.1: 2yz). */
export function isDone({ code }: Reply): boolean {
  return code >= 200 && code < 300;
}

/** The reply as people read it: `550 5.1.1 no such user`. */
export function formatReply({ code, text }: Reply): string {
  return `${code} ${text}`.trim();
}
