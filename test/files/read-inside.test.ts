import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLinkedFile } from '../../src/files/load-linked-file.ts';
import { readInside } from '../../src/files/read-inside.ts';
import { makeWorkspace } from '../support/workspace.ts';

const LIMIT = 1000;

test('a file of the folder is read', async () => {
  const workspace = makeWorkspace({ 'issues/tammikuu/ohjelma.txt': 'klo 9' });
  expect(
    await readInside({ workspace: workspace.folder, folder: workspace.path('issues/tammikuu') }, 'ohjelma.txt', LIMIT),
  ).toEqual(Buffer.from('klo 9'));
});

test('nothing is read from a folder that is a link to another place', async () => {
  const workspace = makeWorkspace();
  symlinkSync(workspace.path('subscribers'), workspace.path('issues/tammikuu'));
  expect(
    await readInside({ workspace: workspace.folder, folder: workspace.path('issues/tammikuu') }, 'jarjestot.csv', LIMIT),
  ).toEqual({ fault: 'outside' });
});

test('nothing is read through a link in the folder that leads out of it', async () => {
  const workspace = makeWorkspace({ 'issues/tammikuu/ohjelma.txt': 'x' });
  symlinkSync(workspace.path('subscribers'), workspace.path('issues/tammikuu/muut'));
  expect(
    await readInside({ workspace: workspace.folder, folder: workspace.path('issues/tammikuu') }, 'muut/jarjestot.csv', LIMIT),
  ).toEqual({ fault: 'outside' });
});

test('a workspace that is itself reached by a link is read as any other', async () => {
  const workspace = makeWorkspace({ 'issues/tammikuu/ohjelma.txt': 'klo 9' });
  const elsewhere = makeWorkspace();
  mkdirSync(elsewhere.path('tie'));
  const link = join(elsewhere.path('tie'), 'työtila');
  symlinkSync(workspace.folder, link);
  expect(await readInside({ workspace: link, folder: join(link, 'issues/tammikuu') }, 'ohjelma.txt', LIMIT)).toEqual(
    Buffer.from('klo 9'),
  );
});

test('hidden files are no files to link to', () => {
  expect(['ohjelma.txt', 'liitteet/ohjelma.txt', './ohjelma.txt', '../ohjelma.txt'].map(isLinkedFile)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['.piilo.txt', 'liitteet/.piilo.txt', '.git/x.txt'].map(isLinkedFile)).toEqual([false, false, false]);
});
