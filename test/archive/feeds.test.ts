import { decodeHTML } from 'entities';
import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { FEED_LENGTH } from '../../src/archive/feed/feeds.ts';
import { type HtmlNode, readHtml } from '../support/html-tree.ts';
import { writeArchiveAt } from '../support/archive.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { type XmlElement, childOf, childrenOf, readXml } from '../support/xml-tree.ts';

const NOW = '2022-03-01T10:00:00Z';
const URL_IN_CONFIG = 'https://uutiskirjeet.example.fi';
const URL_ON_COMMAND_LINE = 'https://www.example.org/kirjeet';

const LISTS = `lists:
  jarjestot: { title: Järjestöt, file: subscribers/jarjestot.csv, archive: public, sv: { title: Föreningar } }
  kunnat: { title: Kunnat & kylät, file: subscribers/kunnat.csv, archive: public, sv: { title: Kommuner & byar } }
`;

const WITH_URL = `${CONFIG.replace(/lists:\n.*\n/, LISTS)}archive: { url: ${URL_IN_CONFIG} }\nimages: embedded\n`;

const JANUARY = `---
title: Uutiskirje tammikuu/2022
date: 2022-01-26
lists: [jarjestot]
summary: Lyhyesti & ytimekkäästi.
---

Hei {{organisation|hyvä lukija}}!

## 1. Ensimmäinen

Virke ensimmäisestä. Katso [kohta kaksi](#toinen-paikka), [juttu](article:uutinen), [ohje](ohje.pdf) ja [muu sivu](https://www.example.fi/a?b=1&c=2).

![Piirros: talo](kuva.jpg "Talo on <pieni>.")

Lisätietoja: Aino Esimerkki, projektipäällikkö, aino.esimerkki@example.fi, p. 050 123 4567

## 2. Toinen paikka

Virke toisesta, kirjoita [meille](mailto:eero.malli@example.fi) tai saara.nayte@example.org.

::: event
title: Talvifoorumi
when: 25.3.2022 klo 15–17
where: Verkossa
signup: https://www.example.fi/ilmoittaudu
:::

<!-- more -->

### Lisää toisesta

Virke lopusta.
`;

const JANUARY_SV = `---
title: Nyhetsbrev januari/2022
summary: Kort.
---

Hej!

## 1. Första

Mening ett, se [punkt två](#andra-platsen).

![Teckning: ett hus](kuva.jpg "Huset.")

Mer information: Aino Esimerkki, projektchef, aino.esimerkki@example.fi, tfn 050 123 4567

## 2. Andra platsen

Mening två.

::: event
title: Vinterforum
when: 25.3.2022 kl. 15–17
:::

<!-- more -->

### Mer om det andra

Mening tre.
`;

const FEBRUARY = `---
title: Uutiskirje helmikuu/2022
date: 2022-02-16
lists: [kunnat]
---

## 1. Kuntien asiaa

Virke kunnista.
`;

const FEBRUARY_SV = `---
title: Nyhetsbrev februari/2022
---

## 1. Kommunernas ärenden

Mening om kommuner.
`;

const ARTICLE = `---
title: Lainaamo avattiin
date: 2022-01-20
lead: Porakone kiertää.
---

Virke uutisesta.

## Mitä lainattiin?

Virke lainoista.
`;

const DRAFT = FEBRUARY.replace('date: 2022-02-16', 'date: 2022-02-17\ndraft: true').replace('helmikuu/2022', 'luonnos/2022');
const FUTURE = FEBRUARY.replace('2022-02-16', '2022-03-02').replace('helmikuu/2022', 'maaliskuu/2022');

const PICTURE = await sharp({
  create: {
    width: 1000,
    height: 500,
    channels: 3,
    background: '#336699',
    noise: { type: 'gaussian', mean: 128, sigma: 20 },
  },
})
  .jpeg()
  .toBuffer();

