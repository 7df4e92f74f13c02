import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { describe, expect, test } from 'vitest';
import { NAUGHTY_STRINGS, REFUSED_STRINGS, folded } from '../support/naughty-strings.ts';
import { type ParsedMail, parseWithPostalMime, parseWithPython } from '../support/parse-mail.ts';
import { encodedWordsOf, rawMailViolations } from '../support/raw-mail-rules.ts';
import { jsonLines } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { type SpawnedRun, spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const FROM = { name: 'Äidit, "Isät" & <Lapset> (ry)', address: 'uutiskirje@example.fi' };
const SUBJECT = '{{organisation|Koe}}: kirje, {{name|lukija}}';
const issueWith = (subject: string): string => `---
title: Kirje
subject: '${subject}'
date: 2022-01-26
lists: [jarjestot]
summary: Lyhyesti.
---

Hei {{name|lukija}} ja **{{organisation|Koe}}**, tervetuloa!

{{organisation|Koe}}

## 1. Osio

| Nimi | Järjestö |
|---|---|
| {{name|lukija}} | {{organisation|Koe}} |

Tule [mukaan](https://www.example.fi/ilmo?nimi={{name|lukija}}&jarjesto={{organisation|Koe}}&loppu=1).
`;

/** A row of the list, as it is written. */
interface Row {
  readonly email: string;
  readonly name: string;
  readonly organisation: string;
}

/** A row like any other: all messages may differ from its message in the values only. */
const PLAIN: Row = { email: 'plain@example.org', name: 'NimiXQZ', organisation: 'JarjestoXQZ' };

/** Each string once as a name, and once as the organisation of someone without a name. */
const ROWS: readonly Row[] = NAUGHTY_STRINGS.flatMap((written, index) => [
  { email: `name${index}@example.org`, name: written, organisation: 'Koeyhdistys' },
  { email: `organisation${index}@example.org`, name: '', organisation: written },
]);
/** A subject has at most 200 characters, and some of them are the issue's own. */
const fitsSubject = ({ name, organisation }: Row): boolean => Math.max(folded(name).length, folded(organisation).length) <= 160;

test('there are 500 strings that differ even when white space is folded, and all of them can stand in a file', () => {
  expect(new Set(NAUGHTY_STRINGS.map(folded)).size).toBeGreaterThanOrEqual(500);
  expect(NAUGHTY_STRINGS.filter((written) => !written.isWellFormed())).toEqual([]);
});

describe('two parsers read what was meant, and the octets keep the rules, whatever the names and organisations', () => {
  test('in To, subject, text, table and link', async () => {
    expect(await deviations(ROWS.filter(fitsSubject), SUBJECT)).toEqual([]);
  });

  test('in all but the subject, when they are too long for one', async () => {
    const rows = ROWS.filter((row) => !fitsSubject(row));
    expect(rows.length).toBeGreaterThan(50);
    expect(await deviations(rows, 'Kirje')).toEqual([]);
  });
});

test('a cell with a control character is refused with its line, and nobody is mailed', async () => {
  const rows = REFUSED_STRINGS.flatMap((written, index) => [
    { ...PLAIN, email: `name${index}@example.org`, name: written },
    { ...PLAIN, email: `organisation${index}@example.org`, organisation: written },
  ]);
  const list = listOf([PLAIN, ...rows]);
  const { run, receiver } = await send(list, issueWith(SUBJECT));
  expect(run.exitCode, run.stderr).toBe(4);
  expect(receiver.tried).toEqual([]);
  const problems = jsonLines(run).filter(({ type }) => type === 'problem');
  const lines = list.split('\n');
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ...rows.map(({ email }) => ['list-control-character', lines.findIndex((line) => line.startsWith(`${email},`)) + 1]),
    ['send-refused', undefined],
  ]);
});

/** Sends to a plain row and to all of these, and tells whatever is not as it was meant. */
async function deviations(rows: readonly Row[], subject: string): Promise<unknown[]> {
  const all = [PLAIN, ...rows];
  const { run, receiver } = await send(listOf(all), issueWith(subject));
  expect(run.exitCode, run.stdout.slice(0, 2000) + run.stderr).toBe(0);
  expect(jsonLines(run).at(-1)).toMatchObject({ type: 'summary', ok: true, counts: { accepted: all.length } });
  expect(receiver.accepted).toHaveLength(all.length);
  const received = new Map(receiver.accepted.map(({ to, raw }) => [to, raw]));
  const raws = all.map(({ email }) => received.get(email)!);

  const byPostalMime = await Promise.all(raws.map(parseWithPostalMime));
  const byPython = parseWithPython(raws);
  const gap = gapOfPython(raws[0]!);
  const [plain] = byPostalMime as [ParsedMail];
  assertPlain(plain);
  return all.flatMap((row, index) => {
    const [raw, one, other] = [raws[index]!, byPostalMime[index]!, byPython[index]!];
    const meant = meantFor(row, subject, plain);
    const words = encodedWordsOf(raw, 'To');
    const toPython = { name: words.length > 1 ? words.join(gap) : toName(row), address: row.email };
    const { to: _, from: __, subject: ___, defects: ____, ...whole } = one;
    const found = [
      ...differences('postal-mime', meant, readingOf(one)),
      ...differences('Python', { ...meant, to: [toPython] }, readingOf(other)),
      ...differences('Python beside postal-mime', whole, other),
      ...differences('encoded words of To', { name: words.length === 0 ? '' : toName(row) }, { name: words.join('') }),
      ...other.defects,
      ...rawMailViolations(raw),
    ];
    return found.length === 0 ? [] : [{ row, found }];
  });
}

