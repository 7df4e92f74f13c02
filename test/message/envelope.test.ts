import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jsonLines } from '../support/run-program.ts';
import {
  AINO,
  EERO,
  FULL,
  MINIMAL,
  type MailingOptions,
  assertUntouched,
  attemptsAt,
  issueOf,
  mail,
  mailed,
  mailedOnce,
  summaryOf,
} from './mailing.ts';

const SHORT = { 'issues/tammikuu.md': issueOf('Teksti.') };
const VERP = /^MAIL FROM:<palautuneet\+([a-z2-7]{16})@example\.fi>$/;
const CAREFUL = ['SMTPUTF8', '8BITMIME', 'PIPELINING', 'SIZE 10000000'];

describe('the envelope sender', () => {
  const tokensWith = async (options: MailingOptions = {}): Promise<string[]> => {
    const { copies } = await mailed(FULL, options);
    return [AINO, EERO].map((address) => VERP.exec(copies.get(address)!.mail)?.[1] ?? '');
  };

  test('is From’s address when no other is given, and the one that is given, the same for everyone', async () => {
    const { receiver } = await mailedOnce(MINIMAL, SHORT);
    expect(new Set(receiver.said('MAIL'))).toEqual(new Set(['MAIL FROM:<uutiskirje@example.fi>']));
    const other = await mailed(`${MINIMAL}bounces: { address: palautuneet@example.fi }\n`, { files: SHORT });
    expect(new Set(other.receiver.said('MAIL'))).toEqual(new Set(['MAIL FROM:<palautuneet@example.fi>']));
  });

  test('with verp has a token of 16 characters: another for every recipient, issue and secret', async () => {
    const tokens = [...(await tokensWith({ files: SHORT })), ...(await tokensWith({ files: SHORT, secret: 'toinen' }))];
    const { send, receiver } = await mailed(FULL, { files: { ...SHORT, 'issues/helmikuu.md': issueOf('Muuta.') } });
    expect((await send('helmikuu')).exitCode).toBe(0);
    const [january, february] = attemptsAt(receiver.messages, AINO).map((copy) => VERP.exec(copy.mail)?.[1]);
    expect(january).toBe(tokens[0]);
    expect(tokens).not.toContain('');
    expect(new Set([...tokens, february]).size).toBe(5);
  });

  test('with verp is the same on every attempt, and never tells the address', async () => {
    let isDone = false;
    const reply = (command: string): string | undefined => {
      if (command !== '.' || isDone) return undefined;
      isDone = true;
      return '451 4.3.0 later';
    };
    const { receiver } = await mailed(FULL, { files: SHORT, reply });
    const [first, second] = attemptsAt(receiver.messages, AINO).map((copy) => VERP.exec(copy.mail)?.[1]);
    expect(first).toMatch(/^[a-z2-7]{16}$/);
    expect(second).toBe(first);
    for (const written of [AINO, AINO.toLowerCase()])
      for (const algorithm of ['md5', 'sha1', 'sha256'])
        expect(first).not.toBe(base32(createHash(algorithm).update(written).digest()).slice(0, 16));
  });

  test('is alone in each transaction with one recipient', async () => {
    const { receiver } = await mailed(FULL, { files: SHORT, extensions: CAREFUL });
    const verbs = receiver.commands.map((command) => command.slice(0, 4)).filter((verb) => verb !== 'QUIT');
    expect(verbs).toEqual(['EHLO', ...Array.from({ length: 2 }, () => ['MAIL', 'RCPT', 'DATA']).flat()]);
  });
});