const FILES = {
  'newsletter.yaml': WITH_URL,
  'issues/tammikuu.md': null,
  'issues/2022-01.md': JANUARY,
  'issues/2022-01.sv.md': JANUARY_SV,
  'issues/2022-01/kuva.jpg': PICTURE,
  'issues/2022-01/ohje.pdf': '%PDF-1.4\n',
  'issues/2022-02.md': FEBRUARY,
  'issues/2022-02.sv.md': FEBRUARY_SV,
  'issues/2022-02-luonnos.md': DRAFT,
  'issues/2022-03.md': FUTURE,
  'articles/uutinen.md': ARTICLE,
};

type Format = 'atom' | 'rss';
const FORMATS: readonly Format[] = ['atom', 'rss'];

/** Every feed of the workspace: its folder, its title, and the addresses of what belongs in it, the newest first. */
const FEEDS: readonly (readonly [folder: string, title: string, pages: readonly string[]])[] = [
  ['fi', 'Uutiskirjeet – Esimerkkiyhdistys', ['2022-02/', '2022-01/', 'articles/uutinen/']],
  ['fi/jarjestot', 'Järjestöt – Esimerkkiyhdistys', ['2022-01/']],
  ['fi/kunnat', 'Kunnat & kylät – Esimerkkiyhdistys', ['2022-02/']],
  ['sv', 'Nyhetsbrev – Esimerkkiyhdistys', ['2022-02/sv/', '2022-01/sv/']],
  ['sv/jarjestot', 'Föreningar – Esimerkkiyhdistys', ['2022-01/sv/']],
  ['sv/kunnat', 'Kommuner & byar – Esimerkkiyhdistys', ['2022-02/sv/']],
];
const EVERY_FEED = FEEDS.flatMap(([folder]) => FORMATS.map((format) => `feeds/${folder}/${format}.xml`));

/** One thing in a feed, whatever its format. Texts that the format says are HTML are read as such. */
interface FeedItem {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly published: string;
}

function itemsOf(feed: XmlElement): FeedItem[] {
  if (feed.name === 'feed') return childrenOf(feed, 'entry').map(atomItem);
  return childrenOf(childOf(feed, 'channel'), 'item').map(rssItem);
}

function atomItem(entry: XmlElement): FeedItem {
  const text = (name: string): string => childrenOf(entry, name).map(atomText).join('');
  const alternate = childrenOf(entry, 'link').find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  expect(childOf(entry, 'content').attributes['type']).toBe('html');
  return {
    id: text('id'),
    link: alternate?.attributes['href'] ?? '',
    title: text('title'),
    summary: text('summary'),
    content: childOf(entry, 'content').text,
    published: new Date(text('published')).toISOString(),
  };
}

/** RFC 4287 §3.1: text is HTML where its type says so. */
function atomText({ text, attributes }: XmlElement): string {
  return attributes['type'] === 'html' ? textOf(readHtml(text)) : text;
}

/** RSS 2.0: a description is HTML. */
function rssItem(item: XmlElement): FeedItem {
  return {
    id: childOf(item, 'guid').text,
    link: childOf(item, 'link').text,
    title: childOf(item, 'title').text,
    summary: childrenOf(item, 'description')
      .map(({ text }) => textOf(readHtml(text)))
      .join(''),
    content: childOf(item, 'content:encoded').text,
    published: new Date(childOf(item, 'pubDate').text).toISOString(),
  };
}

function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}

/** Every address in HTML: of links, of images and of their copies. */
function addressesIn(nodes: readonly HtmlNode[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [];
    const { href, src, srcset } = node.attributes;
    const copies = (srcset ?? '').split(', ').map((copy) => copy.split(' ')[0]!);
    return [...[href ?? '', src ?? '', ...copies].filter((address) => address !== ''), ...addressesIn(node.children)];
  });
}

function readFeed(workspace: TestWorkspace, path: string): XmlElement {
  return readXml(workspace.read(`dist/archive/${path}`));
}

