import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { realClock } from '../support/run-program.ts';
import { encodedWordsOf, rawMailViolations } from '../support/raw-mail-rules.ts';
import {
  AINO,
  type Copy,
  EERO,
  FULL,
  ISSUE,
  LIST,
  MINIMAL,
  type Mailing,
  type MailingOptions,
  assertUntouched,
  attemptsAt,
  issueOf,
  mail,
  mailed,
  mailedOnce,
  pngOf,
} from './mailing.ts';

const ONCE = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version'];
const FAMILY = '👩‍👩‍👧‍👦';

describe.each([
  ['the least configuration', MINIMAL, {}],
  ['every setting', FULL, {}],
  ['several lists', FULL, { 'issues/tammikuu.md': ISSUE.replace('[jarjestot]', '[kunnat, jarjestot]') }],
])('the headers with %s', (_, config, files) => {
  test('are there once, one address each, in lines that every server takes, and say that nobody need answer', async () => {
    const { copies } = await mailedOnce(config, files);
    expect(copies.size).toBeGreaterThanOrEqual(2);
    for (const [address, copy] of copies) {
      for (const name of ONCE) expect(copy.headers.get(name.toLowerCase()), name).toHaveLength(1);
      expect(addressesIn(copy.header('From'))).toEqual(['uutiskirje@example.fi']);
      expect(addressesIn(copy.header('To'))).toEqual([address]);
      expect(copy.header('MIME-Version')).toBe('1.0');
      expect(copy.header('Precedence')).toBe('bulk');
      expect(copy.header('X-Auto-Response-Suppress')).toBe('OOF, AutoReply');
      expect(copy.headers.has('auto-submitted')).toBe(false);
      expect(copy.headers.get('reply-to')).toEqual(config === FULL ? ['viestinta@example.fi'] : undefined);
      for (const name of ['sender', 'cc', 'bcc', 'return-path', 'received']) expect(copy.headers.has(name), name).toBe(false);
      expect(rawMailViolations(copy.raw)).toEqual([]);
    }
  });

  test('of the message and of all its parts are folded at 78 where they can be', async () => {
    const { copies } = await mailedOnce(config, files);
    for (const copy of copies.values()) expect(unfolded(copy)).toEqual([]);
  });
});

test('a picture with a long name leaves no header line over 78 that could be folded', async () => {
  const name = `${'pitka-kuvan-nimi-'.repeat(5)}.png`;
  const { copies } = await mailed(MINIMAL, {
    files: { 'issues/tammikuu.md': issueOf(`![Kuva](${name})`), [`issues/tammikuu/${name}`]: pngOf(9, 9, 9) },
  });
  expect(unfolded(copies.get(AINO)!)).toEqual([]);
});

describe('Date', () => {
  test('is that of the attempt, by the clock: later when it is tried again', async () => {
    let seconds = 0;
    const clock: Clock = { ...realClock, now: () => new Date(Date.UTC(2022, 0, 26, 10, 0, seconds)) };
    const { receiver } = await mailed(MINIMAL, { clock, reply: deferOnce(() => (seconds = 90)) });
    const dates = attemptsAt(receiver.messages, AINO).map((copy) => copy.header('Date'));
    expect(dates).toEqual(['Wed, 26 Jan 2022 10:00:00 +0000', 'Wed, 26 Jan 2022 10:01:30 +0000']);
  });

  test.each(['2024-02-29T23:59:59Z', '2027-01-01T00:00:00Z', '2026-09-05T03:04:05Z'])('is valid at %s', async (moment) => {
    const clock: Clock = { ...realClock, now: () => new Date(moment) };
    const date = (await mailed(MINIMAL, { clock, files: short() })).copies.get(AINO)!.header('Date');
    const parts = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d) [+-]\d{4}$/.exec(date);
    expect(new Date(date)).toEqual(new Date(moment));
    expect(parts?.[1]).toBe(new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(moment)));
  });
});

