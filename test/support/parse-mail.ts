import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import PostalMime, { decodeWords } from 'postal-mime';

interface ParsedAddress {
  readonly name: string;
  readonly address: string;
}

/** A message as a parser understood it, its line ends as `\n`. */
export interface ParsedMail {
  readonly from: readonly ParsedAddress[];
  readonly to: readonly ParsedAddress[];
  readonly subject: string;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly text: string;
  readonly html: string;
  /** The names of the header fields in their order, in lower case. */
  readonly headers: readonly string[];
  /** The fields of a mailing list (RFC 2369, RFC 2919) by their names in lower case, unfolded, their encoded words read. */
  readonly list: Readonly<Record<string, string>>;
  /** What the parser holds against the message. */
  readonly defects: readonly string[];
}

/**
 * As postal-mime understands it, which never says that anything is wrong. It ends every line of a body, even the last one, whose line
 * end belongs to the boundary (RFC 2046 §5.1.1); that one line end is taken away again.
 */
export async function parseWithPostalMime(raw: Buffer): Promise<ParsedMail> {
  const { from, to, subject, messageId, date, text, html, headers } = await PostalMime.parse(raw);
  const single = [from, ...(to ?? [])].map((found) => ({ name: found?.name ?? '', address: found?.address ?? '' }));
  return {
    from: single.slice(0, 1),
    to: single.slice(1),
    subject: subject ?? '',
    messageId: messageId ?? '',
    date: Date.parse(date ?? ''),
    text: withLineFeeds(text ?? '').replace(/\n$/, ''),
    html: withLineFeeds(html ?? '').replace(/\n$/, ''),
    headers: headers.map(({ key }) => key),
    list: Object.fromEntries(
      headers.filter(({ key }) => key.startsWith('list-')).map(({ key, value }) => [key, inOneSpace(decodeWords(value))]),
    ),
    defects: [],
  };
}

const PARSER = fileURLToPath(new URL('parse-mail.py', import.meta.url));

/** As Python's `email` package understands them with its default policy; one process for all of them. */
export function parseWithPython(raws: readonly Buffer[]): ParsedMail[] {
  const input = raws.map((raw) => `${raw.toString('base64')}\n`).join('');
  const { error, status, stdout, stderr } = spawnSync('python3', [PARSER], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error)
    throw new Error(`python3 could not be run (${error.message}); this test needs Python 3.6 or newer, and nothing else`);
  if (status !== 0) throw new Error(`parse-mail.py ended with ${status}: ${stderr}`);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => {
    const mail = JSON.parse(line) as ParsedMail;
    const list = Object.fromEntries(Object.entries(mail.list).map(([name, value]) => [name, inOneSpace(value)]));
    return { ...mail, list, text: withLineFeeds(mail.text), html: withLineFeeds(mail.html) };
  });
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function inOneSpace(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
