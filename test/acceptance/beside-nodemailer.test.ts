import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { NAUGHTY_STRINGS, folded } from '../support/naughty-strings.ts';
import { type ParsedMail, parseWithPostalMime, parseWithPython } from '../support/parse-mail.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const FROM = { name: 'Äidit, "Isät" & <Lapset> (ry)', address: 'uutiskirje@example.fi' };
const ISSUE = `---
title: Kirje
subject: 'Kirje, {{organisation|Koe}}'
date: 2022-01-26
lists: [jarjestot]
summary: Lyhyesti.
---

Hei {{name|lukija}} ja **{{organisation|Koe}}**, tervetuloa!

## 1. Osio

{{organisation|Koe}}

Tule [mukaan](https://www.example.fi/ilmo?nimi={{name|lukija}}&jarjesto={{organisation|Koe}}&loppu=1).
`;

/** A subject has at most 200 characters. */
const STRINGS = NAUGHTY_STRINGS.filter((written) => folded(written).length <= 160);
/** Each string once: as the name or as the organisation of somebody, the one beside the other. */
const ROWS = STRINGS.flatMap((name, index) => (index % 2 === 0 ? [{ name, organisation: STRINGS[index + 1] ?? name }] : []));

interface Meant {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
}

const MEANT: readonly Meant[] = ROWS.map(({ name, organisation }, index) => ({
  to: { name: folded(name) || folded(organisation), address: `jarjesto${index}@example.org` },
  subject: `Kirje, ${folded(organisation) || 'Koe'}`,
}));

test('two parsers read the same in what our writer sent and in what nodemailer sent by itself, whatever the names', async () => {
  const ours = await sendByOurs();
  const read = await Promise.all(ours.map(parseWithPostalMime));
  const theirs = await sendByNodemailer(read);
  const [readTheirs, byPython, byPythonTheirs] = [
    await Promise.all(theirs.map(parseWithPostalMime)),
    parseWithPython(ours),
    parseWithPython(theirs),
  ];
  expect(STRINGS.length).toBeGreaterThan(500);
  expect(read.map(({ to, subject }) => ({ to: to[0], subject }))).toEqual(MEANT);
  const differences = MEANT.flatMap((meant, index) => [
    ...differing('postal-mime', meant, meaningOf(read[index]!), meaningOf(readTheirs[index]!)),
    ...differing('Python', meant, withoutGaps(byPython[index]!), withoutGaps(byPythonTheirs[index]!)),
  ]);
  expect(differences).toEqual([]);
  expect(MEANT.filter(({ to, subject }) => isEncodedWord(to.name) || isEncodedWord(subject)).length).toBeLessThan(20);
});

/** The messages as our writer sent them, in the order of the strings. */
async function sendByOurs(): Promise<Buffer[]> {
  const receiver = await startReceiver();
  const rows = ROWS.map(({ name, organisation }, index) => [`jarjesto${index}@example.org`, name, organisation]);
  const workspace = makeWorkspace({
    'newsletter.yaml': CONFIG.replace('from: { name: Esimerkkiyhdistys,', `from: { name: '${FROM.name}',`),
    'issues/tammikuu.md': ISSUE,
    'subscribers/jarjestot.csv': stringify([['email', 'name', 'organisation'], ...rows], { quoted_match: /[\r\n]|^\s|\s$/ }),
  });
  const run = await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
    NEWSLETTER_SMTP_URL: receiver.url,
  });
  expect(run.exitCode, run.stdout.slice(0, 2000) + run.stderr).toBe(0);
  return inOrder(receiver);
}

/** The same by nodemailer's own path: its composer, its encodings, its transport. It gets what was meant, and our text and HTML. */
async function sendByNodemailer(read: readonly ParsedMail[]): Promise<Buffer[]> {
  const receiver = await startReceiver();
  const { hostname: host, port } = new URL(receiver.url);
  const transport = createTransport({
    host,
    port: Number(port),
    ignoreTLS: true,
    pool: true,
    maxConnections: 5,
    maxMessages: Infinity,
  });
  onTestFinished(() => transport.close());
  await Promise.all(
    MEANT.map(({ to, subject }, index) => {
      const { messageId, date, text, html } = read[index]!;
      return transport.sendMail({
        from: FROM,
        to: to.name === '' ? to.address : to,
        replyTo: 'viestinta@example.fi',
        envelope: { from: 'palautuneet@example.fi', to: to.address },
        subject,
        messageId,
        date: new Date(date),
        text,
        html,
        list: {
          unsubscribe: 'poistu@example.fi?subject=unsubscribe%20jarjestot',
          id: { url: 'jarjestot.example.fi', comment: 'Järjestöt' },
        },
      });
    }),
  );
  return inOrder(receiver);
}

function inOrder({ accepted }: SmtpReceiver): Buffer[] {
  const raws = new Map(accepted.map(({ to, raw }) => [to, raw]));
  expect(raws.size).toBe(MEANT.length);
  return MEANT.map(({ to }) => raws.get(to.address)!);
}

/** What a reader gets to see; the order and the number of the other fields are each writer's own. */
function meaningOf({
  from,
  to,
  subject,
  messageId,
  date,
  text,
  html,
  list,
}: ParsedMail): Omit<ParsedMail, 'headers' | 'defects'> {
  return { from, to, subject, messageId, date, text, html, list };
}

/** Python may leave a space between the encoded words of a name, and each writer cuts its words elsewhere. */
function withoutGaps(mail: ParsedMail): Omit<ParsedMail, 'headers' | 'defects'> {
  const squeeze = ({ name, address }: ParsedMail['to'][number]): ParsedMail['to'][number] => ({
    name: name.replaceAll(' ', ''),
    address,
  });
  return { ...meaningOf(mail), from: mail.from.map(squeeze), to: mail.to.map(squeeze) };
}

/** Where nodemailer takes what only looks like an encoded word (RFC 2047) for one, and ours says what was meant, there is nothing to compare. */
function differing(parser: string, { to, subject }: Meant, ours: object, theirs: object): unknown[] {
  return Object.entries(ours).flatMap(([part, value]) => {
    const other = (theirs as Record<string, unknown>)[part];
    if ((part === 'to' && isEncodedWord(to.name)) || (part === 'subject' && isEncodedWord(subject))) return [];
    return isDeepStrictEqual(value, other) ? [] : [{ parser, to, part, ours: value, theirs: other }];
  });
}

function isEncodedWord(text: string): boolean {
  return /=\?\S+\?[bq]\?[^?]*\?=/i.test(text);
}