describe('Message-ID', () => {
  const idsWith = async (options: MailingOptions = {}): Promise<string[]> => {
    const { copies } = await mailed(FULL, options);
    return [AINO, EERO].map((address) => copies.get(address)!.header('Message-ID'));
  };

  test('is made from issue, recipient and secret, not from the language or the text', async () => {
    const first = await idsWith({ files: short() });
    expect(new Set(first).size).toBe(2);
    expect(await idsWith({ files: short({ lang: 'sv', title: 'Brev' }) })).toEqual(first);
    expect(await idsWith({ files: short({ lang: 'en' }), secret: 'toinen' })).not.toContain(first[0]);
    const { send, receiver } = await mailed(FULL, { files: { ...short(), 'issues/helmikuu.md': issueOf('Muuta.') } });
    expect((await send('helmikuu')).exitCode).toBe(0);
    expect(attemptsAt(receiver.messages, AINO).map((copy) => copy.header('Message-ID'))).toEqual([
      first[0],
      expect.not.stringMatching(first[0]!),
    ]);
  });

  test('is the same on every attempt, ours on its right side, and tells nobody the address', async () => {
    const { receiver } = await mailed(FULL, { files: short(), reply: deferOnce() });
    const ids = attemptsAt(receiver.messages, AINO).map((copy) => copy.header('Message-ID'));
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[0]).toMatch(/^<[A-Za-z0-9._-]+@example\.fi>$/);
    for (const written of [AINO, AINO.toLowerCase()]) {
      expect(ids[0]).not.toContain(written.split('@')[0]);
      for (const algorithm of ['md5', 'sha1', 'sha256'])
        expect(ids[0]).not.toContain(createHash(algorithm).update(written).digest('hex').slice(0, 16));
    }
  });

  test('has at most 250 characters, however long the domain', async () => {
    const domain = `${[62, 63, 63, 50].map((length) => 'd'.repeat(length)).join('.')}.fi`;
    const config = MINIMAL.replace('uutiskirje@example.fi', `u@${domain}`);
    const mailing = await mail(config, { files: short() });
    const ids = [...mailing.copies.values()].map((copy) => copy.header('Message-ID').length);
    expect(ids.filter((length) => length > 250)).toEqual([]);
  });
});

describe('words beyond ASCII', () => {
  const name = `Äidit ${FAMILY} & "Isät" ${'ääkköset '.repeat(12)}🎉`;
  const title = `${FAMILY.repeat(6)} Järjestöt`;

  test('arrive as meant in From, To, Subject and List-Id, in words of 75 that each decode alone', async () => {
    const config = MINIMAL.replace('name: Esimerkkiyhdistys, address: uutis', `name: '${name}', address: uutis`).replace(
      'title: Jarjestot',
      `title: '${title}'`,
    );
    const files = {
      ...short({ subject: `'Kirje ${FAMILY.repeat(4)} {{name}}'` }),
      'subscribers/jarjestot.csv': `email,name\na@example.org,Ääkköset ${FAMILY.repeat(5)}\n`,
    };
    const copy = (await mailedOnce(config, files)).copies.get('a@example.org')!;
    expect(copy.words('From')).toBe(`${name} <uutiskirje@example.fi>`);
    expect(copy.words('To')).toBe(`Ääkköset ${FAMILY.repeat(5)} <a@example.org>`);
    expect(copy.words('Subject')).toBe(`Kirje ${FAMILY.repeat(4)} Ääkköset ${FAMILY.repeat(5)}`);
    expect(copy.words('List-Id')).toBe(`${title} <jarjestot.example.fi>`);
    expect(rawMailViolations(copy.raw)).toEqual([]);
    for (const field of ['From', 'To', 'Subject', 'List-Id']) {
      const words = encodedWordsOf(copy.raw, field);
      expect(words.length, field).toBeGreaterThan(1);
      for (const word of words) expect(word).toMatch(/^[^\ufffd]+$/);
    }
  });

  test('a subject in plain ASCII stays as it is, and one that looks encoded is not decoded', async () => {
    const plain = await mailed(MINIMAL, { files: short({ subject: 'Kirje 1/2022' }) });
    expect(plain.copies.get(AINO)!.header('Subject')).toBe('Kirje 1/2022');
    const odd = await mailed(MINIMAL, { files: short({ subject: "'=?utf-8?q?x?= {{organisation}}'" }) });
    expect(odd.copies.get(AINO)!.words('Subject')).toBe('=?utf-8?q?x?= Pöytyän Martat');
  });
});

