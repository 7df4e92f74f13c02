import { cpSync, renameSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { previewFi as words } from '../../src/words/preview/fi.ts';
import { startPreview } from '../support/preview.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

async function preview(workspace: TestWorkspace): Promise<(page?: string) => Promise<string>> {
  const running = await startPreview(workspace.folder);
  onTestFinished(async () => void (await running.end()));
  return async (page = '/issues/tammikuu') => (await fetch(running.origin + page)).text();
}

test('a file in the place of a folder ends nothing', async () => {
  for (const folder of ['subscribers', '.newsletter', 'templates', 'issues']) {
    const workspace = makeWorkspace();
    const page = await preview(workspace);
    await page('/');
    await page();
    workspace.remove(folder);
    workspace.write(folder, 'no folder');
    await expect.poll(async () => page('/')).toContain(words.start.title);
    expect(await page('/'), folder).not.toContain('NEWSLETTER_DEBUG');
    expect(await page(), folder).not.toContain('NEWSLETTER_DEBUG');
  }
});

test('a workspace that was away is shown as it is when it is back', async () => {
  const workspace = makeWorkspace();
  const page = await preview(workspace);
  expect(await page()).toContain('Uutiskirje tammikuu/2022');
  const away = `${workspace.folder}-poissa`;
  renameSync(workspace.folder, away);
  await expect.poll(page, { timeout: 15_000 }).toContain(words.trouble.gone('issues/tammikuu.md'));
  cpSync(away, workspace.folder, { recursive: true });
  await expect.poll(page, { timeout: 15_000 }).not.toContain(words.trouble.gone('issues/tammikuu.md'));
  workspace.write('issues/tammikuu.md', ISSUE.replace('tammikuu/2022', 'palasi'));
  await expect.poll(page, { timeout: 15_000 }).toContain('<h1 lang="fi">Uutiskirje palasi</h1>');
});

test('an issue stays in sight when its theme breaks', async () => {
  const workspace = makeWorkspace();
  const page = await preview(workspace);
  await page();
  workspace.write('issues/tammikuu.md', ISSUE.replace('lang: fi', 'lang: fi\ntheme: ei-ole'));
  await expect.poll(page, { timeout: 10_000 }).toContain(words.trouble.unreadable);
  expect(await page()).not.toContain(words.trouble.nothing);
  const frame = /src="(\/frames\/[^"]+)"/.exec(await page())![1]!.replaceAll('&amp;', '&');
  expect(await page(frame)).toContain('Lisää tekstiä.');
});

test('what is too large to be mailed is no issue without faults on the start page either', async () => {
  const long = 'Sanoja sanojen perään, kunnes Gmail katkaisee kirjeen.\n\n'.repeat(2500);
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', long) });
  const page = await preview(workspace);
  await expect.poll(async () => page('/'), { timeout: 10_000 }).toContain(words.start.found(1, 0));
  expect(await page()).toContain(words.next.errors(1));
  expect(await page()).toContain(words.length.sizes.bad);
});

test('no test copy is mailed of what cannot be read', async () => {
  const config = `${CONFIG}testAddresses: [koe@example.org]\n`;
  const workspace = makeWorkspace({ 'newsletter.yaml': config });
  const running = await startPreview(workspace.folder);
  onTestFinished(async () => void (await running.end()));
  const address = `${running.origin}/issues/tammikuu`;
  const token = /name="token" value="([^"]+)"/.exec(await (await fetch(address)).text())![1]!;
  workspace.write('issues/tammikuu.md', ISSUE.replace('title: Uutiskirje tammikuu/2022', 'title: Uutiskirje: tammikuu'));
  await expect.poll(async () => (await fetch(address)).text()).toContain(words.trouble.unreadable);
  const body = new URLSearchParams({ token, address: 'koe@example.org' });
  const answer = await fetch(`${address}/test`, { method: 'POST', body, headers: { origin: running.origin } });
  expect(await answer.text()).toContain(words.test.older);
  expect(workspace.has('dist/tammikuu/outbox')).toBe(false);
});

test('a variant that cannot be read stays as it was, and holds up no other language', async () => {
  const swedish = ISSUE.replace(/\n(?:date|lang|lists):.*/g, '').replace('title: Uutiskirje tammikuu/2022', 'title: Nyhetsbrev');
  const workspace = makeWorkspace({ 'issues/tammikuu.sv.md': swedish });
  const page = await preview(workspace);
  expect(await page('/issues/tammikuu?language=sv')).toContain('<h1 lang="sv">Nyhetsbrev</h1>');
  workspace.write('issues/tammikuu.sv.md', swedish.replace('title: Nyhetsbrev', 'title: Nyhetsbrev: januari'));
  workspace.write('issues/tammikuu.md', ISSUE.replace('tammikuu/2022', 'muuttui'));
  await expect.poll(page, { timeout: 10_000 }).toContain('<h1 lang="fi">Uutiskirje muuttui</h1>');
  await expect.poll(page, { timeout: 10_000 }).toMatch(/id="Problems"[^]*tammikuu\.sv\.md/);
  expect(await page()).not.toContain(words.trouble.unreadable);
  const other = await page('/issues/tammikuu?language=sv');
  expect(other).toContain(words.trouble.unreadable);
  expect(other).toContain('<h1 lang="sv">Nyhetsbrev</h1>');
});
