import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ICAL from 'ical.js';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { WatchedPage } from '../support/archive-browser.ts';
import { SiteServer } from '../support/site-server.ts';
import { launchBrowser } from '../support/email-page.ts';
import { articleOf, harmlessArticle, harmlessIssue, issueOf, yamlText } from '../support/payload-pages.ts';
import { PAYLOADS } from '../support/payloads.ts';
import { realClock, runProgram } from '../support/run-program.ts';
import { TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

/** Pages that are open at the same time. */
const WINDOWS = 4;
/** Pages of each kind. Payloads that are alike are spread over them: an issue with very many comments is not read. */
const PAGES = Math.ceil(PAYLOADS.length / 8);
const GROUPS = Array.from({ length: PAGES }, (_, page) => PAYLOADS.filter((_, index) => index % PAGES === page));
/** Issues of one list: a feed holds twenty. */
const IN_LIST = 18;
const LISTS = Math.ceil(PAGES / IN_LIST);
/** Where the archive says that it is; marks in it are those that an address may have. */
const PATH = "/arkisto&amp;a'b/";
const ADDRESS = `https://uutiskirjeet.example.fi${PATH.slice(0, -1)}`;
const NAME = `Yhdistys "><img src=x onerror=pwned()>'</title></script>]]>]]>&amp;`;

const clock: Clock = { ...realClock, now: () => new Date('2022-02-01T12:00:00Z') };

let browser: Browser;
let server: SiteServer;
let workspace: TestWorkspace;
let files: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  workspace = new TestWorkspace({ 'newsletter.yaml': configOf(), 'issues/tammikuu.md': null });
  for (let list = 0; list < LISTS; list++) workspace.write(`subscribers/lista-${list}.csv`, listOf(1));
  await publish(workspace, GROUPS);
  files = filesIn(workspace.path('dist/archive'));
  server = await SiteServer.start(workspace.path('dist/archive'), PATH);
}, 300_000);

afterAll(async () => {
  server.stop();
  workspace.remove('');
  await browser.close();
});

test('there are more than 200 payloads, and every page that they are written for is in the archive', () => {
  expect(PAYLOADS.length).toBeGreaterThan(200);
  const pages = GROUPS.flatMap((_, index) => pagesOf(index));
  expect(pages.filter((page) => !files.includes(page))).toEqual([]);
});

describe('in a browser', () => {
  test('every page shows words alone: nothing runs, nothing is fetched from elsewhere, and the policy has nothing to refuse', async () => {
    const visits = await visitAll(
      files.filter((file) => file.endsWith('.html') && !isForwarding(file)),
      server.url,
    );
    const wrong = GROUPS.flatMap((group, index) =>
      pagesOf(index).flatMap((page) => {
        const { title, words } = visits.get(page)!;
        const lost = group.filter((payload) => isPlain(payload) && !title.includes(plainly(payload)));
        return [
          ...lost.map((payload) => `${page} lost ${payload}`),
          ...(words.includes('Viimeinen sana') ? [] : [`${page} is cut`]),
        ];
      }),
    );
    expect([...noted(visits), ...wrong]).toEqual([]);
  });

  test('the addresses that send on lead to a page of the archive', async () => {
    const pages = files.filter(isForwarding);
    expect(pages.length).toBe(LISTS + 1);
    const window = await WatchedPage.open(browser, [server.origin]);
    await window.page.goto(server.url + pages[0]!.replace('latest/', ''));
    for (const page of pages) {
      const html = workspace.read(`dist/archive/${page}`);
      expect(/<meta http-equiv="refresh" content="([^"]*)">/.exec(html)?.[1]).toMatch(
        /^0; url=(?:\.\.\/)+sivu-\d+\/index\.html$/,
      );
      expect(await window.strangeIn(html)).toEqual([]);
    }
    await window.close();
  });

  test('pages that lie on a disk do nothing more', async () => {
    const folder = `${pathToFileURL(workspace.path('dist/archive')).href}/`;
    const some = files.filter(
      (file, index) => file.endsWith('.html') && !isForwarding(file) && file !== '404.html' && index % 20 === 0,
    );
    expect(noted(await visitAll(['index.html', 'events/index.html', ...some], folder))).toEqual([]);
  });

  test.each([
    ['over http', () => server.url],
    ['from a disk', () => `${pathToFileURL(workspace.path('dist/archive')).href}/`],
  ])('the search finds payloads, and shows them as words, %s', async (_, root) => {
    const window = await WatchedPage.open(browser, [root()]);
    await window.page.goto(`${root()}index.html`);
    const shown: string[] = [];
    for (const query of ['pwned', 'viimeinen sana', 'svg onload', 'javascript', '<img src=x onerror=pwned()>']) {
      await window.page.fill('#Query', '');
      await window.page.waitForSelector('#Results:empty', { state: 'attached' });
      await window.page.fill('#Query', query);
      await window.page.waitForSelector('#Results > li');
      shown.push(...(await window.page.locator('#Results .title').allTextContents()));
      const parts = await window.page.evaluate<string[]>(
        `[...new Set([...document.querySelectorAll('#Results *, #Found *')].map(({ localName }) => localName))].sort()`,
      );
      expect(parts).toEqual(['a', 'li', 'p']);
    }
    expect(shown.filter((words) => GROUPS.some((group) => words === plainly(group.join(' ')))).length).toBeGreaterThan(5);
    expect(window.found).toEqual([]);
    await window.close();
  });
});