describe('a subject is refused, and nobody touched, when it', () => {
  test.each([
    ['begins like a reply', 'Re: Kirje'],
    ['begins like something passed on', 'Fwd: Kirje'],
    ['begins like a Finnish reply', 'VS: Kirje'],
    ['begins like something passed on in Finnish', 'vl: Kirje'],
    ['begins like a Swedish reply', 'SV: Brev'],
    ['has an entity', 'Kirje &amp; muuta'],
    ['has a numeric entity', 'Kirje &#228; muuta'],
    ['has a hexadecimal entity', 'Kirje &#xe4; muuta'],
    ['has an entity with a digit', 'Kirje &frac12; muuta'],
    ['has a control character', 'Kirje\\u0007'],
    ['has a NUL', 'Kirje\\0'],
    ['has a C1 control character', 'Kirje\\u0085x'],
    ['is longer than 200', 'x'.repeat(201)],
  ])('%s', async (_, subject) => {
    assertUntouched(await mail(MINIMAL, { files: short({ subject: `"${subject}"` }) }));
  });

  test('becomes longer than 200 by one recipient’s value', async () => {
    const list = `${LIST}pitka@example.org,x,${'y'.repeat(200)}\n`;
    const mailing = await mail(MINIMAL, {
      files: { ...short({ subject: "'{{organisation}}!'" }), 'subscribers/jarjestot.csv': list },
    });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('subject-too-long');
  });

  test('becomes longer than 200 by the value of someone who is on no list any more', async () => {
    const list = `${LIST}pitka@example.org,x,${'y'.repeat(200)}\n`;
    const { send, workspace, receiver } = await mailed(MINIMAL, { files: { ...short(), 'subscribers/jarjestot.csv': list } });
    workspace.write('subscribers/jarjestot.csv', LIST);
    workspace.write('issues/oikaisu.md', issueOf('Oikaisu.', { subject: "'{{organisation}}!'" }));
    await send('oikaisu', ['--yes', '--to', 'accepted:tammikuu']);
    const lengths = attemptsAt(receiver.messages, 'pitka@example.org').map((copy) => copy.words('Subject').length);
    expect(lengths.filter((length) => length > 200)).toEqual([]);
  });
});

test('a subject of 200 characters is sent', async () => {
  const { copies } = await mailed(MINIMAL, { files: short({ subject: `"${'ä'.repeat(200)}"` }) });
  expect(copies.get(AINO)!.words('Subject')).toBe('ä'.repeat(200));
});

const ODD_NAMES: readonly [situation: string, name: string][] = [
  ['has a hole', 'Yhdistys {{name}}'],
  ['begins like a reply', 'Re: Yhdistys'],
  ['begins like something passed on', 'Fwd: Yhdistys'],
  ['begins like a Finnish reply', 'VS: Yhdistys'],
  ['begins like something passed on in Finnish', 'VL: Yhdistys'],
  ['begins like a Swedish reply', 'SV: Yhdistys'],
  ['has an entity', 'Isät &amp; Äidit'],
  ['has a numeric entity', 'Is&#228;t'],
  ['has a hexadecimal entity', 'Is&#xe4;t'],
  ['has an entity with a digit', '&frac12;'],
  ['has a line end', 'Yhdistys\\r\\nBcc: toinen@example.org'],
  ['has a NUL', 'Yhdistys\\0'],
  ['has a C1 control character', 'Yhdistys\\u0085'],
];

