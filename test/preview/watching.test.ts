import { expect, onTestFinished, test } from 'vitest';
import { startPreview } from '../support/preview.ts';
import { ISSUE, makeWorkspace } from '../support/workspace.ts';

test('a save is not missed, however soon it follows another', async () => {
  const workspace = makeWorkspace();
  const preview = await startPreview(workspace.folder);
  onTestFinished(async () => void (await preview.end()));
  const page = async (): Promise<string> => (await fetch(`${preview.origin}/issues/tammikuu`)).text();
  await page();
  for (const title of ['Luku 1', 'Luku 2', 'Luku 3', 'Luku 4', 'Luku 5', 'Luku 6']) {
    workspace.write('issues/tammikuu.md', ISSUE.replace('Uutiskirje tammikuu/2022', title));
    await expect.poll(page, { timeout: 10_000, interval: 5 }).toContain(`<h1 lang="fi">${title}</h1>`);
  }
});
