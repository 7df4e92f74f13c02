import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  AINO,
  EERO,
  ENDPOINT,
  FULL,
  MINIMAL,
  type MailingOptions,
  attemptsAt,
  issueOf,
  mail,
  mailed,
  mailedOnce,
} from './mailing.ts';
import { hrefsOf, urisOf, webAddressesOf } from './read-message.ts';

const SHORT = { 'issues/tammikuu.md': issueOf('Teksti.') };
const ON_TWO = { 'issues/tammikuu.md': issueOf('Teksti.', { lists: '[kunnat, jarjestot]' }) };
const KIRJAAMO = 'kirjaamo@example.org';

describe('List-Unsubscribe', () => {
  test('without an endpoint is the mailto: link alone, and promises no click', async () => {
    const { copies } = await mailedOnce(MINIMAL, SHORT);
    for (const copy of copies.values()) {
      expect(copy.header('List-Unsubscribe')).toBe('<mailto:uutiskirje@example.fi?subject=unsubscribe%20jarjestot>');
      expect(copy.headers.has('list-unsubscribe-post')).toBe(false);
    }
  });

  test('with an endpoint is mailto: and one https: address, each on a line of its own, and promises the click to the letter', async () => {
    const { copies } = await mailedOnce(FULL, SHORT);
    for (const copy of copies.values()) {
      const start = copy.headerLines.findIndex((line) => line.startsWith('List-Unsubscribe:'));
      expect(copy.headerLines[start]).toBe('List-Unsubscribe: <mailto:poistu@example.fi?subject=unsubscribe%20jarjestot>,');
      expect(copy.headerLines[start + 1]).toMatch(/^ <https:\/\/peru\.example\.fi\/u\/[A-Za-z0-9_-]{27}>$/);
      expect(copy.headerLines.filter((line) => /^List-Unsubscribe-Post/i.test(line))).toEqual([
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ]);
      expect(urisOf(copy.header('List-Unsubscribe'))).toHaveLength(2);
    }
  });

  test.each([
    ['of 46 leaves room for a link of 74, without a word', 46, []],
    ['of 47 is warned of, and used', 47, ['unsubscribe-url-long']],
  ])('an endpoint %s', async (_, length, warnings) => {
    const url = `https://peru.example.fi/${'u'.repeat(length - 24)}`;
    const { copies, problems } = await mailed(FULL.replace(ENDPOINT, url), { files: SHORT });
    expect(url).toHaveLength(length);
    expect(problems).toEqual(warnings);
    const [, link] = urisOf(copies.get(AINO)!.header('List-Unsubscribe'));
    expect(link).toHaveLength(length + 28);
    expect(link!.startsWith(`${url}/`)).toBe(true);
  });

  test.each([
    ['ends in a slash', `${ENDPOINT}/`],
    ['names its host in capitals', 'https://Peru.Example.fi/u'],
    ['names the usual port', 'https://peru.example.fi:443/u'],
    ['has no path', 'https://peru.example.fi'],
    ['has a host beyond ASCII', 'https://järjestö.example.fi/u'],
    ['has dots in its path', 'https://peru.example.fi/a/../u'],
    ['has an apostrophe', "https://peru.example.fi/it's"],
    ['has a port that is none', 'https://peru.example.fi:99999/u'],
  ])('an endpoint that %s is refused, or stands the same in the header and both parts', async (_, url) => {
    const { copies } = await mail(FULL.replace(ENDPOINT, `"${url}"`), { files: SHORT });
    for (const copy of copies.values()) {
      const [, link] = urisOf(copy.header('List-Unsubscribe'));
      expect(hrefsOf(copy.html)).toContain(link);
      expect(webAddressesOf(copy.text)).toContain(link);
    }
  });
});

