import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ArchivePage } from '../support/archive-page.ts';
import { ARCHIVES, type ArchiveName, type BuiltArchive, buildArchive, kindOf, SAMPLE } from '../support/built-archive.ts';
import { launchBrowser } from '../support/email-page.ts';
import { SiteServer } from '../support/site-server.ts';

const SCHEMES = ['light', 'dark'] as const;
/** A telephone, a window at 200 %, and the same window as it is. */
const WIDTHS = [320, 640, 1280];
const ISSUE = '2021-12-jarjestot/index.html';
/** The contrast to what lies beside it that everything needs that is no text: WCAG 2.1, 1.4.11. */
const VISIBLE = 3;
/** Images that weigh less gain nothing from narrower copies. */
const LIGHT_IMAGE = 16_000;

interface Site {
  readonly archive: BuiltArchive;
  readonly server: SiteServer;
}

let browser: Browser;
let context: BrowserContext;
let withoutScripts: BrowserContext;
const sites = new Map<ArchiveName, Site>();

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ reducedMotion: 'reduce' });
  withoutScripts = await browser.newContext({ reducedMotion: 'reduce', javaScriptEnabled: false });
  for (const name of ARCHIVES) {
    const archive = await buildArchive(name);
    sites.set(name, { archive, server: await SiteServer.start(archive.folder) });
  }
});

afterAll(async () => {
  await browser.close();
  for (const { archive, server } of sites.values()) {
    server.stop();
    archive.remove();
  }
});

test.each(ARCHIVES)('no kind of page of the %s archive is not looked at', (name) => {
  const kinds = new Set(SAMPLE[name].map(kindOf));
  expect(archiveOf(name).pages.filter((page) => !kinds.has(kindOf(page)))).toEqual([]);
});

const PAGES = ARCHIVES.flatMap((name) => SAMPLE[name].map((path): [ArchiveName, string] => [name, path]));

