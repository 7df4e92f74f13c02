import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { previewEn } from '../../src/words/preview/en.ts';
import { previewFi as words } from '../../src/words/preview/fi.ts';
import { previewSv } from '../../src/words/preview/sv.ts';
import { ArchivePage, COLOURS, FOCUSABLE, type TabStop } from '../support/archive-page.ts';
import { launchBrowser } from '../support/email-page.ts';
import { LIST, PreviewPage, SOON, bilingualFiles, previewOf } from '../support/preview-page.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { runProgram } from '../support/run-program.ts';
import { SmtpReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, TestWorkspace } from '../support/workspace.ts';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1400];
/** The contrast to what lies beside it that everything needs that is no text: WCAG 2.1, 1.4.11. */
const VISIBLE = 3;

let browser: Browser;
let context: BrowserContext;
let workspace: TestWorkspace;
let preview: RunningPreview;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' });
  workspace = new TestWorkspace({
    ...(await bilingualFiles()),
    'issues/lahetetty.md': ISSUE,
    'issues/kunnossa.md': soundIssue('Uutiskirje huhtikuu/2022', 'Kevään tapahtumat', 'Kokoukset ovat torstaisin.'),
    'issues/kunnossa.sv.md': soundIssue('Nyhetsbrev april/2022', 'Vårens evenemang', 'Mötena hålls på torsdagar.'),
    'issues/virheet.md': ISSUE.replace('Lisää tekstiä.', '![](puuttuu.png)\n\n[Lue lisää](#)'),
    'issues/rikki.md': ISSUE.replace('date: 2022-01-26', 'date: [2022').replace('Lisää tekstiä.', 'Rikkinäinen.'),
    'issues/poissa.md': ISSUE.replace('tammikuu/2022', 'maaliskuu/2022').replace('Lisää tekstiä.', 'Poissa.'),
  });
  const receiver = await new SmtpReceiver({}).start();
  await runProgram(workspace.folder, ['send', 'lahetetty', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
  await receiver.stop();
  workspace.write('issues/lahetetty.md', ISSUE.replace('Lisää tekstiä.', 'Lisää sanoja.'));
  preview = await startPreview(workspace.folder);
  await fetch(`${preview.origin}/issues/poissa`);
  workspace.write('issues/siirtynyt.md', workspace.read('issues/poissa.md'));
  workspace.remove('issues/poissa.md');
});

afterAll(async () => {
  await browser.close();
  await preview.end();
  workspace.remove('');
});

const PAGES: readonly (readonly [name: string, path: string, sign: string])[] = [
  ['the start page', '', words.start.fine],
  ['an issue with warnings', 'issues/tammikuu', words.next.ready],
  ['an issue with errors', 'issues/virheet', words.next.errors(3)],
  ['an issue that was sent', 'issues/lahetetty', words.difference.title],
  ['an issue that cannot be read', 'issues/rikki', words.trouble.unreadable],
  ['an issue that is gone', 'issues/poissa', words.trouble.movedTo('siirtynyt')],
  ['an issue read as a recipient', 'issues/tammikuu?real=1&find=example', words.readers.found(4, 4)],
  ['an issue as text and source', 'issues/tammikuu?view=text&beside=source&language=sv', words.download],
  ['no issue', 'issues/ei-ole', words.notices.notFound],
];

/** How wide a page is gone through with Tab; what others have more than these is in their frames. */
const TABBED: Readonly<Record<string, readonly number[]>> = {
  '': WIDTHS,
  'issues/virheet': [1400],
  'issues/tammikuu?real=1&find=example': [1400],
  'issues/poissa': [360],
  'issues/ei-ole': [360],
};

describe.each(PAGES)('%s', (_, path, sign) => {
  test('keeps WCAG 2.2 A and AA and what else axe advises, and is never wider than its window', async () => {
    const page = await open(path, sign);
    expect(await faultsOf(page)).toEqual([]);
    for (const width of [320, 360]) {
      await page.look(width, 'light');
      expect(await page.evaluate(`return document.documentElement.scrollWidth`), `${width} px`).toBe(width);
    }
    expect((await page.headings()).filter((level) => level === 1)).toEqual([1]);
    expect(page.faults).toEqual([]);
  });

  test.each(TABBED[path] ?? [])(
    'lets Tab go through it in the order of the text, and shows where it is, %i px wide',
    async (width) => {
      const page = await open(path, sign);
      await page.look(width, 'light');
      const { expected, stops } = await tabThrough(page);
      expect(stops.map(({ index, html }) => `${index} ${html}`)).toEqual(expected.map((html, index) => `${index} ${html}`));
      expect(stops.filter(({ html, contrast }) => !html.startsWith('<iframe') && contrast < VISIBLE)).toEqual([]);
      expect(stops.filter(({ html, isInView }) => !html.startsWith('<iframe') && !isInView)).toEqual([]);
    },
  );
});