describe('in other programs', () => {
  test('every feed and the sitemap are sound XML', async () => {
    const window = await WatchedPage.open(browser, [server.origin]);
    const broken: string[] = [];
    for (const file of files.filter((each) => each.endsWith('.xml'))) {
      const { error } = await readXml(window, workspace.read(`dist/archive/${file}`));
      if (error !== '') broken.push(`${file}: ${error}`);
    }
    expect(broken).toEqual([]);
    await window.close();
  });

  test('what a feed calls HTML runs nothing in a program that shows it', async () => {
    const feeds = files.filter((file) => file.startsWith('feeds/'));
    expect(feeds.length).toBe(2 * (LISTS + 1));
    const found: string[] = [];
    const shown = new Set<string>();
    for (const feed of feeds) {
      const window = await WatchedPage.open(browser, [server.origin, ADDRESS], ADDRESS);
      await window.page.goto(server.origin);
      const { html } = await readXml(window, workspace.read(`dist/archive/${feed}`));
      const fresh = html.filter((piece) => !shown.has(piece));
      for (const piece of fresh) shown.add(piece);
      found.push(...inShort(feed, await window.show(fresh)));
      await window.close();
    }
    expect(shown.size).toBeGreaterThan(PAGES);
    expect(found).toEqual([]);
  });

  test('a feed is sound XML whatever characters stand in the names of its list and its sender', async () => {
    const named = makeWorkspace({
      'newsletter.yaml': configOf('Yhdistys \u0001\u000c\uffff', 'Lista \ufffe'),
      'issues/tammikuu.md': harmlessIssue('lista-0'),
    });
    expect((await runProgram(named.folder, ['archive'], { clock })).exitCode).toBe(0);
    const window = await WatchedPage.open(browser, [server.origin]);
    for (const file of ['feeds/fi/atom.xml', 'feeds/fi/rss.xml', 'feeds/fi/lista-0/atom.xml', 'feeds/fi/lista-0/rss.xml'])
      expect(await readXml(window, named.read(`dist/archive/${file}`)), file).toMatchObject({ error: '' });
    await window.close();
  });

  test('every calendar file is one, with the words of its event', () => {
    const calendars = files.filter((file) => file.endsWith('.ics'));
    expect(calendars.length).toBeGreaterThan(PAYLOADS.length);
    const names = new Set(PAYLOADS.map(plainly));
    let known = 0;
    for (const file of calendars) {
      const calendar = new ICAL.Component(ICAL.parse(workspace.read(`dist/archive/${file}`)) as unknown[]);
      const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
      expect(calendar.getAllSubcomponents().length, file).toBe(events.length);
      for (const { summary, startDate } of events) {
        expect(startDate.toString(), file).toMatch(/^2022-02-2[56]/);
        if (names.has(summary)) known++;
      }
    }
    expect(known).toBeGreaterThan(PAYLOADS.length / 2);
  });
});

describe('the lists of recipients', () => {
  test('change no byte of the archive, whatever stands in their cells', async () => {
    const some = GROUPS.filter((_, index) => index % 20 === 0);
    const plain = makeWorkspace({ 'newsletter.yaml': configOf(), 'issues/tammikuu.md': null });
    const naughty = makeWorkspace({ 'newsletter.yaml': configOf(), 'issues/tammikuu.md': null });
    for (let list = 0; list < LISTS; list++) {
      plain.write(`subscribers/lista-${list}.csv`, listOf(3));
      naughty.write(`subscribers/lista-${list}.csv`, naughtyList());
    }
    await publish(plain, some);
    await publish(naughty, some);
    const folders = [plain, naughty].map((each) => each.path('dist/archive'));
    const [before, after] = folders.map(filesIn);
    expect(after).toEqual(before);
    for (const file of before!) {
      const [one, other] = folders.map((folder) => withoutTimes(file, readFileSync(join(folder, file))));
      expect(other!.equals(one!), file).toBe(true);
      expect(other!.includes('kanarialintu'), file).toBe(false);
    }
  });
});

