import { renameSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { previewFi as words } from '../../src/words/preview/fi.ts';
import { launchBrowser } from '../support/email-page.ts';
import { type Place, PreviewPage, SOON, isInSight, longIssue, previewOf, themeFiles, topOf } from '../support/preview-page.ts';
import { startPreview } from '../support/preview.ts';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace } from '../support/workspace.ts';

const FILE = 'issues/tammikuu.md';
const PAGE = '/issues/tammikuu';
const PLACES: readonly Place[] = ['first', 'second'];

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' });
});

afterAll(() => browser.close());

describe('an edit', () => {
  test('arrives in both views and beside them, without a reload', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    await page.mark();
    change(workspace, ['Lisää tekstiä.', 'Aivan muuta.'], ['summary: Lyhyesti.', 'summary: Tiiviimmin.']);
    for (const place of PLACES) await page.reads(place, 'Aivan muuta.');
    await page.says('#Inbox', 'Tiiviimmin.');
    expect(await page.isMarked()).toBe(true);
  });

  test('leaves what is read where it is, also when a paragraph comes in above', async () => {
    const { workspace, preview } = await previewOf({ [FILE]: longIssue(12) });
    const page = await PreviewPage.open(context, preview, PAGE);
    for (const place of PLACES) await page.inFrame(place, `view.scrollBy(0, ${topOf('8. Osio 8')} - 20)`);
    const before = await Promise.all(PLACES.map((place) => page.inFrame<number>(place, topOf('8. Osio 8'))));
    change(workspace, ['## 3. Osio 3', '## 3. Osio 3\n\nUusi kappale yläpuolella.'], ['Kappale 8a kertoo', 'Juttu 8a kertoo']);
    for (const [index, place] of PLACES.entries()) {
      await page.reads(place, 'Juttu 8a');
      expect(await page.inFrame(place, 'shown.body.innerText')).toContain('Uusi kappale yläpuolella.');
      expect(Math.abs((await page.inFrame<number>(place, topOf('8. Osio 8'))) - before[index]!)).toBeLessThan(1.5);
    }
  });

  test('that brings in a section leaves nothing to a reload', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    change(workspace, ['Lisää tekstiä.', 'Lisää tekstiä.\n\n## 3. Kolmas\n\nTämä on **uutta**.\n\n- yksi\n- kaksi']);
    await page.reads('first', 'Tämä on uutta.');
    const looks = await page.inFrame('first', LOOKS);
    await page.page.reload();
    await page.reads('first', 'Tämä on uutta.');
    expect(looks).toEqual(await page.inFrame('first', LOOKS));
  });

  test('out of sight is scrolled to', async () => {
    const { workspace, preview } = await previewOf({ [FILE]: longIssue(12) });
    const page = await PreviewPage.open(context, preview, PAGE);
    for (const [before, now] of [
      ['Kappale 11b kertoo', 'Juttu 11b kertoo'],
      ['Kappale 2c kertoo', 'Juttu 2c kertoo'],
    ] as const) {
      change(workspace, [before, now]);
      for (const place of PLACES) await expect.poll(() => page.inFrame(place, isInSight(now)), SOON).toBe(true);
    }
  });
});

describe('a save', () => {
  test('of any editor is seen: over a file in its place, over another name, in steps', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    const path = workspace.path(FILE);
    const ways: Record<string, (text: string) => Promise<void> | void> = {
      'over it': (text) => workspace.write(FILE, text),
      'by a new name': (text) => {
        workspace.write('issues/.tammikuu.md.abc', text);
        renameSync(workspace.path('issues/.tammikuu.md.abc'), path);
      },
      'by a new name that shows': (text) => {
        workspace.write('issues/tammikuu.md.tmp', text);
        renameSync(workspace.path('issues/tammikuu.md.tmp'), path);
      },
      'with the old one moved away': (text) => {
        renameSync(path, `${path}~`);
        workspace.write(FILE, text);
        rmSync(`${path}~`);
      },
      'after it was deleted': async (text) => {
        rmSync(path);
        await page.says('.trouble', words.trouble.gone(FILE));
        workspace.write(FILE, text);
      },
      'emptied, then filled': (text) => {
        workspace.write(FILE, '');
        workspace.write(FILE, text);
      },
      'emptied for a while, then filled': async (text) => {
        workspace.write(FILE, '');
        await page.says('.trouble', words.trouble.unreadable);
        workspace.write(FILE, text);
      },
    };
    for (const round of [1, 2]) {
      for (const [name, save] of Object.entries(ways)) {
        await save(ISSUE.replace('Lisää tekstiä.', `Tallennettu ${name}, ${round}.`));
        for (const place of PLACES) await page.reads(place, `Tallennettu ${name}, ${round}.`);
        await page.isGone('.trouble');
      }
    }
  });

  test('after save after save is the one that is shown in the end', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    for (let save = 1; save <= 50; save++) {
      workspace.write(FILE, ISSUE.replace('Lisää tekstiä.', `Tallennus ${save}.`).replace('Lyhyesti.', `Tiivis ${save}.`));
      await pause(20);
    }
    for (const place of PLACES) await page.reads(place, 'Tallennus 50.');
    await page.says('#Inbox', 'Tiivis 50.');
  });
});

