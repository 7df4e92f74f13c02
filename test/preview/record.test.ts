import { expect, onTestFinished, test } from 'vitest';
import { previewFi as words } from '../../src/words/preview/fi.ts';
import { startPreview } from '../support/preview.ts';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

/** Mails the issue for real, to so many of its five recipients. */
async function mail(workspace: TestWorkspace, argv: readonly string[] = []): Promise<void> {
  const receiver = await startReceiver();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', ...argv], { env })).exitCode).toBe(0);
}

async function preview(workspace: TestWorkspace): Promise<(page?: string) => Promise<string>> {
  const running = await startPreview(workspace.folder);
  onTestFinished(async () => void (await running.end()));
  return async (page = '/issues/tammikuu') => (await fetch(running.origin + page)).text();
}

test('a sent issue says when, to how many, and what changed since', async () => {
  const workspace = makeWorkspace();
  await mail(workspace);
  const page = await preview(workspace);
  expect(await page()).toContain(words.next.sent);
  expect(await page('/')).toContain('5 vastaanotettu');
  workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', 'Paljon tekstiä.'));
  await expect.poll(page, { timeout: 10_000 }).toMatch(/<h3 lang="fi">2\. Toinen<\/h3>[^]*<del>Lisää<\/del><ins>Paljon<\/ins>/);
});

test('a send that stopped halfway asks to go on before the text is changed', async () => {
  const workspace = makeWorkspace();
  await mail(workspace, ['--limit', '2']);
  const text = await (await preview(workspace))();
  expect(text).toContain(words.next.stopped(3));
  expect(text).toContain(words.next.whenStopped);
  expect(text).toContain('<code>newsletter send tammikuu</code>');
});

test('what is mailed while the page is open shows without a change of any text', async () => {
  const workspace = makeWorkspace();
  const page = await preview(workspace);
  expect(await page()).toContain(words.states.draft);
  await mail(workspace);
  expect(await page()).toContain(words.next.sent);
});

test('a ledger that cannot be read is an error, and no issue is taken for a draft', async () => {
  const workspace = makeWorkspace();
  await mail(workspace);
  workspace.write('.newsletter/ledger.db', 'no ledger');
  workspace.remove('.newsletter/ledger.db-wal');
  const page = await preview(workspace);
  expect(await page()).toMatch(/id="Problems"[^]*ledger\.db/);
  expect(await page()).not.toContain(words.next.ready);
  expect(await page('/')).not.toContain(words.states.draft);
});

test('a trace without a ledger is told as what it is', async () => {
  const workspace = makeWorkspace();
  await mail(workspace);
  workspace.remove('.newsletter');
  const page = await preview(workspace);
  expect(await page('/')).toContain('5 / 5 vastaanotettu');
  expect(await page()).toContain(words.difference.unknown);
});