/** Archives harmless pages first: those that are out already are written anew in spite of the errors in them. */
async function publish(to: TestWorkspace, groups: readonly (readonly string[])[]): Promise<void> {
  const image = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  for (const index of groups.keys()) {
    to.write(`issues/${slugOf(index)}.md`, harmlessIssue(listOfIssue(index)));
    to.write(`articles/${slugOf(index)}.md`, harmlessArticle());
    to.write(`issues/${slugOf(index)}/kuva.png`, image);
  }
  expect((await runProgram(to.folder, ['archive'], { clock })).stderr).toBe('');
  for (const [index, group] of groups.entries()) {
    to.write(`issues/${slugOf(index)}.md`, issueOf(group, listOfIssue(index)));
    to.write(`articles/${slugOf(index)}.md`, articleOf(group));
  }
  await runProgram(to.folder, ['archive'], { clock });
}

/** `newsletter.yaml` with payloads wherever it takes words. */
function configOf(name = NAME, firstList?: string): string {
  const titles = PAYLOADS.filter((payload) => !/\{\{|&\w|&#|[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(payload));
  const lists = Array.from(
    { length: LISTS },
    (_, list) =>
      `  lista-${list}: { title: ${yamlText((list === 0 ? firstList : undefined) ?? titles[list * 31]!)}, file: subscribers/lista-${list}.csv, archive: public }`,
  );
  return `organisation:
  name: ${yamlText(name)}
  address: ${yamlText(`Katu 1 ${name}`)}
  url: https://www.example.org/?a=b&c='onmouseover='pwned()
  privacyUrl: https://www.example.org/'onclick='pwned()#&quot;
from: { name: Esimerkkiyhdistys, address: uutiskirje@example.fi }
archive: { url: ${yamlText(ADDRESS)} }
typography: off
lists:
${lists.join('\n')}
`;
}

/** Cells that must stay where they are, in the columns that the fields of the issues are named after. */
function naughtyList(): string {
  const cell = (words: string): string => `"${words.replace(/[\p{Cc}]/gu, '').replaceAll('"', '""')}"`;
  const rows = PAYLOADS.map(
    (payload, index) => `kanarialintu${index}@example.org,${cell(`kanarialintu ${payload}`)},${cell(payload)},fi,kanarialintu`,
  );
  return ['email,organisation,nimi,language,constructor', ...rows, ''].join('\n');
}

function pagesOf(index: number): string[] {
  return [`${slugOf(index)}/index.html`, `articles/${slugOf(index)}/index.html`];
}

function slugOf(index: number): string {
  return `sivu-${index}`;
}

function listOfIssue(index: number): string {
  return `lista-${Math.floor(index / IN_LIST)}`;
}

/** Whether a page does nothing but send on to the newest issue. */
function isForwarding(file: string): boolean {
  return file.endsWith('latest/index.html');
}

/** Whether a text is shown as it is: no field in it, and no address of a person. */
function isPlain(payload: string): boolean {
  return !payload.includes('{{') && !payload.includes('@');
}

/** A text on one line, without what can neither be seen nor written in XML. A byte order mark is no space, and stays. */
function plainly(payload: string): string {
  return payload
    .replace(/[^\S\ufeff]+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (character >= '\u0080' && character <= '\u009f' ? character : ''));
}

/** Opens pages, several at a time. */
async function visitAll(pages: readonly string[], root: string): Promise<Map<string, Awaited<ReturnType<WatchedPage['visit']>>>> {
  const waiting = [...pages];
  const visits = new Map<string, Awaited<ReturnType<WatchedPage['visit']>>>();
  const work = async (): Promise<void> => {
    const window = await WatchedPage.open(browser, [root]);
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift())
      visits.set(page, await window.visit(root + page));
    await window.close();
  };
  await Promise.all(Array.from({ length: WINDOWS }, work));
  return visits;
}

/** What came of it, each thing once and in short. */
function noted(visits: ReadonlyMap<string, { readonly found: readonly string[] }>): string[] {
  return [...visits].flatMap(([page, { found }]) => inShort(page, found));
}

function inShort(file: string, found: readonly string[]): string[] {
  return [...new Set(found.map((what) => `${file}: ${what.slice(0, 150)}`))];
}

/** What is wrong with a file of XML, and the texts in it that it says are HTML (RFC 4287 §3.1, RSS 2.0 `description`). */
function readXml({ page }: WatchedPage, text: string): Promise<{ error: string; html: string[] }> {
  return page.evaluate(`(() => {
    const xml = new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml');
    const isHtml = (element) =>
      element.getAttribute('type') === 'html' || (element.parentNode.nodeName === 'item' && /^(?:description|content:encoded)$/.test(element.nodeName));
    return {
      error: xml.querySelector('parsererror')?.textContent.slice(0, 200) ?? '',
      html: [...xml.querySelectorAll('*')].filter(isHtml).map(({ textContent }) => textContent),
    };
  })()`);
}

/** The record of what was written tells when, of images as well; all else in it has to be the same. */
function withoutTimes(file: string, bytes: Buffer): Buffer {
  return file.endsWith('.newsletter-archive.json') ? Buffer.from(bytes.toString().replace(/"(?:time|made)":[^,}]+/g, '')) : bytes;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
}