describe.each([
  ['from.name', 'name: Esimerkkiyhdistys, address: uutis', (name: string) => `name: "${name}", address: uutis`],
  ['a list’s title', 'title: Jarjestot', (name: string) => `title: "${name}"`],
])('%s is refused, and nobody touched, when it', (_, written, edit) => {
  test.each(ODD_NAMES)('%s', async (_situation, name) => {
    assertUntouched(await mail(MINIMAL.replace(written, edit(name)), { files: short() }));
  });
});

test.each([
  ['a line end', '"Aino\r\nBcc: toinen@example.org"'],
  ['a tab', '"Aino\tEsimerkki"'],
  ['a line separator', 'Aino\u2028Bcc: toinen@example.org'],
])('a name in a list with %s stays one header', async (_, cell) => {
  const { copies } = await mailed(MINIMAL, {
    files: { ...short(), 'subscribers/jarjestot.csv': `email,name\na@example.org,${cell}\n` },
  });
  const copy = copies.get('a@example.org')!;
  expect(copy.headers.has('bcc')).toBe(false);
  expect(rawMailViolations(copy.raw)).toEqual([]);
  expect(copy.words('To')).toMatch(/^Aino (Esimerkki|Bcc: toinen@example\.org) <a@example\.org>$/);
});

describe('an address in the configuration never leaves octets in a header that do not belong there', () => {
  const ODD: readonly [string, string][] = [
    ['line ends', 'https://www.example.fi/\\r\\nX-Other: 1'],
    ['a final dot', 'https://www.example.fi/\\r\\n.\\r\\nMAIL FROM:<a@example.org>'],
    ['a NUL', 'https://www.example.fi/\\0'],
    ['letters beyond ASCII in its path', 'https://www.example.fi/ääkköset'],
    ['letters beyond ASCII in its domain', 'https://järjestö.example.fi/'],
    ['a bracket', 'https://www.example.fi/a>,<https://toinen.example.org/'],
    ['a space', 'https://www.example.fi/a b'],
    ['a thousand characters', `https://www.example.fi/${'x'.repeat(1000)}`],
  ];

  test.each(ODD)('archive.url with %s', async (_, url) => {
    assertSoundAddresses(
      await mail(`${MINIMAL}archive: { url: "${url}", missing: ignore }\n`, { files: short() }),
      'List-Archive',
    );
  });

  test.each(ODD)('unsubscribe.url with %s', async (_, url) => {
    assertSoundAddresses(await mail(`${MINIMAL}unsubscribe: { url: "${url}" }\n`, { files: short() }), 'List-Unsubscribe');
  });
});

/** Either nothing was sent, or the header is what RFC 2369 §2 wants, and no octet of the message is out of place. */
function assertSoundAddresses(mailing: Mailing, name: string): void {
  for (const { raw } of mailing.receiver.messages) {
    const violations = rawMailViolations(raw).filter((violation) => !violation.startsWith('header line of'));
    expect(violations).toEqual([]);
  }
  for (const copy of mailing.copies.values()) {
    expect(copy.headers.has('x-other')).toBe(false);
    expect(copy.header(name)).toMatch(/^<[^\s<>]+>(, <[^\s<>]+>)?$/);
  }
}

/** A small issue of the same name. */
function short(header: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'issues/tammikuu.md': issueOf('Teksti.', header) };
}

/** Puts the first message off. */
function deferOnce(onDeferred: () => unknown = () => undefined): (command: string) => string | undefined {
  let isDone = false;
  return (command) => {
    if (command !== '.' || isDone) return undefined;
    isDone = true;
    onDeferred();
    return '451 4.3.0 later';
  };
}

function addressesIn(value: string): string[] {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/=\?[^ ]*\?=/g, '');
  return bare.match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? [];
}

/** The header lines over 78 characters that have a space to be folded at. */
function unfolded({ all }: Copy): string[] {
  const lines = all.flatMap(({ headerLines }) => headerLines);
  return lines.filter((line) => line.length > 78 && /\S\s+\S/.test(line.replace(/^[\w-]+:\s*/, '').trim()));
}
