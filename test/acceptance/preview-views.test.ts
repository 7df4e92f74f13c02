import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { VIEWS, type View } from '../../src/preview/page-state.ts';
import { previewFi as words } from '../../src/words/preview/fi.ts';
import { launchBrowser } from '../support/email-page.ts';
import {
  LIST,
  type Place,
  PreviewPage,
  SOON,
  bilingualFiles,
  isInSight,
  previewOf,
  themeFiles,
} from '../support/preview-page.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { TestWorkspace } from '../support/workspace.ts';

const PAGE = '/issues/tammikuu';
const PLACES: readonly Place[] = ['first', 'second'];
const SCHEMES = ['light', 'dark'] as const;

let browser: Browser;
let context: BrowserContext;
let shared: { readonly workspace: TestWorkspace; readonly preview: RunningPreview };

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1500, height: 900 }, reducedMotion: 'reduce' });
  const workspace = new TestWorkspace(await bilingualFiles());
  shared = { workspace, preview: await startPreview(workspace.folder) };
});

afterAll(async () => {
  await browser.close();
  await shared.preview.end();
  shared.workspace.remove('');
});

const open = (query = ''): Promise<PreviewPage> => PreviewPage.open(context, shared.preview, PAGE + query);

describe('a view', () => {
  test.each([
    ['first', 'the mouse', (link: Locator) => link.click()],
    ['second', 'the keyboard', (link: Locator) => link.press('Enter')],
  ] as const)('is changed in place on the %s side with %s, and gone back to', async (place, _, choose) => {
    const page = await open();
    await page.mark();
    const pane = page.page.locator(`.pane.${place}`);
    const expectView = async (view: View): Promise<void> => {
      await page.says(`.pane.${place} [aria-current=true]`, words.views[view]);
      await expect.poll(() => page.inFrame(place, SIGNS[view]).catch(String), { ...SOON, message: view }).toBe(true);
    };
    for (const view of [...VIEWS.slice(1), VIEWS[0]]) {
      await choose(pane.getByRole('link', { name: words.views[view], exact: true }));
      await expectView(view);
    }
    for (const view of VIEWS.slice(1).toReversed()) {
      await page.page.goBack();
      await expectView(view);
    }
    await page.page.goForward();
    await expectView('forced');
    expect(await page.isMarked()).toBe(true);
  });

  test.each([
    ['of another kind that still loads', 'text', 'source', (isVisit: boolean) => isVisit],
    ['that is still read', 'dark', 'forced', (isVisit: boolean) => !isVisit],
  ] as const)('gives way to the one that is chosen after it: %s', async (_, early, late, isHeld) => {
    const page = await open('?beside=none');
    const held: (() => void)[] = [];
    await page.page.route(`**/frames/tammikuu/${early}?**`, async (route) => {
      if (isHeld(route.request().isNavigationRequest())) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await page.page.getByRole('link', { name: words.views[early], exact: true }).click();
    await expect.poll(() => held.length, SOON).toBe(1);
    await page.page.getByRole('link', { name: words.views[late], exact: true }).click();
    await page.says('.pane.first [aria-current=true]', words.views[late]);
    const answered = page.page.waitForResponse((response) => response.url().includes(`/${early}?`));
    held[0]!();
    await (await answered).finished();
    await expect.poll(() => page.inFrame('first', SIGNS[late]), SOON).toBe(true);
    await page.page.getByRole('link', { name: words.views.images, exact: true }).click();
    await expect.poll(() => page.inFrame('first', SIGNS.images), SOON).toBe(true);
  });

  test('is as wide as on a desktop or a phone, whatever room there is', async () => {
    const page = await open();
    for (const place of PLACES) {
      const pane = page.page.locator(`.pane.${place}`);
      for (const [width, least, most] of [
        ['desktop', 700, 1500],
        ['phone', 300, 375],
      ] as const) {
        await pane.getByRole('link', { name: words.widths[width], exact: true }).click();
        await expect.poll(() => page.inFrame<number>(place, 'view.innerWidth'), SOON).toBeGreaterThanOrEqual(least);
        await expect.poll(() => page.inFrame<number>(place, 'view.innerWidth'), SOON).toBeLessThanOrEqual(most);
        const fits = `(() => {
          const frame = document.getElementById('Frame-${place}');
          return frame.getBoundingClientRect().right <= frame.parentElement.getBoundingClientRect().right + 1;
        })()`;
        expect(await page.evaluate(fits)).toBe(true);
      }
    }
  });

  test('stands beside another or alone', async () => {
    const page = await open();
    await page.page.getByRole('link', { name: words.oneAtATime }).click();
    await page.isGone('#Frame-second');
    await page.page.getByRole('link', { name: words.sideBySide }).click();
    await page.reads('second', 'Kappale 1a');
    await page.page.goBack();
    await page.isGone('#Frame-second');
    await page.page.goBack();
    await page.reads('second', 'Kappale 1a');
  });

  test('changes its language and its look as asked', async () => {
    const page = await open();
    await page.page.getByRole('link', { name: 'Svenska' }).click();
    for (const place of PLACES) await page.reads(place, 'Stycke 1a');
    expect(await page.inFrame('first', 'shown.documentElement.lang')).toBe('sv');
    const before = await page.inFrame('first', LOOK);
    await page.page.getByRole('link', { name: 'lehti' }).click();
    await expect.poll(() => page.inFrame('first', LOOK), SOON).not.toEqual(before);
    for (const place of PLACES) await page.reads(place, 'Stycke 1a');
    await page.page.goBack();
    await expect.poll(() => page.inFrame('first', LOOK), SOON).toEqual(before);
  });

  test.each(SCHEMES)('is dark where it says so and light elsewhere, on a computer that is set to %s', async (colorScheme) => {
    const page = await open('?beside=none');
    await page.page.emulateMedia({ colorScheme });
    for (const theme of ['selkea', 'lehti']) {
      const seen = new Map<View, { ground: number; words: number }>();
      for (const view of ['email', 'dark', 'forced', 'images', 'web'] as const) {
        await page.go(`${PAGE}?beside=none&view=${view}&theme=${theme}`);
        await page.reads('first', 'Kappale 1a');
        seen.set(view, await page.inFrame('first', LIGHTNESS));
      }
      const dark = [...seen].filter(([, { ground }]) => ground < 0.1).map(([view]) => view);
      const light = [...seen].filter(([, { ground }]) => ground > 0.7).map(([view]) => view);
      expect([theme, dark, light]).toEqual([theme, ['dark', 'forced'], ['email', 'images', 'web']]);
      for (const [view, { ground, words }] of seen) expect(Math.abs(ground - words), view).toBeGreaterThan(0.4);
    }
  });
});

/** For a page: how light the ground of a paragraph is, and its words. */
const LIGHTNESS = `(() => {
  const lightness = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map((channel) => (Number(channel) / 255) ** 2.2);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paragraph = [...shown.querySelectorAll('p')].find(({ innerText }) => innerText.startsWith('Kappale 1a'));
  const isClear = (each) => /, 0\\)$/.test(view.getComputedStyle(each).backgroundColor);
  let ground = paragraph;
  while (ground.parentElement && isClear(ground)) ground = ground.parentElement;
  const behind = isClear(ground) ? 'rgb(255, 255, 255)' : view.getComputedStyle(ground).backgroundColor;
  return { behind, ground: lightness(behind), words: lightness(view.getComputedStyle(paragraph).color) };
})()`;

const LOOK = `[...shown.querySelectorAll('h1, h2, td')].map((each) => {
  const { color, backgroundColor, fontFamily } = view.getComputedStyle(each);
  return [color, backgroundColor, fontFamily].join(' ');
})`;

const HAS_IMAGE = `[...shown.images].some(({ alt, naturalWidth }) => alt === 'Sininen laatikko' && naturalWidth > 0)`;
/** What the theme says that is behind words in dark. */
const OWN_DARK = 'rgb(24, 33, 41)';
/** For a page: what is true of each view alone. */
const SIGNS: Readonly<Record<View, string>> = {
  email: `${HAS_IMAGE} && ${LIGHTNESS}.ground > 0.7 && !view.location.pathname.includes('/web/')`,
  dark: `${HAS_IMAGE} && ${LIGHTNESS}.behind === '${OWN_DARK}'`,
  forced: `${HAS_IMAGE} && ${LIGHTNESS}.ground < 0.1 && ${LIGHTNESS}.behind !== '${OWN_DARK}'`,
  images: `shown.images.length > 0 && !${HAS_IMAGE} && shown.body.innerHTML.includes('Sininen laatikko')`,
  text: `shown.images.length + shown.links.length === 0 && shown.body.innerText.includes('\\n1. Osio 1\\n')`,
  web: `${HAS_IMAGE} && view.location.pathname.includes('/web/') && shown.styleSheets.length > 0`,
  source: `shown.images.length === 0 && /^MIME-Version: 1.0$/m.test(shown.body.innerText)`,
};

describe('a reader', () => {
  test('is nobody from a list, and no address of one is anywhere, before it is asked for', async () => {
    const people = LIST.split('\n')
      .slice(1, -1)
      .flatMap((row) => row.split(',').slice(0, 2))
      .filter((cell) => cell !== '');
    const list = `${LIST}kelvoton osoite,Virheellinen yhdistys,fi\naino@example.org,Ahomaan kyläyhdistys,fi\n`;
    const { workspace, preview } = await previewOf({ ...(await bilingualFiles()), 'subscribers/jarjestot.csv': list });
    workspace.write('issues/tammikuu.md', workspace.read('issues/tammikuu.md').replace('|hyvä lukija', ''));
    const page = await PreviewPage.open(context, preview, PAGE);
    await page.says('#Problems', 'subscribers/jarjestot.csv');
    for (const view of VIEWS) {
      await page.go(`${PAGE}?view=${view}&beside=none`);
      const seen = [await page.page.content(), await page.inFrame<string>('first', 'shown.documentElement.outerHTML')];
      expect([...people, 'kelvoton'].filter((each) => seen.some((html) => html.includes(each)))).toEqual([]);
    }
    await page.go(`${PAGE}?real=1`);
    await page.says('#Problems', 'aino@example.org');
  });

  test('may be invented: usual, with long values, with empty ones', async () => {
    const page = await open();
    for (const [kind, greeting] of [
      ['usual', 'Hei Esimerkkilän kyläyhdistys ry!'],
      ['long', 'Hei Kansainvälisen kaupunkiympäristönsuojelututkimuksen'],
      ['empty', 'Hei hyvä lukija!'],
    ] as const) {
      await page.page.getByRole('link', { name: words.readers.synthetic[kind] }).click();
      for (const place of PLACES) await page.reads(place, greeting);
    }
  });

  test('is found by name and address, and gone through one by one, each in their language', async () => {
    const page = await open();
    const panel = page.page.locator('#Readers');
    await panel.getByRole('link', { name: words.readers.showReal(4) }).click();
    const search = panel.getByRole('searchbox', { name: words.readers.find });
    await search.fill('björkb');
    await page.says('#Readers', words.readers.found(1, 1));
    await panel.getByRole('link', { name: /berit@example\.org/ }).click();
    for (const place of PLACES) await page.reads(place, 'Hei Björkbackens byaförening!');
    for (const place of PLACES) await page.reads(place, 'Stycke 1a');
    await page.says('#Readers .current', words.readers.position(2, 4));
    for (const [name, greeting] of [
      [words.readers.previous, 'Hei Ahomaan kyläyhdistys!'],
      [words.readers.next, 'Hei Björkbackens byaförening!'],
      [words.readers.longest, 'Hei Pitkänniemenkärjen rantojensuojeluyhdistyksen'],
      [words.readers.emptiest, 'Hei hyvä lukija!'],
    ] as const) {
      await panel.getByRole('link', { name, exact: true }).click();
      for (const place of PLACES) await page.reads(place, greeting);
    }
    await search.fill('daavid@');
    await search.press('Enter');
    await panel.getByRole('link', { name: /daavid@example\.org/ }).press('Enter');
    await page.reads('second', 'Hei Pitkänniemenkärjen');
    expect(await page.page.content()).toContain(words.handOn.personal);
    await panel.getByRole('link', { name: words.readers.hideReal }).click();
    await expect.poll(() => page.page.content(), SOON).not.toContain('@example.org');
    await page.reads('first', 'Hei hyvä lukija!');
  });
});

describe('the panel', () => {
  test.each([
    ['the mouse', (link: Locator) => link.click()],
    ['the keyboard', (link: Locator) => link.press('Enter')],
  ] as const)('leads from a problem to its place with %s, in other languages as well', async (_, choose) => {
    const page = await open();
    await page.says('#Problems .mark', '2');
    const link = (file: string): Locator => page.page.locator('#Problems a', { hasText: file });
    for (const [file, paragraph] of [
      ['tammikuu.sv.md', 'Stycke 8b'],
      ['tammikuu.md', 'Kappale 8b'],
    ] as const) {
      await choose(link(file));
      for (const place of PLACES) await expect.poll(() => page.inFrame(place, isInSight(paragraph)), SOON).toBe(true);
    }
  });

  test.each(['text', 'source'])('leads to the place also from the view %s', async (view) => {
    const page = await open(`?view=${view}&beside=none`);
    await page.page.locator('#Problems a', { hasText: 'tammikuu.md' }).click();
    await expect.poll(() => page.inFrame('first', isInSight('Kappale 8b')), SOON).toBe(true);
  });

  test('tells size, reading time, links with their targets and what inboxes show', async () => {
    const page = await open();
    await page.says('#Length', /HTML-osan koko \d+.*raja 10[02].*\d+ sanaa, lukuaika noin \d+ min/i);
    await page.page.locator('#Links summary').click();
    await page.says('#Links', /lue lisää https:\/\/www\.example\.fi\/8/);
    for (const kind of ['phone', 'desktop', 'browser'])
      await page.says(`.inbox.${kind}`, /Esimerkkiyhdistys Pitkä kirje Lyhyesti\./);
  });

  test('mails a test copy to an address that is kept for it', async () => {
    const receiver = await startReceiver();
    const { preview } = await previewOf(await bilingualFiles(), { NEWSLETTER_SMTP_URL: receiver.url });
    const page = await PreviewPage.open(context, preview, PAGE);
    await page.mark();
    await page.page.getByRole('button', { name: words.test.send }).click();
    await page.says('#Test .outcome.good', 'testaaja@example.fi');
    expect(receiver.accepted.map(({ to }) => to)).toContain('testaaja@example.fi');
    expect(new Set(receiver.tried)).toEqual(new Set(['testaaja@example.fi']));
    expect(await page.isMarked()).toBe(true);
  });

  test.each([
    ['web', 'desktop', 'forced', 'phone'],
    ['email', 'phone', 'images', 'desktop'],
    ['text', 'desktop', 'source', 'desktop'],
  ] as const)('hands on what is seen as one file: %s and %s', async (view, width, beside, besideWidth) => {
    const page = await open(`?view=${view}&width=${width}&beside=${beside}&besideWidth=${besideWidth}&as=usual`);
    const seen = await Promise.all(PLACES.map((place) => page.inFrame<string>(place, 'shown.body.innerText')));
    const coming = page.page.waitForEvent('download');
    await page.page.getByRole('link', { name: words.handOn.save }).click();
    const file = shared.workspace.path('talteen.html');
    await (await coming).saveAs(file);
    const alone = await browser.newPage();
    onTestFinished(() => alone.close());
    const noted: string[] = [];
    alone.on('request', (request) => /^(?:data|about):/.test(request.url()) || noted.push(request.url()));
    alone.on('console', (message) => noted.push(message.text()));
    await alone.goto(pathToFileURL(file).href);
    const frames = `[...document.querySelectorAll('iframe')].map(({ contentDocument }) => contentDocument.body.innerText.trim())`;
    await expect.poll(() => alone.evaluate(frames), SOON).toEqual(seen.map((text) => text.trim()));
    expect(
      await alone.evaluate(`[document, ...[...document.querySelectorAll('iframe')].map(({ contentDocument }) => contentDocument)]
      .flatMap((each) => [...each.querySelectorAll('script')]).length`),
    ).toBe(0);
    expect(noted).toEqual([pathToFileURL(file).href]);
    const images = `[...document.querySelectorAll('iframe')].map(({ contentDocument }) =>
      [...contentDocument.images].filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length)`;
    const wanted = [view, beside].map((each) =>
      expect.toSatisfy((count: number) => (['text', 'source', 'images'].includes(each) ? count === 0 : count > 0)),
    );
    expect(await alone.evaluate(images)).toEqual(wanted);
  });
});

describe('a frame', () => {
  test('opens links beside the preview, and leads to places in itself', async () => {
    const page = await open('?beside=none');
    const frame = page.page.frameLocator('#Frame-first');
    await context.route('https://www.example.fi/**', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Muualla' }));
    const opening = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'lue lisää' }).click();
    const opened = await opening;
    await opened.waitForURL('https://www.example.fi/8');
    expect(await opened.evaluate('window.opener')).toBe(null);
    await opened.close();
    await frame.getByRole('link', { name: 'Osio 9', exact: true }).first().click();
    await expect.poll(() => page.inFrame('first', isInSight('9. Osio 9')), SOON).toBe(true);
    expect(page.page.url()).toBe(`${page.origin}${PAGE}?beside=none`);
    expect(context.pages()).toEqual([page.page]);
  });

  test('runs nothing, whatever stands in an issue, a list or a theme', async () => {
    const { workspace, preview } = await previewOf(await plantedFiles());
    const own = await browser.newContext({ viewport: { width: 1500, height: 900 } });
    onTestFinished(() => own.close());
    const told: string[] = [];
    await own.exposeFunction('ran', (where: string) => told.push(where));
    await own.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violatedDirective.startsWith('script') || console.warn('refused: ' + violatedDirective + ' ' + blockedURI))`);
    const page = await PreviewPage.open(own, preview, PAGE);
    page.expected = /Content Security Policy directive|^Blocked |status of 404/;
    const alone = await own.newPage();
    for (const view of VIEWS) {
      await page.go(`${PAGE}?view=${view}&beside=none&theme=oma&real=1&find=aino`);
      await page.reads('first', 'Kappale 1a');
      await page.inFrame('first', TOUCH);
      await alone.goto(await page.evaluate<string>(`document.getElementById('Frame-first').src`));
      await alone.evaluate(`(() => { const [shown, view] = [document, window]; return ${TOUCH}; })()`);
    }
    await page.go(`${PAGE}?theme=oma&real=1`);
    await page.reads('first', 'kosketa');
    await page.page.getByRole('link', { name: words.readers.next, exact: true }).click();
    await page.reads('first', 'Hei <script>');
    const template = workspace.read('templates/oma/email.mjml.hbs');
    workspace.write(
      'templates/oma/email.mjml.hbs',
      template.replaceAll('kosketa', 'kosketa uudestaan').replaceAll('<h1>', `${PLANTED.join('')}<h1>`),
    );
    await page.reads('first', 'kosketa uudestaan');
    await page.inFrame('first', TOUCH);
    expect(told).toEqual([]);
    expect(await page.evaluate(`'pwned' in window`)).toBe(false);
    expect(await page.inFrame('first', `'pwned' in view`)).toBe(false);
    expect(new URL(page.page.url()).pathname).toBe(PAGE);
    await alone.goto('about:blank');
    await alone.setContent(PLANTED.join(''));
    await expect.poll(() => told.length, SOON).toBeGreaterThan(0);
  });
});

const SCRIPT = `window.pwned=1;ran(location.href);parent.ran?.(location.href)`;
const PLANTED = [
  `<script>${SCRIPT}</script>`,
  `<img src=x onerror="${SCRIPT}">`,
  `<svg onload="${SCRIPT}"><script>${SCRIPT}</script></svg>`,
  `<a href="javascript:${SCRIPT}" target="_self">täältä</a>`,
  `<iframe srcdoc="<script>parent.parent.pwned=1</script>"></iframe>`,
  `<p onmouseover="${SCRIPT}" onclick="${SCRIPT}">kosketa</p>`,
  `<form action="javascript:${SCRIPT}"><button>lähetä</button></form>`,
];

/** For a page: presses and passes over everything in a frame. */
const TOUCH = `[...shown.querySelectorAll('*')].forEach((each) => {
  if (each.localName === 'a' && each.protocol !== 'javascript:') return;
  for (const type of ['mouseover', 'focus', 'click']) each.dispatchEvent(new view.MouseEvent(type, { bubbles: true, cancelable: true }));
})`;

/** Scripts in a theme of one's own, which may write what HTML it likes; in the issue and in cells, where they are words. */
async function plantedFiles(): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = { ...(await bilingualFiles()), ...themeFiles('oma') };
  const template = String(files['templates/oma/email.mjml.hbs']);
  const planted = template.replace('<h1>{{title}}</h1>', `<h1>{{title}}</h1>${PLANTED.join('')}`);
  const words = PLANTED.map((each) => `\`${each}\``).join(' ja ');
  const issue = String(files['issues/tammikuu.md'])
    .replace('Kappale 2a', `${words}\n\nKappale 2a`)
    .replace('summary: Lyhyesti.', `summary: '${PLANTED[0]}'`);
  const cells = PLANTED.map((each, index) => `lukija${index}@example.org,"${each.replaceAll('"', '""')}",fi`);
  return {
    ...files,
    'templates/oma/email.mjml.hbs': planted,
    'issues/tammikuu.md': issue,
    'subscribers/jarjestot.csv': `email,organisation,language\n${cells.join('\n')}\n`,
  };
}
