import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/email-page.ts';
import { runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const TABLE = `| Otettu | Suomeksi | In English | Tärkeys |
|:-:|---|---|--:|
| | vihreä laukku | bag | 3 |
| | (tennismaila sekä varamaila) | rackets * 2 | 5 |
| | (lenkkarit / tenniskengät) | shoes | 5 |
| | shortsit taskuilla | short pants with pockets | 4 |`;

/** Runs in the page: the words of cells that stand on two lines. */
const BROKEN_WORDS = `
  [...document.querySelectorAll('.data th, .data td')].flatMap((cell) => {
    const text = cell.firstChild;
    return [...(text?.textContent ?? '').matchAll(/\\S+/g)].flatMap(({ index, 0: word }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length > 1 ? [word] : [];
    });
  })
`;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

test.each(['selkea', 'lehti'])('no word of a table is broken in two on a wide screen: %s', async (theme) => {
  const workspace = makeWorkspace({
    'newsletter.yaml': `${CONFIG}themes: [{ from: 2021-01-01, theme: ${theme} }]\n`,
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', TABLE),
  });
  await runProgram(workspace.folder, ['build']);
  const page = await browser.newPage({ viewport: { width: 1_000, height: 900 } });
  await page.goto(pathToFileURL(workspace.path('dist/tammikuu/email.html')).href);
  const broken = await page.evaluate<string[]>(BROKEN_WORDS);
  await page.close();
  expect(broken).toEqual([]);
});