describe('what cannot be read', () => {
  test('is told of with its line over what could be read last, and no more when it is mended', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    change(workspace, ['date: 2022-01-26', 'date: [2022']);
    await page.says('[role=alert]', words.trouble.unreadable);
    await page.says('[role=alert]', /issues\/tammikuu\.md, rivi \d+ .*date: \[2022/);
    await page.says('#Panel', words.next.unreadable);
    for (const place of PLACES) await page.reads(place, 'Lisää tekstiä.');
    change(workspace, ['date: [2022', 'date: 2022-02-02'], ['Lisää tekstiä.', 'Korjattu.']);
    for (const place of PLACES) await page.reads(place, 'Korjattu.');
    await page.isGone('[role=alert]');
    await page.says('#Panel', words.next.ready);
  });

  test('from the first is waited for', async () => {
    const { workspace, preview } = await previewOf({ [FILE]: ISSUE.replace('lang: fi', 'lang: fi\ntheme: ei-ole') });
    const page = await PreviewPage.open(context, preview, PAGE);
    page.expected = /status of 404/;
    await page.says('[role=alert]', words.trouble.nothing);
    workspace.write(FILE, ISSUE);
    for (const place of PLACES) await page.reads(place, 'Lisää tekstiä.');
    await page.isGone('[role=alert]');
    for (const place of PLACES)
      expect(await page.inFrame(place, `view.getComputedStyle(shown.body).backgroundColor`)).not.toBe('rgba(0, 0, 0, 0)');
  });

  test('is newsletter.yaml as well: the last good one holds until it is mended', async () => {
    const { workspace, preview } = await previewOf();
    const [page, start] = [await PreviewPage.open(context, preview, PAGE), await PreviewPage.open(context, preview, '/')];
    workspace.write('newsletter.yaml', `${CONFIG}lists: {\n`);
    await start.says('[role=alert]', words.start.workspaceProblems);
    await start.says('[role=alert]', 'newsletter.yaml');
    await start.says('main', 'Uutiskirje tammikuu/2022');
    await page.says('#Problems', 'newsletter.yaml');
    await page.reads('first', 'Esimerkkiyhdistys');
    workspace.write(
      'newsletter.yaml',
      CONFIG.replace('name: Esimerkkiyhdistys, address: Katu', 'name: Mallila ry, address: Katu'),
    );
    await page.reads('first', 'Mallila ry');
    await start.says('.organisation', 'Mallila ry');
    await start.isGone('[role=alert]');
    await page.says('#Problems', words.problems.none);
  });

  test('is a theme as well: what it looked like last stays until it is mended', async () => {
    const { workspace, preview } = await previewOf({
      [FILE]: ISSUE.replace('lang: fi', 'lang: fi\ntheme: oma'),
      ...themeFiles('oma'),
    });
    const page = await PreviewPage.open(context, preview, PAGE);
    const theme = workspace.read('templates/oma/theme.yaml');
    workspace.write('templates/oma/theme.yaml', theme.replace(/surface: .*/, 'surface: vaalea'));
    await page.says('[role=alert]', /templates\/oma\/theme\.yaml.*surface: vaalea/);
    await page.reads('first', 'Lisää tekstiä.');
    workspace.write('templates/oma/theme.yaml', theme.replace('#ffffff', '#fff8e0'));
    await page.isGone('[role=alert]');
    await expect.poll(() => page.inFrame('first', `shown.documentElement.outerHTML.includes('#fff8e0')`), SOON).toBe(true);
    const template = workspace.read('templates/oma/email.mjml.hbs');
    workspace.write('templates/oma/email.mjml.hbs', template.replace('<h1>{{title}}', '<h1>{{titel}}'));
    await page.says('[role=alert]', /templates\/oma\/email\.mjml\.hbs.*titel/);
    workspace.write('templates/oma/email.mjml.hbs', template);
    await page.isGone('[role=alert]');
  });
});

