import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { describe, expect, test } from 'vitest';
import { issueWords } from '../../src/words/issue-words.ts';
import {
  AINO,
  type Copy,
  EERO,
  ENDPOINT,
  FULL,
  IMAGES,
  ISSUE,
  LINKS,
  LONG_WORD,
  MINIMAL,
  issueOf,
  mail,
  mailed,
  mailedOnce,
  pngOf,
} from './mailing.ts';
import { hrefsOf, urisOf, webAddressesOf } from './read-message.ts';

describe.each([
  ['the least configuration', MINIMAL],
  ['every setting', FULL],
])('a message with %s', (_, config) => {
  test('is text and HTML, the text first, both whole, in UTF-8 and an encoding that every server takes', async () => {
    for (const copy of (await mailedOnce(config)).copies.values()) {
      expect(copy.type).toBe('multipart/alternative');
      const [text, related] = copy.parts;
      expect([text?.type, related?.type]).toEqual(['text/plain', 'multipart/related']);
      expect(related!.parts.map(({ type }) => type)).toEqual(['text/html', 'image/png', 'image/png']);
      for (const part of copy.all.filter(({ type }) => type.startsWith('text/'))) {
        expect(part.headers.get('content-type')?.[0]).toMatch(/; charset="?utf-8"?$/i);
        expect(part.headers.get('content-transfer-encoding')?.[0]).toMatch(/^(quoted-printable|base64)$/);
      }
      expect(copy.html.trimEnd()).toMatch(/^<!doctype html>[^]*<\/html>$/i);
      for (const words of ['Kuvateksti.', 'Foorumi', LONG_WORD, '.'.repeat(300), 'Outi Esimerkki', 'ti 8.2.2022 klo 15–17']) {
        expect(plain(decodeHTML(copy.html))).toContain(words);
        expect(plain(copy.text)).toContain(words);
      }
    }
  });

  test('has the same links in both parts, and those of the issue stand verbatim', async () => {
    for (const copy of (await mailedOnce(config)).copies.values()) {
      const inHtml = hrefsOf(copy.html).filter((href) => /^https?:/i.test(href));
      expect(new Set(webAddressesOf(copy.text))).toEqual(new Set(inHtml));
      expect(inHtml).toEqual(expect.arrayContaining(LINKS));
    }
  });

  test('lets its reader leave by a visible link in both parts, the same as in the header', async () => {
    for (const copy of (await mailedOnce(config)).copies.values()) {
      const uris = urisOf(copy.header('List-Unsubscribe'));
      const link = uris.at(-1)!;
      expect(link).toMatch(config === FULL ? /^https:/ : /^mailto:/);
      const anchors = [...copy.html.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
      const found = anchors.filter(([, href]) => decodeHTMLAttribute(href!) === link);
      expect(found.map(([, , words]) => decodeHTML(words!))).toEqual(['Peru uutiskirjeen tilaus']);
      expect(/Peru uutiskirjeen tilaus:\s(\S+)\n/.exec(copy.text)![1]).toBe(link);
    }
  });

  test('says who sends it and where they are, in both parts', async () => {
    const [name, address] =
      config === FULL ? ['Järvimaan yhdistysverkosto', 'Rantatie 3, 00100 Esimerkkilä'] : ['Esimerkkiyhdistys', 'Katu 1'];
    for (const copy of (await mailedOnce(config)).copies.values()) {
      for (const part of [copy.text, visibleTextOf(copy.html)]) {
        expect(part).toContain(name);
        expect(part).toContain(address);
      }
    }
  });

  test('runs nothing, fetches nothing and hides nothing but the preheader', async () => {
    for (const { html } of (await mailedOnce(config)).copies.values()) {
      expect(html).not.toMatch(/<(script|form|iframe|object|embed|link|base|input|button|audio|video|svg)[\s>]/i);
      expect(html).not.toMatch(/<[^>]*\son[a-z]+\s*=|javascript:|vbscript:|@import|url\(|http-equiv="refresh"/i);
      expect(html).not.toMatch(/<[^>]*\s(src|srcset|background|poster|data)="(?!cid:)/i);
      const hidden = [
        ...html.matchAll(
          /<(\w+)[^>]*style="[^"]*(?:display:\s*none|visibility:\s*hidden|opacity:\s*0(?![.\d])|mso-hide)[^"]*"[^>]*>([^<]*)/g,
        ),
      ];
      expect(hidden.map(([, tag, words]) => [tag, words!.replace(/[\u034f\u200c\u00a0]+$/, '')])).toEqual([['div', 'Lyhyesti.']]);
      expect(html).not.toMatch(/<[^>]*\shidden[\s>=]/);
    }
  });

  test('leads only to web addresses, mail, telephones and itself, and has nothing left open', async () => {
    for (const { html, text, raw } of (await mailedOnce(config)).copies.values()) {
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
      for (const href of hrefsOf(html)) {
        expect(href).toMatch(/^(https?:\/\/\S+|mailto:\S+@\S+|tel:\+?\d+|#[a-z0-9-]+)$/i);
        if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
      }
      for (const part of [html, text, raw.toString('latin1').split('\r\n\r\n', 1)[0]!])
        expect(part).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN|\bnull\b|\u0000/);
    }
  });

  test('carries each picture that it shows, once, and says what it is and how large', async () => {
    for (const copy of (await mailedOnce(config)).copies.values()) {
      const ids = copy.all.flatMap(({ headers }) => headers.get('content-id') ?? []);
      const sources = [...copy.html.matchAll(/<img\s[^>]*src="([^"]*)"/g)].map((match) => match[1]!);
      expect(sources.map((source) => `<${source.replace(/^cid:/, '')}>`).toSorted()).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(2);
      const alts = [...copy.html.matchAll(/<img\s[^>]*alt="([^"]*)"/g)].map((match) => decodeHTMLAttribute(match[1]!));
      expect(alts).toEqual(['Kuva: ”kaksi” & <kolme>', 'pieni']);
      const carried = copy.all.filter(({ type }) => type === 'image/png');
      expect(carried.map(({ body }) => body)).toEqual(Object.values(IMAGES));
      for (const { headers } of carried) expect(headers.get('content-transfer-encoding')).toEqual(['base64']);
    }
  });

  test('gives each picture’s width and height as numbers', async () => {
    const { html } = (await mailedOnce(config)).copies.get(AINO)!;
    const images = [...html.matchAll(/<img\s[^>]*>/g)].map(([image]) => image);
    const sizes = images.map((image) => [/\swidth="([^"]*)"/.exec(image)?.[1], /\sheight="([^"]*)"/.exec(image)?.[1]]);
    expect(sizes).toEqual([
      [expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)],
      ['20', '10'],
    ]);
  });
});

test('two files with the same picture are no two parts of one name', async () => {
  const { copies } = await mailed(MINIMAL, {
    files: {
      'issues/tammikuu.md': issueOf('![Yksi](yksi.png)\n\n![Kaksi](kaksi.png)'),
      'issues/tammikuu/yksi.png': pngOf(9, 9, 9),
      'issues/tammikuu/kaksi.png': pngOf(9, 9, 9),
    },
  });
  const ids = copies.get(AINO)!.all.flatMap(({ headers }) => headers.get('content-id') ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(['fi', 'sv', 'en'] as const)('an issue in %s says so in its HTML, and speaks it', async (language) => {
  const files = { 'issues/tammikuu.md': issueOf('Teksti.', { lang: language }) };
  const { html, text } = (await mailedOnce(FULL, files)).copies.get(AINO)!;
  expect(/<html[^>]*>/.exec(html)?.[0]).toMatch(new RegExp(`\\slang="${language}"`));
  const { unsubscribe } = issueWords(language);
  expect(html).toContain(unsubscribe);
  expect(text).toContain(unsubscribe);
});

test('each recipient has a link of their own, and nobody has another’s', async () => {
  const { copies } = await mailedOnce(FULL);
  const links = [AINO, EERO].map((address) => hrefsOf(copies.get(address)!.html).filter((href) => href.startsWith(ENDPOINT)));
  expect(links.map((found) => new Set(found).size)).toEqual([1, 1]);
  expect(links[0]).not.toEqual(links[1]);
  for (const [index, address] of [AINO, EERO].entries()) {
    expect(everythingIn(copies.get(address)!)).toContain(links[index]![0]);
    expect(everythingIn(copies.get(address)!)).not.toContain(links[1 - index]![0]);
  }
});

test('no other subscriber’s address stands anywhere, in no spelling', async () => {
  const everyone = [AINO, EERO, 'kirjaamo@example.org'];
  for (const config of [MINIMAL, FULL]) {
    const lists = config === FULL ? '[jarjestot, kunnat]' : '[jarjestot]';
    const { copies } = await mailed(config, { files: { 'issues/tammikuu.md': ISSUE.replace('[jarjestot]', lists) } });
    for (const [address, copy] of copies) {
      const bytes = everythingIn(copy).toLowerCase();
      for (const other of everyone.filter((one) => one !== address)) {
        expect(bytes).not.toContain(other.toLowerCase());
        expect(bytes).not.toContain(encodeURIComponent(other).toLowerCase());
        expect(bytes).not.toContain(Buffer.from(other).toString('base64').slice(0, -4).toLowerCase());
      }
    }
  }
});

/** With spaces that lines break at. */
function plain(words: string): string {
  return words.replaceAll('\u00a0', ' ');
}

const ADDRESSES = [
  'https://www.example.fi/?a=1&region=2',
  'https://www.example.fi/?a=1&copy=3',
  'https://www.example.fi/?x=1&lt=2&gt=3',
  'https://www.example.fi/?a=1&notes=2&order=3',
  'https://www.example.fi/ääkköset?q=ö',
  'https://www.example.fi/%C3%A4%20b',
  'https://järjestö.example.fi/',
  "https://www.example.fi/it's(1)",
  'http://www.example.fi:8080/a;b=1,2',
  'https://www.example.fi/~a/$b/*c*/_d_e_',
  'https://www.example.fi/a?b=c=d&&e#f/g?h',
  'https://WWW.EXAMPLE.FI',
  `https://www.example.fi/${'x'.repeat(177)}`,
];

test.each([
  ['behind words', (address: string) => `[sana](<${address}>)`],
  ['bare', (address: string) => address],
])('every web address of the issue, %s, stands verbatim in both parts', async (_, write) => {
  const written = ADDRESSES.filter((address) => write(address) !== address || !/['*~]|[)_]$/.test(address));
  const body = written.map(write).join('\n\n');
  const { html, text } = (await mailed(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(body) } })).copies.get(AINO)!;
  const hrefs = hrefsOf(html);
  expect(written.filter((address) => !hrefs.includes(address))).toEqual([]);
  expect(written.filter((address) => !text.includes(address))).toEqual([]);
});

describe('what would run or be fetched is refused', () => {
  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,x)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '<script>alert(1)</script>',
    '<form action="https://www.example.fi/"></form>',
    '<iframe src="https://www.example.fi/"></iframe>',
    '<img src="https://www.example.fi/p.gif">',
    '<p onclick="x()">a</p>',
    '<link rel="stylesheet" href="https://www.example.fi/a.css">',
    '![x](https://www.example.fi/p.gif)',
    '![x](//www.example.fi/p.gif)',
  ])('%s', async (body) => {
    const { receiver, run } = await mail(MINIMAL, { files: { 'issues/tammikuu.md': issueOf(body) } });
    expect(run.exitCode).not.toBe(0);
    expect(receiver.messages).toEqual([]);
  });

  test('from a recipient’s value, or stands as its words', async () => {
    const value = '"><script>alert(1)</script><img src=x onerror=x>';
    const files = {
      'issues/tammikuu.md': issueOf('Hei {{organisation}}, [linkki](https://www.example.fi/?o={{organisation}}).'),
      'subscribers/jarjestot.csv': `email,organisation\na@example.org,"${value.replaceAll('"', '""')}"\n`,
    };
    const { html, text } = (await mailedOnce(MINIMAL, files)).copies.get('a@example.org')!;
    expect(html).not.toMatch(/<script|<img/);
    expect(decodeHTML(html)).toContain(`Hei ${value}, `);
    expect(text).toContain('<script>alert(1)</script>');
    expect(hrefsOf(html)).toContain(
      `https://www.example.fi/?o=${encodeURIComponent(value).replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'))}`,
    );
  });
});

/** What a reader sees: comments for one program, the head and the preheader left out. */
function visibleTextOf(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  const shown = body.replace(/<!--[^]*?-->/g, '').replace(/<div style="display:none[^>]*>[^<]*<\/div>/, '');
  return decodeHTML(shown.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
}

/** All octets as they came, and what they are once decoded. */
function everythingIn(copy: Copy): string {
  const bodies = copy.all.map(({ body }) => body.toString('utf8'));
  const heads = [...copy.headers.keys()].flatMap((name) => (copy.headers.get(name)?.length === 1 ? [copy.words(name)] : []));
  return [copy.raw.toString('utf8'), ...bodies, decodeHTML(copy.html), ...heads].join('\n');
}
