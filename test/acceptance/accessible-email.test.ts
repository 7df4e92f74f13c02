import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEmail, ISSUES, THEMES } from '../support/built-email.ts';
import { EmailPage, launchBrowser, type View } from '../support/email-page.ts';
import { makeWorkspace } from '../support/workspace.ts';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 375, 480, 600, 1000];
const VIEWS = SCHEMES.flatMap((scheme) => [375, 1000].map((width) => ({ scheme, width })));

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe.each(THEMES)('theme %s', (theme) => {
  describe.each(ISSUES)('%s', (slug) => {
    test.for(VIEWS)('keeps WCAG 2.1 A and AA as far as axe can tell, $scheme at $width px', async (view, { annotate }) => {
      const email = await EmailPage.open(browser, (await buildEmail(slug, theme)).file, view);
      const { found, leftToUs } = await email.violations();
      await Promise.all(leftToUs.map((line) => annotate(line)));
      expect(found).toEqual([]);
    });

    test.each(WIDTHS)('is never wider than %i px', async (width) => {
      const email = await EmailPage.open(browser, (await buildEmail(slug, theme)).file, { width });
      expect(await email.overflowing()).toEqual([]);
    });

    test.each(WIDTHS)('is never wider than %i px with no <style>', async (width) => {
      const email = await EmailPage.open(browser, (await buildEmail(slug, theme)).file, { width, dropsStyles: true });
      expect(await email.overflowing()).toEqual([]);
    });

    test('breaks WCAG with no <style> neither, as far as axe can tell', async () => {
      // Without styles nothing asks how wide the window is.
      const email = await EmailPage.open(browser, (await buildEmail(slug, theme)).file, { width: 375, dropsStyles: true });
      expect((await email.violations()).found).toEqual([]);
    });

    test.each(VIEWS)('shows the words of blocked pictures in full, $scheme at $width px', async (view) => {
      const email = await EmailPage.open(browser, (await buildEmail(slug, theme)).file, { ...view, blocksImages: true });
      const words = await email.words();
      expect(words.length).toBeGreaterThan(0);
      expect(words.filter(({ fault }) => fault !== null)).toEqual([]);
    });
  });
});

describe('what would be wrong is found', () => {
  test.each([
    ['a pale text', '<p style="color: #999999">Teksti</p>', /color-contrast.*2\.84/s],
    ['a picture without words', '<img src="a.png">', /image-alt/],
    [
      'a text over a gradient',
      '<p style="background: linear-gradient(#fff, #999)">Teksti</p>',
      /color-contrast is not sure.*bgGradient/,
    ],
    [
      'one pale letter',
      '<p style="color: #999999">A</p>',
      /color-contrast is not sure.*shortTextContent; 2\.85 by plain colours/,
    ],
  ])('%s', async (_, body, finding) => {
    const { found } = await (await open(body, { width: 375 })).violations();
    expect(found.join('\n')).toMatch(finding);
  });

  test('a sign that may be a picture is told of, and let pass', async () => {
    const { found, leftToUs } = await (await open('<p>➔</p>', { width: 375 })).violations();
    expect(found).toEqual([]);
    expect(leftToUs).toEqual([expect.stringMatching(/nonBmp; 21\.00 by plain colours/)]);
  });

  test('a table that is too wide', async () => {
    const table = '<table><tr><td><pre style="width: 400px">Teksti</pre></td></tr></table>';
    expect(await (await open(table, { width: 375 })).overflowing()).toEqual([expect.any(String), expect.stringMatching(/^<pre/)]);
    expect(await (await open(table, { width: 480 })).overflowing()).toEqual([]);
  });

  test.each([
    ['<img src="a.png">', 'there is no alt'],
    ['<img src="a.png" alt="Kaksi naapuria juttelee" style="display: none">', 'not shown'],
    ['<img src="a.png" alt="Kaksi naapuria juttelee" style="font-size: 0">', 'not shown'],
    [
      '<img src="a.png" alt="Kaksi naapuria juttelee" style="display: block; width: 60px; height: 20px">',
      'cut off by 60 × 20 px',
    ],
    ['<img src="a.png" alt="Kaksi naapuria juttelee" style="color: #eeeeee">', 'a contrast of 1.16'],
    ['<img src="a.png" alt="Kaksi naapuria juttelee">', null],
    ['<img src="a.png" alt="">', null],
  ])('%s: %s', async (image, fault) => {
    const email = await open(image, { width: 375, blocksImages: true });
    expect((await email.words()).map((each) => each.fault)).toEqual([fault]);
  });
});

function open(body: string, view: View): Promise<EmailPage> {
  const workspace = makeWorkspace();
  workspace.write(
    'dist/email.html',
    `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Kirje</title><body><main>${body}</main></body></html>`,
  );
  return EmailPage.open(browser, workspace.path('dist/email.html'), view);
}