describe.each(PAGES)('%s: %s', (name, path) => {
  let page: ArchivePage;

  beforeAll(async () => {
    page = await ArchivePage.open(context, siteOf(name), path);
  });

  afterAll(() => page.page.close());

  test('keeps WCAG 2.2 A and AA and what else axe advises, light and dark, narrow and wide', async () => {
    const found: string[] = [];
    for (const scheme of SCHEMES) {
      // Only colours differ from one scheme to the other, and they are the same at every width.
      for (const width of scheme === 'light' ? [320, 1280] : [1280]) {
        await page.look(width, scheme);
        const violations = await page.violations(scheme === 'light' ? 'all' : 'colours');
        found.push(...violations.map((line) => `${scheme}, ${width} px: ${line}`));
      }
    }
    expect(found).toEqual([]);
  });

  test('has no band of colour behind text, nor one that comes again below it', async () => {
    const found: (string | null)[] = [];
    for (const width of WIDTHS) {
      await page.look(width, 'light');
      found.push(await page.faultOfBand());
    }
    expect(found).toEqual(WIDTHS.map(() => null));
  });

  test('has one main heading, skips no level, and names its language, landmarks and ways to other languages', async () => {
    const headings = await page.headings();
    expect(headings.filter((level) => level === 1)).toEqual([1]);
    expect(headings.filter((level, index) => level > (headings[index - 1] ?? 0) + 1)).toEqual([]);
    expect(await page.page.getAttribute('html', 'lang')).toBe(languageOf(path));
    for (const role of ['banner', 'main', 'contentinfo'] as const) expect(await page.page.getByRole(role).count(), role).toBe(1);
    const navigations = await page.navigations();
    expect(navigations.length).toBeGreaterThan(1);
    expect(new Set([...navigations, '']).size).toBe(navigations.length + 1);
    for (const link of await page.page.locator('.languages a').all()) {
      expect(await link.getAttribute('lang')).toBe(await link.getAttribute('hreflang'));
      expect(await link.getAttribute('lang')).not.toBe(languageOf(path));
    }
  });

  test('is never wider than its window, with spaced-out text neither', async () => {
    const found: string[] = [];
    for (const width of WIDTHS) {
      await page.look(width, 'light');
      for (const isSpaced of [false, true]) {
        await page.spaceText(isSpaced);
        found.push(...(await page.overflowing()).map((line) => `${width} px${isSpaced ? ', spaced out' : ''}: ${line}`));
      }
      await page.spaceText(false);
    }
    expect(found).toEqual([]);
  });

  test('has links that a finger can hit', async () => {
    await page.look(320, 'light');
    expect(await page.lowLinks()).toEqual([]);
  });

  test('has images with words, sizes and narrower copies', async () => {
    const { folder } = archiveOf(name);
    for (const { alt, width, height, src, srcset } of await page.images()) {
      expect(alt).not.toBe('');
      expect(Number(width)).toBeGreaterThan(0);
      expect(Number(height)).toBeGreaterThan(0);
      const files = [src, ...srcset.split(', ').map((copy) => copy.split(' ')[0]!)].filter((file) => file !== '');
      const paths = files.map((file) => join(folder, path, '..', file));
      expect(paths.filter((file) => !existsSync(file))).toEqual([]);
      if (statSync(paths[0]!).size > LIGHT_IMAGE) expect(new Set(paths).size).toBeGreaterThan(1);
    }
    if (path === ISSUE) expect((await page.images()).length).toBeGreaterThan(0);
  });

  test.each(SCHEMES)('is dark on white on paper, without what only a screen needs, where the screen is %s', async (scheme) => {
    await page.look(1280, scheme, 'print');
    const forScreens = page.page.locator('nav, .skip, .anchor, [role=search]').filter({ visible: true });
    expect(await forScreens.count()).toBe(0);
    expect(await page.paleOnPaper()).toEqual([]);
  });

  test('says the same without scripts, and shows no search that would not work', async () => {
    const without = await ArchivePage.open(withoutScripts, siteOf(name), path);
    onTestFinished(() => without.page.close());
    expect(await without.words()).toBe(await page.words());
    expect((await without.words()).length).toBeGreaterThan(30);
    expect(await without.page.locator('input').filter({ visible: true }).count()).toBe(0);
    expect(without.faults).toEqual([]);
  });

  test.each([
    [1280, 'light'],
    [320, 'dark'],
  ] as const)(
    'lets Tab go through it in the order of the text, and shows where it is, %i px wide and %s',
    async (width, scheme) => {
      await page.look(width, scheme);
      await page.page.reload();
      const { expected, stops } = await page.tabThrough();
      expect(expected[0]).toMatch(/^<a class="skip"/);
      expect(stops.map(({ index, html }) => `${index} ${html}`)).toEqual(expected.map((html, index) => `${index} ${html}`));
      expect(stops.filter(({ contrast }) => contrast < VISIBLE)).toEqual([]);
      expect(stops.filter(({ isInView }) => !isInView)).toEqual([]);
    },
  );

  test('lets the keyboard skip to its main part', async () => {
    await page.look(1280, 'light');
    await page.page.reload();
    expect(await page.isOnScreen('.skip')).toBe(false);
    await page.page.keyboard.press('Tab');
    expect(await page.page.evaluate('document.activeElement.className')).toBe('skip');
    expect(await page.isOnScreen('.skip')).toBe(true);
    await page.page.keyboard.press('Enter');
    expect(await page.page.evaluate('document.activeElement.localName')).toBe('main');
    await page.page.keyboard.press('Tab');
    expect(await page.page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
  });

  test('has asked for nothing elsewhere, and complained of nothing', () => {
    expect(page.faults).toEqual([]);
  });
});

describe.each(ARCHIVES)('the %s archive', (name) => {
  test.each(['http', 'file'] as const)('can be read by following links, over %s', async (scheme) => {
    const read = await open(name, 'index.html', scheme);
    const { page, faults } = read;
    const home = page.url();
    await page.click(`main a[href="${ISSUE}"]`);
    const section = page.locator('.contents a').nth(4);
    const anchor = (await section.getAttribute('href'))!;
    await section.click();
    expect(new URL(page.url()).hash).toBe(anchor);
    await expect.poll(() => read.isOnScreen(anchor)).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('main')).maxWidth`)).toMatch(/^\d+px$/);
    await showImages(read);
    await page.click('main a[href$="articles/naapuruston-lainaamo/index.html"]');
    await showImages(read);
    expect(await page.locator('main [lang=sv]').textContent()).toBe('Grannskapets lånebod');
    await page.click('header a[href$="events/index.html"]');
    expect(await page.locator('.event').count()).toBeGreaterThan(0);
    await page.locator('.event dd a').last().click();
    await page.waitForURL('**#*');
    await expect.poll(() => read.isOnScreen(new URL(page.url()).hash)).toBe(true);
    await page.click('.sender a');
    expect(page.url()).toBe(home);
    await page.click('.languages a[lang=sv]');
    expect(await page.getAttribute('html', 'lang')).toBe('sv');
    expect(faults).toEqual([]);
  });

  test.each(['http', 'file'] as const)('leads to its newest issue without scripts, over %s', async (scheme) => {
    const { page, faults } = await open(name, 'index.html', scheme, withoutScripts);
    const newest = await page.locator('.entries a').first().getAttribute('href');
    await page.click('main .button');
    await page.waitForURL(`**/${newest}`);
    expect(await page.locator('article.issue').count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test.each([
    ['', 'avustuksia'],
    ['', 'järjestöjen'],
    ['', 'tapahtumasta'],
    ['sv/', 'föreningarna'],
  ])('finds from /%s the section with another form of a word: %s', async (folder, query) => {
    for (const scheme of ['http', 'file'] as const) {
      const found = await open(name, `${folder}index.html`, scheme);
      const { page, faults } = found;
      await page.getByRole('searchbox').fill(query);
      const link = page.locator('#Results a[href*="#"]').first();
      await link.waitFor();
      const count = await page.locator('#Results li').count();
      expect(await page.getByRole('status').textContent()).toMatch(
        count === 1 ? /^(?:Yksi|Ett) / : new RegExp(`^${count} .*”${query}”`),
      );
      const title = (await link.textContent())!;
      await link.click();
      await page.waitForURL('**#*');
      const target = new URL(page.url()).hash;
      expect(await page.locator(target).textContent()).toContain(title);
      await expect.poll(() => found.isOnScreen(target)).toBe(true);
      expect(faults).toEqual([]);
    }
  });

  test('says that a search finds nothing', async () => {
    const { page } = await open(name, 'index.html');
    await page.getByRole('searchbox').fill('xyzxyz');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Haulla ”xyzxyz” ei löytynyt mitään.');
    expect(await page.locator('#Results li').count()).toBe(0);
  });

  test('shows what is not there as such at any depth', async () => {
    const { page, faults } = await open(name, '2019-12-jarjestot/sv/ei-ole.html');
    expect(await page.textContent('h1')).toBe('Sivua ei löydy');
    await page.click('main a');
    expect(await page.textContent('h1')).toBe('Uutiskirjeet');
    expect(faults).toEqual([]);
  });
});

describe('what would be wrong is found', () => {
  test.each([
    ['a field without a label', `document.querySelector('label').remove()`, /^label/],
    ['a pale text', `document.querySelector('.date').style.color = '#999'`, /^color-contrast: /],
    ['two main parts', `document.querySelector('footer').outerHTML = '<main>Teksti</main>'`, /^landmark-no-duplicate-main: /],
    [
      'links too small and near for a finger',
      `document.querySelector('nav').innerHTML = '<a href="a">.</a> <a href="b">.</a>';
       for (const { style } of document.querySelectorAll('nav a')) style.cssText = 'display: inline-block; padding: 0; height: 9px'`,
      /^target-size: /,
    ],
  ])('%s', async (_, harm, finding) => {
    const page = await open('example', 'index.html');
    await page.evaluate(harm);
    expect((await page.violations()).filter((line) => finding.test(line))).not.toEqual([]);
  });

  test('a focus that does not show, and a link that Tab reaches too early', async () => {
    const page = await open('example', 'index.html');
    await page.evaluate(`
      document.querySelector('main a').style.outline = 'none';
      document.querySelector('footer a').tabIndex = 1;
    `);
    const { stops } = await page.tabThrough();
    expect(stops.filter(({ contrast }) => contrast < VISIBLE).map(({ html }) => html)).toEqual([
      expect.stringContaining('latest'),
    ]);
    expect(stops[0]!.index).toBeGreaterThan(5);
  });

  test('a page that is too wide', async () => {
    const page = await open('example', 'index.html');
    await page.look(320, 'light');
    await page.evaluate(`document.querySelector('h1').style.width = '400px'`);
    expect(await page.overflowing()).toEqual([expect.stringMatching(/^\d+ px in 320 px$/), expect.stringMatching(/^<h1/)]);
  });

  test('a script within a page, and an image of another site', async () => {
    const { page, faults } = await open('example', 'index.html');
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = '1';
      document.body.append(script);
      new Image().src = 'http://127.0.0.1:9/a.png';
    })()`);
    await expect.poll(() => faults.join('\n')).toMatch(/script-src[^]*img-src|img-src[^]*script-src/);
  });
});

function archiveOf(name: ArchiveName): BuiltArchive {
  return sites.get(name)!.archive;
}

function siteOf(name: ArchiveName, scheme: 'http' | 'file' = 'http'): string {
  const { archive, server } = sites.get(name)!;
  return scheme === 'http' ? server.url : `${pathToFileURL(archive.folder).href}/`;
}

/** Opens a page until the test is over. */
async function open(name: ArchiveName, path: string, scheme: 'http' | 'file' = 'http', within = context): Promise<ArchivePage> {
  const opened = await ArchivePage.open(within, siteOf(name, scheme), path);
  onTestFinished(() => opened.page.close());
  return opened;
}

async function showImages({ page }: ArchivePage): Promise<void> {
  await page.locator('main img').first().scrollIntoViewIfNeeded();
  await expect
    .poll(() => page.evaluate('[...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0)'))
    .toBe(true);
}

/** A language shows in a page's path, but for an issue that is in another language than the workspace by itself. */
function languageOf(path: string): string {
  if (path.includes('-english/')) return 'en';
  return /(?:^|\/)(sv|en)\//.exec(path)?.[1] ?? 'fi';
}