test('the start page keeps them with nothing to show, and with settings that cannot be read', async () => {
  const { workspace: empty, preview: own } = await previewOf({ 'issues/tammikuu.md': null });
  const page = await open('', words.start.none, own);
  expect(await faultsOf(page)).toEqual([]);
  empty.write('newsletter.yaml', 'lists: {\n');
  await expect.poll(() => page.page.innerText('main'), SOON).toContain(words.start.workspaceProblems);
  expect(await faultsOf(page)).toEqual([]);
});

test('what came of a test copy keeps them as well', async () => {
  const { preview: own } = await previewOf(await bilingualFiles(), { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' });
  const page = await open('issues/tammikuu', words.test.send, own);
  await page.page.getByRole('button', { name: words.test.send }).click();
  await page.page.waitForSelector('.outcome.bad');
  expect(await faultsOf(page)).toEqual([]);
});

test.each([
  ['fi', words],
  ['sv', previewSv],
  ['en', previewEn],
] as const)('all pages speak %s where the workspace does', async (language, spoken) => {
  const files = await bilingualFiles();
  const { preview: own } = await previewOf({
    ...files,
    'newsletter.yaml': `language: ${language}\n${String(files['newsletter.yaml'])}`,
  });
  for (const [path, sign] of [
    ['', spoken.start.about],
    ['issues/tammikuu', spoken.next.ready],
    ['issues/ei-ole', spoken.notices.notFoundText],
  ] as const) {
    const page = await open(path, sign, own);
    expect(await page.page.getAttribute('html', 'lang')).toBe(language);
    if (language !== 'fi' && path === 'issues/tammikuu') expect(await page.violations()).toEqual([]);
  }
});

test('all of it works without scripts: links, search, test copies', async () => {
  const own = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1400, height: 900 } });
  onTestFinished(() => own.close());
  const page = await own.newPage();
  await page.goto(`${preview.origin}/`);
  await page.click('#Issue-tammikuu a');
  await page.locator('.pane.first').getByRole('link', { name: words.views.text, exact: true }).click();
  expect(await page.frameLocator('#Frame-first').locator('body').innerText()).toContain('1. Osio 1');
  await page.getByRole('link', { name: 'Svenska' }).click();
  expect(await page.frameLocator('#Frame-second').locator('body').innerText()).toContain('Stycke 1a');
  await page.getByRole('link', { name: words.readers.showReal(LIST.trim().split('\n').length - 1) }).click();
  await page.fill('#Find', 'björk');
  await page.getByRole('button', { name: words.readers.search }).click();
  await page.getByRole('link', { name: /berit@/ }).click();
  expect(await page.frameLocator('#Frame-first').locator('body').innerText()).toContain('Hei Björkbackens byaförening!');
  await page.getByRole('button', { name: words.test.send }).click();
  expect(await page.locator('.outcome').innerText()).toContain('testaaja@example.fi');
});

test('a frame and a panel are where a link leads to, past what stands before them', async () => {
  const page = await PreviewPage.open(context, preview, '/issues/tammikuu');
  await page.page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.className')).toBe('skip');
  await page.page.keyboard.press('Enter');
  await page.comes('document.activeElement.id', 'Panel');
});

/** An issue to whose text nothing is to be said. */
function soundIssue(title: string, section: string, text: string): string {
  return `---\ntitle: ${title}\ndate: 2022-04-13\nlists: [jarjestot]\nsummary: ${text}\n---\n\n## 1. ${section}\n\n${text}\n`;
}

async function open(path: string, sign: string, { origin } = preview): Promise<ArchivePage> {
  const page = await ArchivePage.open(context, `${origin}/`, path);
  onTestFinished(() => page.page.close());
  await expect.poll(() => page.page.innerText('body'), SOON).toContain(sign);
  return page;
}

async function faultsOf(page: ArchivePage): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      if (scheme === 'dark' && width !== WIDTHS[0]) continue;
      await page.look(width, scheme);
      // Only colours differ from one scheme to the other.
      const violations = await page.violations(scheme === 'light' ? 'all' : 'colours');
      found.push(...violations.map((line) => `${scheme}, ${width} px: ${line}`));
    }
  }
  return found;
}

/** Presses Tab until the focus has been in the last thing that can have it; what is in a frame is one with the frame. */
async function tabThrough({
  page,
}: ArchivePage): Promise<{ readonly expected: readonly string[]; readonly stops: readonly TabStop[] }> {
  const evaluate = <T>(script: string): Promise<T> => page.evaluate<T>(`(() => { ${COLOURS}${FOCUSABLE} ${script} })()`);
  const expected = await evaluate<string[]>(
    `window.focusable = focusable(); return window.focusable.map((element) => element.outerHTML.slice(0, 120));`,
  );
  const stops: TabStop[] = [];
  const most = expected.length + 400;
  for (let press = 0; press < most && stops.length < expected.length; press++) {
    await page.keyboard.press('Tab');
    const stop = await evaluate<TabStop>(
      `const element = document.activeElement; return { ...describe(element), isInView: isInView(element) };`,
    );
    if (stop.index !== stops.at(-1)?.index) stops.push(stop);
  }
  return { expected, stops };
}
