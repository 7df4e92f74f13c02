/** What a server said in its EHLO reply that it can do (RFC 5321 §4.1.1.1), as far as it matters here. */
export interface Extensions {
  /** The largest message that it takes, in octets (RFC 1870); 0 when it says no limit, null when it does not say SIZE at all. */
  readonly size: number | null;
  /** Whether it takes addresses beyond ASCII (RFC 6531), for which it must take 8-bit text too. */
  readonly utf8: boolean;
  /** Whether it takes commands before it has answered the ones before them (RFC 2920). */
  readonly pipelining: boolean;
  /** The ways to log in (RFC 4954 §3). */
  readonly logins: readonly string[];
}

/** Reads the reply to EHLO, all its lines with their codes; a server that knows only HELO says nothing of all this. */
export function parseExtensions(reply: string): Extensions {
  const keywords = new Map(
    reply
      .split(/\r?\n/)
      .map((line) =>
        line
          .slice(4)
          .trim()
          .toUpperCase()
          .split(/[\s=]+/),
      )
      .map(([keyword = '', ...parameters]) => [keyword, parameters]),
  );
  const [limit = '0'] = keywords.get('SIZE') ?? [];
  return {
    size: keywords.has('SIZE') ? Number(/^\d{1,15}$/.exec(limit)?.[0] ?? 0) : null,
    utf8: keywords.has('SMTPUTF8') && keywords.has('8BITMIME'),
    pipelining: keywords.has('PIPELINING'),
    logins: keywords.get('AUTH') ?? [],
  };
}

/** Whether a message of so many octets is more than the server said that it takes. */
export function isTooLarge(octets: number, { size }: Extensions): boolean {
  return size !== null && size > 0 && octets > size;
}