function itemNamed(workspace: TestWorkspace, path: string, title: string): FeedItem {
  const item = itemsOf(readFeed(workspace, path)).find((each) => each.title === title);
  if (!item) throw new Error(`no ${title} in ${path}`);
  return item;
}

async function makeArchive(files: Readonly<Record<string, string | Uint8Array | null>> = {}): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ ...FILES, ...files });
  await writeArchiveAt(workspace, NOW);
  return workspace;
}

describe.each([
  ['archive.url', URL_IN_CONFIG, []],
  ['--base-url', URL_ON_COMMAND_LINE, ['--base-url', URL_ON_COMMAND_LINE]],
])('feeds of an archive whose address %s gives', (_, baseUrl, argv) => {
  const build = async (): Promise<TestWorkspace> => {
    const workspace = makeWorkspace(FILES);
    await writeArchiveAt(workspace, NOW, argv);
    return workspace;
  };

  test('Atom has what RFC 4287 asks of a feed and of an entry', async () => {
    const workspace = await build();
    for (const [folder, title] of FEEDS) {
      const feed = readFeed(workspace, `feeds/${folder}/atom.xml`);
      expect(feed.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
      expect(childOf(feed, 'id').text).toSatisfy((id: string) => id.startsWith(`${baseUrl}/`));
      expect(atomText(childOf(feed, 'title'))).toBe(title);
      expect(childOf(feed, 'updated').text).toBe(childrenOf(feed, 'entry').map(updated).toSorted().at(-1));
      expect(childOf(childOf(feed, 'author'), 'name').text).toBe('Esimerkkiyhdistys');
      const links = Object.fromEntries(childrenOf(feed, 'link').map(({ attributes }) => [attributes['rel'], attributes['href']]));
      const index = folder.startsWith('sv') ? `${baseUrl}/sv/` : `${baseUrl}/`;
      expect(links).toEqual({ self: `${baseUrl}/feeds/${folder}/atom.xml`, alternate: index });
    }
  });

  test('RSS has what 2.0 asks of a channel and of an item', async () => {
    const workspace = await build();
    for (const [folder, title] of FEEDS) {
      const feed = readFeed(workspace, `feeds/${folder}/rss.xml`);
      const channel = childOf(feed, 'channel');
      expect(feed).toMatchObject({ name: 'rss', attributes: { version: '2.0' } });
      expect(childOf(channel, 'title').text).toBe(title);
      expect(childOf(channel, 'link').text).toBe(folder.startsWith('sv') ? `${baseUrl}/sv/` : `${baseUrl}/`);
      expect(childOf(channel, 'description').text).not.toBe('');
      expect(childOf(channel, 'language').text).toBe(folder.slice(0, 2));
      expect(childOf(channel, 'atom:link').attributes).toMatchObject({
        rel: 'self',
        type: 'application/rss+xml',
        href: `${baseUrl}/feeds/${folder}/rss.xml`,
      });
      for (const item of childrenOf(channel, 'item'))
        expect(childOf(item, 'pubDate').text).toMatch(/^\w{3}, \d\d \w{3} 2022 .* GMT$/);
    }
  });

  test('each holds only what belongs to its language and its list, the newest first', async () => {
    const workspace = await build();
    for (const [folder, , pages] of FEEDS) {
      for (const format of FORMATS) {
        const items = itemsOf(readFeed(workspace, `feeds/${folder}/${format}.xml`));
        expect(items.map(({ link }) => link)).toEqual(pages.map((page) => `${baseUrl}/${page}`));
        expect(items.map(({ id }) => id)).toEqual(items.map(({ link }) => link));
      }
    }
  });

  test('every address is whole, and every page and image is one of the archive', async () => {
    const workspace = await build();
    for (const path of EVERY_FEED) {
      for (const { content } of itemsOf(readFeed(workspace, path))) {
        const addresses = addressesIn(readHtml(content)).filter((address) => !address.startsWith('tel:'));
        const [own, others] = [
          addresses.filter((address) => address.startsWith(`${baseUrl}/`)),
          addresses.filter((address) => !address.startsWith(`${baseUrl}/`)),
        ];
        expect(others.filter((address) => !address.startsWith('https://www.example.fi/'))).toEqual([]);
        for (const address of own) {
          const { pathname } = new URL(address.replace(baseUrl, 'https://archive.example.org'));
          expect(workspace.has(`dist/archive${pathname.replace(/\/$/, '/index.html')}`), address).toBe(true);
        }
      }
    }
  });

  test('the content leads to a place of its own page, to an article, to a file and to all copies of an image', async () => {
    const { content } = itemNamed(await build(), 'feeds/fi/atom.xml', 'Uutiskirje tammikuu/2022');
    const addresses = addressesIn(readHtml(content));
    expect(addresses).toEqual(
      expect.arrayContaining([
        `${baseUrl}/2022-01/#toinen-paikka`,
        `${baseUrl}/articles/uutinen/`,
        'https://www.example.fi/a?b=1&c=2',
        `${baseUrl}/2022-01/talvifoorumi.ics`,
      ]),
    );
    const names = addresses.flatMap((address) => /\/2022-01\/([a-z]+)-[0-9a-f]{8}(.*)$/.exec(address)?.slice(1).join('') ?? []);
    expect(names.toSorted()).toEqual(['kuva-480.jpg', 'kuva-800.jpg', 'kuva.jpg', 'kuva.jpg', 'ohje.pdf']);
  });

  test('the pages name their own address, the same page in other languages, and what is shown when they are shared', async () => {
    const workspace = await build();
    const page = workspace.read('dist/archive/2022-01/sv/index.html');
    const head = page.slice(0, page.indexOf('</head>'));
    const attributesOf = (tag: string): Record<string, string>[] =>
      [...head.matchAll(new RegExp(`<${tag} ([^>]*)>`, 'g'))].map(([, written = '']) =>
        Object.fromEntries([...written.matchAll(/([\w:-]+)="([^"]*)"/g)].map((match) => [match[1]!, decodeHTML(match[2]!)])),
      );
    const links = attributesOf('link');
    expect(links.filter(({ rel }) => rel === 'canonical')).toEqual([{ rel: 'canonical', href: `${baseUrl}/2022-01/sv/` }]);
    const editions = links.flatMap(({ hreflang, href }) => (hreflang ? [[hreflang, href]] : []));
    expect(Object.fromEntries(editions)).toEqual({ fi: `${baseUrl}/2022-01/`, sv: `${baseUrl}/2022-01/sv/` });
    const card = Object.fromEntries(
      attributesOf('meta').flatMap(({ property, content }) => (property ? [[property, content]] : [])),
    );
    expect(card).toMatchObject({
      'og:type': 'article',
      'og:title': 'Nyhetsbrev januari/2022',
      'og:description': 'Kort.',
      'og:url': `${baseUrl}/2022-01/sv/`,
      'og:locale': 'sv_FI',
      'og:image:alt': 'Teckning: ett hus',
      'article:published_time': '2022-01-26',
    });
    expect(card['og:image']!.replace(/[0-9a-f]{8}/, '…')).toBe(`${baseUrl}/2022-01/kuva-….jpg`);
    expect(workspace.has(`dist/archive${card['og:image']!.slice(baseUrl.length)}`)).toBe(true);
  });

  test('the sitemap names every page that is there and may be listed, by its whole address', async () => {
    const workspace = makeWorkspace({ ...FILES, 'articles/salaisuus.md': ARTICLE.replace('lead:', 'robots: noindex\nlead:') });
    await writeArchiveAt(workspace, NOW, argv);
    const map = readFeed(workspace, 'sitemap.xml');
    expect(map.attributes['xmlns']).toBe('http://www.sitemaps.org/schemas/sitemap/0.9');
    const places = childrenOf(map, 'url').map((url) => childOf(url, 'loc').text);
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) {
      expect(place.slice(0, baseUrl.length + 1)).toBe(`${baseUrl}/`);
      const page = workspace.read(`dist/archive${place.slice(baseUrl.length)}index.html`);
      expect(page).not.toContain('noindex');
      expect(page).toContain(`<link rel="canonical" href="${place}">`);
    }
    const pages = ['2022-01/', '2022-01/sv/', '2022-02/', '2022-02/sv/', 'articles/uutinen/', '', 'sv/', '2022/', 'events/'];
    expect(places).toEqual(expect.arrayContaining(pages.map((page) => `${baseUrl}/${page}`)));
    expect(places.filter((place) => /salaisuus|luonnos|2022-03|404|latest/.test(place))).toEqual([]);
    expect(workspace.read('dist/archive/robots.txt')).toContain(`Sitemap: ${baseUrl}/sitemap.xml`);
  });
});

function updated(entry: XmlElement): string {
  const { text } = childOf(entry, 'updated');
  expect(text).toMatch(/^2022-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  return text;
}

describe('what stands in a feed', () => {
  test.each(FORMATS)('%s: a sentence of every section, also behind the line where the e-mail ends', async (format) => {
    const workspace = await makeArchive();
    const issue = itemNamed(workspace, `feeds/fi/jarjestot/${format}.xml`, 'Uutiskirje tammikuu/2022');
    for (const words of ['Hei hyvä lukija!', 'Virke ensimmäisestä.', 'Virke toisesta,', 'Virke lopusta.', 'Talo on <pieni>.']) {
      expect(textOf(readHtml(issue.content))).toContain(words);
    }
    const variant = itemNamed(workspace, `feeds/sv/${format}.xml`, 'Nyhetsbrev januari/2022');
    for (const words of ['Hej!', 'Mening ett,', 'Mening två.', 'Mening tre.']) {
      expect(textOf(readHtml(variant.content))).toContain(words);
    }
    const article = itemNamed(workspace, `feeds/fi/${format}.xml`, 'Lainaamo avattiin');
    for (const words of ['Porakone kiertää.', 'Virke uutisesta.', 'Virke lainoista.']) {
      expect(textOf(readHtml(article.content))).toContain(words);
    }
    expect(issue).toMatchObject({ summary: 'Lyhyesti & ytimekkäästi.', published: '2022-01-25T22:00:00.000Z' });
  });

  test('no address of a person that a program could gather', async () => {
    const workspace = await makeArchive();
    for (const path of EVERY_FEED) expect(workspace.read(`dist/archive/${path}`)).not.toMatch(/[\w.]@|mailto:/);
    expect(workspace.read('dist/archive/feeds/fi/atom.xml')).toContain('aino.esimerkki(at)example.fi');
  });

  test('no draft, nothing from the future, and on its day what was from the future', async () => {
    const workspace = await makeArchive();
    for (const path of EVERY_FEED) expect(workspace.read(`dist/archive/${path}`)).not.toMatch(/luonnos|maaliskuu/);
    await writeArchiveAt(workspace, '2022-03-01T22:30:00Z');
    for (const path of ['feeds/fi/atom.xml', 'feeds/fi/kunnat/rss.xml']) {
      expect(itemsOf(readFeed(workspace, path))[0]!.title).toBe('Uutiskirje maaliskuu/2022');
      expect(workspace.read(`dist/archive/${path}`)).not.toContain('luonnos');
    }
  });

  test('the newest twenty, of all and of a list', async () => {
    const days = Array.from({ length: 25 }, (_, index) => String(index + 1).padStart(2, '0'));
    const many = days.map((day) => [`issues/2021-12-${day}.md`, FEBRUARY.replace('2022-02-16', `2021-12-${day}`)]);
    const workspace = await makeArchive(Object.fromEntries(many) as Record<string, string>);
    for (const path of EVERY_FEED.filter((each) => /^feeds\/fi\/(?:kunnat\/)?\w+\.xml$/.test(each))) {
      const links = itemsOf(readFeed(workspace, path)).map(({ link }) => link);
      expect(links).toHaveLength(FEED_LENGTH);
      expect(links[0]).toBe(`${URL_IN_CONFIG}/2022-02/`);
      expect(links.at(-1)).toBe(`${URL_IN_CONFIG}/2021-12-${path.includes('kunnat') ? '07' : '09'}/`);
    }
  });

  test('the same however often and whenever on a day they are written', async () => {
    const workspace = await makeArchive();
    const before = EVERY_FEED.map((path) => workspace.read(`dist/archive/${path}`));
    expect((await writeArchiveAt(workspace, '2022-03-01T18:45:12Z')).written).toEqual([]);
    workspace.remove('dist');
    await writeArchiveAt(workspace, '2022-03-01T21:59:59Z');
    expect(EVERY_FEED.map((path) => workspace.read(`dist/archive/${path}`))).toEqual(before);
  });

  test('a correction makes an entry newer, and does not publish it again', async () => {
    const correction = 'corrections:\n  - 2022-02-20: Päivä oli väärin.\nsummary:';
    const workspace = await makeArchive({ 'issues/2022-01.md': JANUARY.replace('summary:', correction) });
    const feed = readFeed(workspace, 'feeds/fi/jarjestot/atom.xml');
    const [entry] = childrenOf(feed, 'entry');
    expect(new Date(childOf(entry!, 'updated').text).toISOString()).toBe('2022-02-19T22:00:00.000Z');
    expect(new Date(childOf(entry!, 'published').text).toISOString()).toBe('2022-01-25T22:00:00.000Z');
    expect(new Date(childOf(feed, 'updated').text).toISOString()).toBe('2022-02-19T22:00:00.000Z');
  });

  test('there is none where the archive does not know its address', async () => {
    const workspace = makeWorkspace({
      ...FILES,
      'newsletter.yaml': WITH_URL.replace(/^archive:.*\n/m, ''),
      'issues/2022-01.md': null,
      'issues/2022-01.sv.md': null,
    });
    const { written } = await writeArchiveAt(workspace, NOW);
    expect(written).toContain('2022-02/index.html');
    expect(written.filter((path) => path.endsWith('.xml'))).toEqual([]);
  });
});

describe('words that mean something in XML and HTML', () => {
  const HARD = [
    ['an ampersand', 'Kahvi & pulla'],
    ['angle brackets', 'Lomake <b> ja 1 < 2 > 0'],
    ['quotation marks', `"Kaksi" ja 'yksi'`],
    ['an emoji', 'Juhla 🎉 👩‍👩‍👧 tulee'],
    ['the end of a CDATA section', 'Loppu ]]> tuli, toinenkin ]]>'],
    ['what looks like an entity', 'Merkki &amp; ja &lt;p&gt;'],
    ['a tag of a script', '</title><script>alert(1)</script>'],
  ] as const;

  test.each(HARD)('%s stays in a title and a summary', async (_, words) => {
    const written = JSON.stringify(words);
    const header = `typography: off\nsubject: Tavallinen\ndate: 2022-02-16\nsummary: ${written}`;
    const issue = FEBRUARY.replace('Uutiskirje helmikuu/2022', written).replace('date: 2022-02-16', header);
    const article = ARTICLE.replace('Lainaamo avattiin', written).replace(
      'lead: Porakone kiertää.',
      `typography: off\nlead: ${written}`,
    );
    const workspace = await makeArchive({
      'issues/2022-02.md': issue,
      'issues/2022-02.sv.md': null,
      'articles/uutinen.md': article,
    });
    for (const format of FORMATS) {
      const items = itemsOf(readFeed(workspace, `feeds/fi/${format}.xml`)).filter(({ link }) => !link.endsWith('/2022-01/'));
      // RSS 2.0 does not say whether a title is HTML: readers are prepared for both.
      const titles = items.map(({ title }) => (format === 'rss' && title !== words ? decodeHTML(title) : title));
      expect({ format, titles }).toEqual({ format, titles: [words, words] });
      expect({ format, summaries: items.map(({ summary }) => summary) }).toEqual({ format, summaries: [words, words] });
    }
  });

  test.each(HARD)('%s stays in the name of the organisation', async (_, words) => {
    const workspace = await makeArchive({ 'newsletter.yaml': WITH_URL.replace('Esimerkkiyhdistys', JSON.stringify(words)) });
    const feed = readFeed(workspace, 'feeds/fi/atom.xml');
    expect(atomText(childOf(feed, 'title'))).toBe(`Uutiskirjeet – ${words}`);
    expect(childOf(childOf(feed, 'author'), 'name').text).toBe(words);
    const channel = childOf(readFeed(workspace, 'feeds/fi/rss.xml'), 'channel');
    expect(childOf(channel, 'title').text).toBe(`Uutiskirjeet – ${words}`);
  });

  test('nothing of that is lost in the title of a list', async () => {
    const words = `Kunnat & "kylät" < 'saaret' ]]> ja 🎉 ]]>`;
    const workspace = await makeArchive({ 'newsletter.yaml': WITH_URL.replace('Kunnat & kylät', JSON.stringify(words)) });
    const title = `${words} – Esimerkkiyhdistys`;
    expect(atomText(childOf(readFeed(workspace, 'feeds/fi/kunnat/atom.xml'), 'title'))).toBe(title);
    expect(childOf(childOf(readFeed(workspace, 'feeds/fi/kunnat/rss.xml'), 'channel'), 'title').text).toBe(title);
  });

  test.each(HARD)('%s stays in the text', async (_, words) => {
    const text = words.replace(/[&<>\]]/g, String.raw`\$&`);
    const issue = `${FEBRUARY.replace('summary', 'typography: off\nsummary').replace('lists', 'typography: off\nlists')}\nAlku ${text} loppu.\n`;
    const workspace = await makeArchive({ 'issues/2022-02.md': issue });
    for (const format of FORMATS) {
      const { content } = itemNamed(workspace, `feeds/fi/kunnat/${format}.xml`, 'Uutiskirje helmikuu/2022');
      expect(textOf(readHtml(content))).toContain(`Alku ${words} loppu.`);
    }
  });

  test('characters that XML does not know are left out, wherever they stand', async () => {
    const odd = (words: string): string => words.replace(/ /g, String.raw` \u0001\u001f\uffff`);
    const header = `title: "${odd('Uutiskirje helmikuu')}"\nsubject: Tavallinen\nsummary: "${odd('Lyhyesti sanottuna')}"`;
    const issue = FEBRUARY.replace(/title:.*/, header);
    const workspace = await makeArchive({ 'issues/2022-02.md': issue, 'issues/2022-02.sv.md': null });
    for (const format of FORMATS) {
      const item = itemNamed(workspace, `feeds/fi/kunnat/${format}.xml`, 'Uutiskirje helmikuu');
      expect(item.summary).toBe('Lyhyesti sanottuna');
    }
    readFeed(workspace, 'sitemap.xml');
  });

  test('characters that XML does not know are left out of the name of the organisation', async () => {
    const config = WITH_URL.replace('Esimerkkiyhdistys', String.raw`"Esimerkki\u0001yhdistys\ufffe"`);
    const workspace = await makeArchive({ 'newsletter.yaml': config });
    for (const path of EVERY_FEED) readFeed(workspace, path);
    expect(childOf(readFeed(workspace, 'feeds/fi/atom.xml'), 'title').text).toBe('Uutiskirjeet – Esimerkkiyhdistys');
  });
});
