import { beforeAll, describe, expect, test } from 'vitest';
import { makeSigner } from '../../src/sign/sign-headers.ts';
import { AT, KEYS, RECORDS, realMessage, signedMessage, variedMessages } from '../support/signed-mail.ts';
import { verifyWithMailauth } from '../support/verify-dkim.ts';

const SIGNED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'reply-to',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

async function verdictsOn(...messages: readonly string[]): Promise<boolean[][]> {
  const verdicts = await verifyWithMailauth(
    messages.map((message) => Buffer.from(message, 'latin1')),
    RECORDS,
  );
  return verdicts.map((signatures) => signatures.map(({ passes }) => passes));
}

let message: string;
beforeAll(async () => {
  message = await signedMessage(await realMessage());
});

describe('a signed message', () => {
  test('verifies by both algorithms, RSA first, whatever headers and body look like', async () => {
    const signed = await Promise.all((await variedMessages()).map((raw) => signedMessage(raw)));
    const verdicts = await verifyWithMailauth(
      signed.map((raw) => Buffer.from(raw, 'latin1')),
      RECORDS,
    );
    for (const [index, verdict] of verdicts.entries()) {
      expect(verdict, signed[index]).toEqual([
        { selector: 'newsletter2022', algorithm: 'rsa-sha256', passes: true, reason: '' },
        { selector: 'newsletter2022e', algorithm: 'ed25519-sha256', passes: true, reason: '' },
      ]);
    }
  });

  test('verifies after its white space was changed on the way', async () => {
    const changed = message.replace('\r\nSubject: ', '\r\nSUBJECT:\r\n\t ').concat('\r\n \r\n');
    expect(await verdictsOn(changed)).toEqual([[true, true]]);
  });

  test('with one key has one signature', async () => {
    const signed = await signedMessage(await realMessage(), { ...KEYS, keys: KEYS.keys.slice(0, 1) });
    expect(await verdictsOn(signed)).toEqual([[true]]);
  });

  test('with letters beyond ASCII in a header, as SMTPUTF8 lets through, is signed in UTF-8', async () => {
    const raw = (await realMessage()).replace('<aino@', '<äiti@');
    const verdicts = await verifyWithMailauth([Buffer.from(await signedMessage(raw))], RECORDS);
    expect(verdicts[0]!.map(({ passes }) => passes)).toEqual([true, true]);
  });
});

describe('what would go unnoticed', () => {
  test.each(SIGNED)('not a change in %s', async (name) => {
    const changed = message.replace(new RegExp(`^(${name}: \\S*?[a-zA-Z0-9])`, 'im'), '$1x');
    expect(changed).toHaveLength(message.length + 1);
    const without = message.replace(new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'im'), '');
    expect(without.length).toBeLessThan(message.length);
    expect(await verdictsOn(changed, without)).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  test('not a changed, added or missing octet of the body', async () => {
    const start = message.indexOf('\r\n\r\n') + 4;
    const places = Array.from({ length: 40 }, (_, index) => start + Math.floor(((message.length - start) * index) / 40));
    const changed = places
      .filter((place) => /[a-z]/.test(message[place]!))
      .flatMap((place) => [
        `${message.slice(0, place)}#${message.slice(place + 1)}`,
        message.slice(0, place) + message.slice(place + 1),
      ]);
    expect(changed.length).toBeGreaterThan(10);
    const added = `${message}x\r\n`;
    expect((await verdictsOn(...changed, added)).flat()).not.toContain(true);
  });

  test.each([
    'From: b@example.fi',
    'To: b@example.org',
    'Cc: b@example.org',
    'Subject: Voitit!',
    'Date: Wed, 26 Jan 2022 11:00:00 +0000',
    'Reply-To: b@example.net',
    'Content-Type: text/plain',
    'List-Unsubscribe: <https://www.example.net>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  ])('not an added “%s”', async (line) => {
    const withFirst = message.replace(/^(?=Date:)/m, `${line}\r\n`);
    const inFront = `${line}\r\n${message}`;
    const behind = message.replace('\r\n\r\n', `\r\n${line}\r\n\r\n`);
    expect((await verdictsOn(inFront, withFirst, behind)).flat()).not.toContain(true);
  });

  test('but what servers put on top may be added, and a mailing list’s own name', async () => {
    const inFront = `Received: from a by b\r\nReturn-Path: <c@example.org>\r\nList-Id: <list.example.org>\r\nX-Spam: no\r\n${message}`;
    expect(await verdictsOn(inFront)).toEqual([[true, true]]);
  });
});

describe('the header', () => {
  const lines = (): string[] => message.split(/\r\n(?=DKIM-Signature|Date:)/).slice(0, 2);

  test('is folded under 78 columns, in lines ended by CRLF', () => {
    for (const line of lines().flatMap((header) => header.split('\r\n'))) {
      expect(line.length).toBeLessThan(78);
      expect(line).not.toMatch(/[\r\n]|\s$/);
    }
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('says what it must, and covers the whole body without an end of its own', () => {
    for (const [index, header] of lines().entries()) {
      const tags = new Map(
        header
          .slice('DKIM-Signature:'.length)
          .split(';')
          .map((tag) => /^\s*([a-z]+)=([^]*)$/.exec(tag)!.slice(1) as [string, string]),
      );
      expect([...tags.keys()]).toEqual(['v', 'a', 'c', 'd', 's', 'h', 't', 'bh', 'b']);
      const { algorithm, selector } = KEYS.keys[index]!;
      expect(Object.fromEntries(tags)).toMatchObject({
        v: '1',
        a: algorithm,
        c: 'relaxed/relaxed',
        d: 'example.fi',
        s: selector,
        t: String(Math.floor(AT.getTime() / 1000)),
      });
      const names = tags.get('h')!.replace(/\s/g, '').split(':');
      expect(names).toEqual(expect.arrayContaining(SIGNED));
      expect(names.filter((name) => name === 'from')).toHaveLength(2);
    }
  });

  test('a key that cannot sign is a bug, and is thrown', async () => {
    const wrong = [{ ...KEYS.keys[1]!, algorithm: 'rsa-sha256' as const }];
    await expect(makeSigner({ ...KEYS, keys: wrong })('From: a@example.fi\r\n', '', AT)).rejects.toThrow();
  });
});