describe('the recipient’s own link', () => {
  const linksWith = async (options: MailingOptions = {}): Promise<Map<string, string>> => {
    const { copies } = await mailed(FULL, options);
    return new Map([...copies].map(([address, copy]) => [address, urisOf(copy.header('List-Unsubscribe'))[1]!]));
  };

  test('differs by recipient, list and secret', async () => {
    const first = await linksWith({ files: SHORT });
    const onTwo = await linksWith({ files: ON_TWO });
    const withOther = await linksWith({ files: SHORT, secret: 'toinen' });
    const all = [...first.values(), ...withOther.values(), onTwo.get(EERO)!, onTwo.get(KIRJAAMO)!];
    expect(new Set(all).size).toBe(all.length);
    expect(onTwo.get(AINO)).toBe(first.get(AINO));
    const { copies } = await mailed(FULL, { files: SHORT, secret: 'toinen' });
    const tokens = [...copies.values()].map((copy) => urisOf(copy.header('List-Unsubscribe'))[1]!.split('/').at(-1));
    const before = [...first.values()].map((link) => link.split('/').at(-1));
    expect(before.filter((token) => tokens.includes(token))).toEqual([]);
  });

  test('is the same on every attempt and in later issues of the same list', async () => {
    let isDone = false;
    const files = { ...SHORT, 'issues/helmikuu.md': issueOf('Helmikuun asiat.', { lang: 'sv' }) };
    const reply = (command: string): string | undefined => {
      if (command !== '.' || isDone) return undefined;
      isDone = true;
      return '451 4.3.0 later';
    };
    const { send, receiver } = await mailed(FULL, { files, reply });
    expect((await send('helmikuu')).exitCode).toBe(0);
    const links = attemptsAt(receiver.messages, AINO).map((copy) => urisOf(copy.header('List-Unsubscribe'))[1]);
    expect(links).toHaveLength(3);
    expect(new Set(links).size).toBe(1);
  });

  test('holds neither the address nor a hash that anyone could make of it', async () => {
    for (const [address, link] of await linksWith({ files: ON_TWO })) {
      const token = link.slice(ENDPOINT.length + 1);
      expect(token).toMatch(/^[A-Za-z0-9_-]{20,}$/);
      expect(link.toLowerCase()).not.toContain(address.split('@')[0]!.toLowerCase());
      for (const written of [address, address.toLowerCase()])
        for (const hash of hashesOf(written)) expect(token).not.toContain(hash);
    }
  });
});

/** The beginnings of what md5, sha1 and sha256 make of a text, in every spelling. */
function hashesOf(written: string): string[] {
  return ['md5', 'sha1', 'sha256'].flatMap((algorithm) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) =>
      createHash(algorithm).update(written).digest(encoding).slice(0, 10),
    ),
  );
}

describe('List-Id', () => {
  test('is the list’s title and its label under our domain, the same over two issues', async () => {
    const { send, receiver } = await mailed(FULL, { files: { ...SHORT, 'issues/helmikuu.md': issueOf('Muuta.') } });
    expect((await send('helmikuu')).exitCode).toBe(0);
    const copies = attemptsAt(receiver.messages, AINO);
    expect(copies.map((copy) => copy.words('List-Id'))).toEqual(
      Array.from({ length: 2 }, () => 'Järjestöt, "isot" ja pienet <jarjestot.example.fi>'),
    );
    expect(copies[0]!.header('List-Id')).toBe(copies[1]!.header('List-Id'));
  });

  test('is that of the first list in the issue’s order, whichever list a recipient is on', async () => {
    const { copies } = await mailedOnce(FULL, ON_TWO);
    expect([...copies.keys()].toSorted()).toEqual([AINO, EERO, KIRJAAMO]);
    for (const copy of copies.values()) {
      expect(copy.words('List-Id')).toBe('Kunnat <kunnat.example.fi>');
      expect(copy.header('List-Unsubscribe')).toContain('<mailto:poistu@example.fi?subject=unsubscribe%20kunnat>');
    }
  });

  test('has a title with special characters in quotes', async () => {
    const { copies } = await mailed(MINIMAL.replace('title: Jarjestot', 'title: "Uutiset, <isot> (ja) \\"pienet\\"."'), {
      files: SHORT,
    });
    expect(copies.get(AINO)!.header('List-Id')).toBe('"Uutiset, <isot> (ja) \\"pienet\\"." <jarjestot.example.fi>');
  });
});

describe('the other headers of a list', () => {
  test.each([
    ['with a slash behind it', 'https://www.example.fi/uutiskirjeet/'],
    ['without one', 'https://www.example.fi/uutiskirjeet'],
  ])('List-Archive is the issue’s page, the archive’s address %s', async (_, url) => {
    const { copies } = await mailed(`${MINIMAL}archive: { url: ${url}, missing: ignore }\n`, { files: SHORT });
    for (const copy of copies.values())
      expect(copy.header('List-Archive')).toBe('<https://www.example.fi/uutiskirjeet/tammikuu/>');
  });

  test('there is none without an archive, and no other more than once', async () => {
    for (const config of [MINIMAL, FULL]) {
      const { copies } = await mailedOnce(config, SHORT);
      for (const { headers } of copies.values()) {
        expect(headers.get('list-archive')?.length).toBe(config === FULL ? 1 : undefined);
        for (const name of ['list-help', 'list-owner', 'list-subscribe', 'list-post', 'list-id', 'list-unsubscribe'])
          expect(headers.get(name)?.length ?? 0, name).toBeLessThanOrEqual(1);
      }
    }
  });
});