describe('a file', () => {
  test('that is deleted, has another name or comes back is followed', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    workspace.remove(FILE);
    await page.says('[role=alert]', words.trouble.gone(FILE));
    await page.reads('first', 'Lisää tekstiä.');
    workspace.write('issues/helmikuu.md', ISSUE);
    await page.says('[role=alert]', words.trouble.movedTo('helmikuu'));
    workspace.write(FILE, ISSUE.replace('Lisää tekstiä.', 'Täällä taas.'));
    await page.isGone('[role=alert]');
    await page.reads('second', 'Täällä taas.');
    workspace.remove(FILE);
    workspace.write('issues/helmikuu.md', ISSUE.replace('Lisää tekstiä.', 'Täällä taas.'));
    await page.page.getByRole('link', { name: words.trouble.movedTo('helmikuu') }).click();
    await page.page.waitForURL(`${page.origin}/issues/helmikuu`);
    await page.reads('first', 'Täällä taas.');
  });

  test('that is new appears on the start page, what is wrong with it too, and one that is gone goes', async () => {
    const { workspace, preview } = await previewOf({ [FILE]: null });
    const page = await PreviewPage.open(context, preview, '/');
    await page.says('main', words.start.none);
    await page.mark();
    workspace.write(FILE, ISSUE);
    await page.says('#Issue-tammikuu', words.start.fine);
    workspace.write('issues/helmikuu.md', ISSUE.replace('[jarjestot]', '[ei-ole]').replace('tammikuu/2022', 'helmikuu/2022'));
    await page.says('#Issue-helmikuu', `${words.states.draft} ${words.start.found(1, 0)}`);
    workspace.remove(FILE);
    await page.isGone('#Issue-tammikuu');
    expect(await page.isMarked()).toBe(true);
  });

  test('is found to be well also when that takes no longer than opening the page', async () => {
    const { preview } = await previewOf();
    for (let visit = 0; visit < 5; visit++) {
      const page = await PreviewPage.open(context, preview, '/');
      await page.says('#Issue-tammikuu', words.start.fine);
    }
  });
});

describe('a connection', () => {
  test('that is lost is told of, and the page comes back by itself with another run of the preview', async () => {
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(context, preview, PAGE);
    page.expected = /net::ERR_/;
    await page.mark();
    await preview.end();
    await page.comes(`document.querySelector('.live').dataset.state`, 'lost');
    await page.says('.live', words.live.lost);
    change(workspace, ['Lisää tekstiä.', 'Kirjoitettu katkon aikana.']);
    const again = await startPreview(workspace.folder, ['--port', new URL(preview.origin).port]);
    onTestFinished(async () => {
      await again.end();
    });
    await page.reads('first', 'Kirjoitettu katkon aikana.');
    await page.isLive();
    await page.says('.live', words.live.on);
    expect(await page.isMarked()).toBe(false);
  });

  test('that sleeps with the computer has what was written meanwhile when it wakes', async () => {
    const own = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    onTestFinished(() => own.close());
    const { workspace, preview } = await previewOf();
    const page = await PreviewPage.open(own, preview, PAGE);
    page.expected = /net::ERR_/;
    await page.mark();
    for (const round of [1, 2]) {
      await own.setOffline(true);
      workspace.write(FILE, ISSUE.replace('Lisää tekstiä.', `Kirjoitettu unen aikana, ${round}.`));
      await page.comes('navigator.onLine', false);
      await own.setOffline(false);
      for (const place of PLACES) await page.reads(place, `Kirjoitettu unen aikana, ${round}.`);
      await page.isLive();
    }
    expect(await page.isMarked()).toBe(true);
  });
});

test('what was mailed is compared with what the file says now, and its state is told with counts', async () => {
  const receiver = await startReceiver({
    refuse: (address) => (address.startsWith('jarjesto2@') ? { code: 550, text: '5.1.1 no' } : undefined),
  });
  const { workspace, preview } = await previewOf();
  const start = await PreviewPage.open(context, preview, '/');
  await start.says('#Issue-tammikuu .state', words.states.draft);
  await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
  await start.says('#Issue-tammikuu .state', /^Lähetetty .*: 4 .*, 1 /);
  const page = await PreviewPage.open(context, preview, PAGE);
  await page.says('#Panel .next', words.next.sent);
  await page.says('#Difference', words.difference.none);
  change(workspace, ['Lisää tekstiä.', 'Lisää sanoja.'], ['Teksti ja [linkki]', 'Teksti, kuva ja [linkki]']);
  await page.says('#Difference', /1\. Ensimmäinen .*2\. Toinen/);
  const changes = `[...document.querySelectorAll('#Difference h3')].map((title) => {
    const [first] = [title.nextElementSibling];
    const words = (name) => [...first.querySelectorAll(name)].map((each) => each.textContent.trim()).join(' ');
    return [title.textContent, words('del'), words('ins')];
  })`;
  await page.comes(changes, [
    ['1. Ensimmäinen', '', ', kuva'],
    ['2. Toinen', 'tekstiä', 'sanoja'],
  ]);
});

/** For a page: what everything in a frame looks like. */
const LOOKS = `[...shown.body.querySelectorAll('*')].map((element) => {
  const { display, color, backgroundColor, font, padding, width, height } = view.getComputedStyle(element);
  return [element.localName, display, color, backgroundColor, font, padding, width, height].join(' ');
})`;

function change(workspace: TestWorkspace, ...changes: readonly (readonly [string, string])[]): void {
  workspace.write(
    FILE,
    changes.reduce((text, [from, to]) => text.replace(from, to), workspace.read(FILE)),
  );
}