describe('SIZE', () => {
  test.each([
    ['with a limit', 'SIZE 10000000'],
    ['without one', 'SIZE'],
    ['of nothing, which means none', 'SIZE 0'],
  ])('announced %s: each MAIL says the octets that then come', async (_, extension) => {
    const { copies } = await mailed(MINIMAL, { extensions: [extension, 'PIPELINING'] });
    for (const { mail, raw, stuffed } of copies.values()) {
      expect(mail).toBe(`MAIL FROM:<uutiskirje@example.fi> SIZE=${raw.length}`);
      expect(stuffed.length).toBe(raw.length);
    }
  });

  test.each([
    ['nothing', []],
    ['everything else', ['8BITMIME', 'SMTPUTF8', 'PIPELINING', 'DSN', 'ENHANCEDSTATUSCODES', 'X-SIZE 5']],
  ])('not announced, but %s: no MAIL has any parameter', async (_, extensions) => {
    const { receiver } = await mailed(MINIMAL, { files: SHORT, extensions });
    for (const command of receiver.said('MAIL')) expect(command).toBe('MAIL FROM:<uutiskirje@example.fi>');
  });

  test('smaller than the message: refused with nobody touched, also a test copy', async () => {
    const mailing = await mail(MINIMAL, { extensions: ['SIZE 5000'] });
    assertUntouched(mailing);
    expect(mailing.problems).toContain('message-too-large');
    expect(summaryOf(mailing.run).counts).toMatchObject({ queued: 2, accepted: 0, rejected: 0 });
    assertUntouched(await mail(MINIMAL, { extensions: ['SIZE 5000'], argv: ['--test', 'testaaja@example.org'] }));
  });

  test('smaller than one recipient’s message: that one gets none, and no MAIL is said for it', async () => {
    const files = {
      'issues/tammikuu.md': issueOf('Hei {{organisation}}.'),
      'subscribers/jarjestot.csv': `email,organisation\na@example.org,A\npitka@example.org,${'x'.repeat(9000)}\nb@example.org,B\n`,
    };
    const { copies } = await mailedOnce(MINIMAL, files);
    const limit = copies.get('a@example.org')!.raw.length + 5000;
    const { run, receiver } = await mail(MINIMAL, { files, extensions: [`SIZE ${limit}`] });
    expect(receiver.said('RCPT')).toEqual(['RCPT TO:<a@example.org>', 'RCPT TO:<b@example.org>']);
    expect(receiver.said('MAIL')).toHaveLength(2);
    expect(jsonLines(run)).toContainEqual(expect.objectContaining({ address: 'pitka@example.org', state: 'rejected' }));
  });

  test('smaller than a message with a default that nobody needs: everyone gets theirs', async () => {
    const files = { 'issues/tammikuu.md': issueOf(`Hei {{organisation|${'xx '.repeat(3000)}}}`) };
    const { receiver } = await mail(MINIMAL, { files, extensions: ['SIZE 26000'] });
    expect(receiver.said('RCPT')).toHaveLength(2);
  });

  test('as large as the message to the octet: it goes out', async () => {
    const { copies } = await mailedOnce(MINIMAL, SHORT);
    const limit = Math.max(...[...copies.values()].map(({ raw }) => raw.length));
    expect((await mailed(MINIMAL, { files: SHORT, extensions: [`SIZE ${limit}`] })).copies.size).toBe(2);
  });
});

describe('an address beyond ASCII', () => {
  const LIST = 'email,name\nmatti@järvimaa.example.org,Matti\näiti@järvimaa.example.org,Äiti\neero@example.org,Eero\n';
  const files = { ...SHORT, 'subscribers/jarjestot.csv': LIST };
  const AEITI = 'äiti@xn--jrvimaa-5wa.example.org';

  test('in its domain goes as A-labels in envelope and To, to every server', async () => {
    const { copies } = await mail(MINIMAL, { files });
    const copy = copies.get('matti@xn--jrvimaa-5wa.example.org')!;
    expect(copy.header('To')).toBe('Matti <matti@xn--jrvimaa-5wa.example.org>');
    expect(copy.rcpt).toBe('RCPT TO:<matti@xn--jrvimaa-5wa.example.org>');
  });

  test.each([
    ['neither', []],
    ['only SMTPUTF8', ['SMTPUTF8']],
    ['only 8BITMIME', ['8BITMIME']],
  ])('before the @ is skipped with the reason when the server announces %s; the others go out', async (_, extensions) => {
    const { run, receiver, copies } = await mail(MINIMAL, { files, extensions });
    expect([...copies.keys()]).toEqual(['matti@xn--jrvimaa-5wa.example.org', EERO]);
    expect(receiver.commands.join('\n')).not.toMatch(/[^\n\x20-\x7e]|SMTPUTF8|BODY=/);
    const outcome = jsonLines(run).find(({ address }) => address === AEITI);
    expect(outcome).toMatchObject({ state: 'skipped', reply: expect.stringContaining('SMTPUTF8') as unknown });
    expect(summaryOf(run).counts).toMatchObject({ accepted: 2, skipped: 1 });
  });

  test('before the @ goes out with SMTPUTF8 and 8BITMIME, and stands in To as UTF-8; nothing else is beyond ASCII', async () => {
    const { copies } = await mailed(MINIMAL, { files, extensions: ['SMTPUTF8', '8BITMIME', 'SIZE 1000000'] });
    const copy = copies.get(AEITI)!;
    expect(copy.mail).toBe(`MAIL FROM:<uutiskirje@example.fi> SIZE=${copy.raw.length} BODY=8BITMIME SMTPUTF8`);
    expect(copy.rcpt).toBe(`RCPT TO:<${AEITI}>`);
    expect(copy.raw.toString('utf8')).toMatch(/^To: =\?UTF-8\?B\?w4RpdGk=\?= <äiti@xn--jrvimaa-5wa\.example\.org>\r$/m);
    expect(copy.raw.toString('utf8').replace('äiti', '')).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(copies.get(EERO)!.mail).not.toMatch(/BODY=|SMTPUTF8/);
  });

  test('before the @ gets no test copy either over a server that cannot take it', async () => {
    const { receiver } = await mail(MINIMAL, { files, argv: ['--test', 'äiti@example.org'] });
    expect(receiver.commands.filter((command) => /[^\x20-\x7e]|SMTPUTF8/.test(command))).toEqual([]);
    expect(receiver.messages).toEqual([]);
  });
});

/** RFC 4648 §6 in lower case. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)]).join('');
}