/** The message for the plain row, place by place as it was meant; all others are held against it. */
function assertPlain(plain: ParsedMail): void {
  const { name, organisation } = PLAIN;
  const link = `https://www.example.fi/ilmo?nimi=${name}&jarjesto=${organisation}&loppu=1`;
  const lines = [
    `Hei ${name} ja ${organisation}, tervetuloa!`,
    organisation,
    `Nimi: ${name}, Järjestö: ${organisation}`,
    `(${link}).`,
  ];
  expect(plain.text.split('\n')).toEqual(expect.arrayContaining(lines));
  expect(plain.html).toMatch(`<strong>${organisation}</strong>, tervetuloa!</p>`);
  for (const cell of [name, organisation]) expect(plain.html).toMatch(new RegExp(`<td[^>]*>${cell}</td>`));
  expect(plain.html).toMatch(new RegExp(`<p[^>]*>${organisation}</p>`));
  expect(plain.html).toContain(`<a href="${link.replaceAll('&', '&amp;')}"`);
}

/** What must be read from a message for this row: what stands in the plain row's message, with other values in it. */
function meantFor(row: Row, subject: string, plain: ParsedMail): Reading {
  const name = folded(row.name) || 'lukija';
  const organisation = folded(row.organisation) || 'Koe';
  const fill = (text: string): string =>
    text.replaceAll(/NimiXQZ|JarjestoXQZ/g, (mark) => (mark === PLAIN.name ? name : organisation));
  const { text, html, headers } = readingOf(plain);
  return {
    from: [FROM],
    to: [{ name: toName(row), address: row.email }],
    subject: subject === SUBJECT ? `${organisation}: kirje, ${name}` : subject,
    greeting: `Hei ${name} ja ${organisation}, tervetuloa!`,
    text: fill(text),
    html: html.map(fill),
    links: [
      { name, organisation },
      { name, organisation },
    ],
    headers,
  };
}

/** What a parser read, HTML understood as a browser would. */
interface Reading extends Pick<ParsedMail, 'from' | 'to' | 'subject' | 'text' | 'headers'> {
  /** The text of the paragraph in the HTML that greets. */
  readonly greeting: string;
  /** Tags and the text between them: a value that ends what it stands in makes more of them. */
  readonly html: readonly string[];
  /** The values in the query of the link, in text and HTML; they are taken out there, for they are written in another way. */
  readonly links: readonly { readonly name: string | null; readonly organisation: string | null }[];
}

const LINK = /https:\/\/www\.example\.fi\/ilmo\?[^\s"<>]*&loppu=1/g;

function readingOf({ from, to, subject, text, html, headers }: ParsedMail): Reading {
  const pieces = html.split(/(<[^>]*>)/).map((piece) => (piece.startsWith('<') ? decodeHTMLAttribute(piece) : decodeHTML(piece)));
  const greeting = /<p[^>]*>(Hei .*?)<\/p>/.exec(html)?.[1] ?? '';
  const links = [text, pieces.join('')].flatMap((part) => part.match(LINK) ?? []).map((link) => new URL(link).searchParams);
  return {
    from,
    to,
    subject,
    greeting: decodeHTML(greeting.replace(/<[^>]*>/g, '')),
    text: text.replaceAll(LINK, 'LINK'),
    html: pieces.map((piece) => piece.replaceAll(LINK, 'LINK')),
    links: links.map((query) => ({ name: query.get('nimi'), organisation: query.get('jarjesto') })),
    headers,
  };
}

function toName({ name, organisation }: Row): string {
  return folded(name) || folded(organisation);
}

/**
 * What Python puts between two encoded words of a display name. RFC 2047 §6.2 wants nothing there, and so it is in its `Subject`; but
 * until https://github.com/python/cpython/issues/128110 was mended, it kept the space between the words of an address header. What is
 * compared is exact all the same: the words as they are decoded one by one, which must make up the name, with this between them.
 */
function gapOfPython(raw: Buffer): string {
  const probe = raw.toString('latin1').replace(/^To: .*$/m, 'To: =?UTF-8?B?YQ==?= =?UTF-8?B?Yg==?= <a@example.org>');
  return parseWithPython([Buffer.from(probe, 'latin1')])[0]!.to[0]!.name.slice(1, -1);
}

function differences(where: string, meant: object, found: object): string[] {
  return Object.entries(meant).flatMap(([part, value]) => {
    const other = (found as Record<string, unknown>)[part];
    if (isDeepStrictEqual(value, other)) return [];
    return [`${where}: ${part} is ${excerpt(other, value)}, meant was ${excerpt(value, other)}`];
  });
}

/** The first item of a list that differs, or all of anything else. */
function excerpt(value: unknown, other: unknown): string {
  if (!Array.isArray(value) || !Array.isArray(other)) return JSON.stringify(value);
  const index = value.findIndex((item, place) => !isDeepStrictEqual(item, other[place]));
  return JSON.stringify(index < 0 ? value.length : value[index]);
}

/** A list as a spreadsheet writes it; a cell with a line end or white space at an end is quoted. */
function listOf(rows: readonly Row[]): string {
  return stringify([...rows], { header: true, columns: ['email', 'name', 'organisation'], quoted_match: /[\r\n]|^\s|\s$/ });
}

async function send(list: string, issue: string): Promise<{ run: SpawnedRun; receiver: SmtpReceiver }> {
  const receiver = await startReceiver();
  const workspace = makeWorkspace({
    'newsletter.yaml': CONFIG.replace('from: { name: Esimerkkiyhdistys,', `from: { name: '${FROM.name}',`).replace(
      'connections: 3',
      'connections: 10',
    ),
    'issues/tammikuu.md': issue,
    'subscribers/jarjestot.csv': list,
  });
  const run = await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
    NEWSLETTER_SMTP_URL: receiver.url,
  });
  return { run, receiver };
}
