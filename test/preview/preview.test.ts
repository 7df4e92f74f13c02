import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { makeWorkspace } from '../support/workspace.ts';

let preview: RunningPreview;

beforeEach(async () => {
  preview = await startPreview(makeWorkspace().folder);
});
afterEach(() => preview.end());

test('the start page leads to each issue', async () => {
  const page = await (await fetch(preview.origin)).text();
  expect(page).toContain('href="/issues/');
});
