import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FULL_ISSUE } from '../support/built-email.ts';
import { PIXEL } from '../support/guarded-workspace.ts';
import { PAGES, findInvalid } from '../support/page-validity.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { request } from '../support/raw-http.ts';
import { runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, TestWorkspace } from '../support/workspace.ts';

const EVERYTHING = FULL_ISSUE.replaceAll('valoa-ikkunaan.png', 'kuva.png');

const UNSOUND = `---
title: Otsikko <b>"x"</b> & {{organisation|y}}
date: 2022-03-01
lists: [jarjestot]
---

## 1. Osio <i>

![](puuttuu.png) [](https://www.example.fi/) {{tuntematon}}
`;

let workspace: TestWorkspace;
let preview: RunningPreview;

beforeAll(async () => {
  workspace = new TestWorkspace({
    'newsletter.yaml': `${CONFIG}testAddresses: [koe@example.org, toinen@example.fi]\n`,
    'issues/kaikkea.md': EVERYTHING,
    'issues/kaikkea/kuva.png': PIXEL,
    'issues/kielet.md': ISSUE,
    'issues/kielet.sv.md': ISSUE.replace('lang: fi', 'lang: sv'),
    'issues/vialla.md': UNSOUND,
    'issues/rikki.md': '---\ntitle: [\n---\n\nHei!\n',
    'issues/paatta.md': 'Hei!\n',
    'issues/tyhja.md': '',
    'issues/lahetetty.md': ISSUE,
    'issues/Huono nimi.md': ISSUE,
    'subscribers/jarjestot.csv': 'email,organisation\na@example.org,"A ""B"" <c> ry"\nb@example.org,\n',
  });
  await runProgram(workspace.folder, ['send', 'lahetetty', '--outbox', '--yes']);
  workspace.write('issues/lahetetty.md', ISSUE.replace('Lisää tekstiä', 'Enemmän <tekstiä>'));
  preview = await startPreview(workspace.folder);
});
afterAll(async () => {
  await preview.end();
  workspace.remove('');
});

async function expectValid(target: string, origin = preview.origin): Promise<string> {
  const { body } = await request(origin, { target });
  expect(body).toMatch(/^<!doctype html>/);
  expect(await findInvalid(body, PAGES), target).toEqual([]);
  return body;
}

test('the start page is valid HTML, before and after everything is looked through', async () => {
  await expectValid('/');
  await expect
    .poll(async () => (await request(preview.origin, { target: '/' })).body, { timeout: 20_000 })
    .not.toContain('class="checking"');
  await expectValid('/');
});

test('the start page of a workspace without issues is valid HTML', async () => {
  const empty = new TestWorkspace({ 'issues/tammikuu.md': null });
  const started = await startPreview(empty.folder);
  await expectValid('/', started.origin);
  empty.write('newsletter.yaml', `${CONFIG}from: "<\n`);
  await expect.poll(async () => (await request(started.origin, {})).body, { timeout: 10_000 }).toContain('role="alert"');
  await expectValid('/', started.origin);
  await started.end();
  empty.remove('');
});

const SLUGS = ['tammikuu', 'kaikkea', 'kielet', 'vialla', 'rikki', 'paatta', 'tyhja', 'lahetetty'];

describe.each(SLUGS)('the page of %s', (slug) => {
  test.each([
    '',
    '?beside=none',
    '?view=source&beside=web',
    '?real=1&find=a',
    '?real=1&find=%22%3E',
    '?language=sv&theme=lehti&as=long',
  ])('is valid HTML with “%s”', async (query) => {
    await expectValid(`/issues/${slug}${query}`);
  });
});

test('the page is valid HTML after a test copy, and after one that was refused', async () => {
  const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
  const token = /name="token" value="([^"]+)"/.exec(body)![1]!;
  for (const address of ['koe@example.org', '<b>"x"']) {
    const headers = [`Origin: ${preview.origin}`, 'Content-Type: application/x-www-form-urlencoded'];
    const form = new URLSearchParams({ token, address }).toString();
    await request(preview.origin, { method: 'POST', target: '/issues/tammikuu/test', headers, body: form });
    expect(await expectValid('/issues/tammikuu')).toContain('class="outcome');
  }
});

test('the page of an issue that went away, or that was renamed, is valid HTML', async () => {
  workspace.write('issues/hetki.md', ISSUE);
  await expect
    .poll(async () => (await request(preview.origin, { target: '/issues/hetki' })).status, { timeout: 10_000 })
    .toBe(200);
  workspace.copy('issues/hetki.md', 'issues/toinen-hetki.md');
  workspace.remove('issues/hetki.md');
  await expect
    .poll(async () => (await request(preview.origin, { target: '/issues/hetki' })).body, { timeout: 10_000 })
    .toContain('role="alert"');
  await expectValid('/issues/hetki');
});

test.each([
  '/nowhere',
  '/issues/nowhere',
  '/frames/nowhere/email',
  '/frames/tyhja/text',
  '/files/tammikuu/x.png',
  '/frames/tammikuu/web/en/0/',
])('the notice at %s is valid HTML', async (target) => {
  await expectValid(target);
});

test('the notice to whoever has no token is valid HTML', async () => {
  const open = await startPreview(workspace.folder, ['--host', '0.0.0.0']);
  const { body } = await request(`http://127.0.0.1:${new URL(open.url).port}`, {});
  expect(await findInvalid(body, PAGES)).toEqual([]);
  await open.end();
});

test.each(['tammikuu', 'kaikkea', 'vialla', 'lahetetty'])('texts of %s are valid HTML', async (slug) => {
  for (const view of ['text', 'source']) {
    const { body } = await request(preview.origin, { target: `/frames/${slug}/${view}` });
    expect(await findInvalid(body, PAGES), view).toEqual([]);
  }
});

test.each(['', '?beside=none&view=text', '?view=web&beside=images&as=long', '?view=source'])(
  'a file to hand on “%s” is valid HTML',
  async (query) => {
    for (const slug of ['tammikuu', 'kaikkea', 'vialla']) await expectValid(`/hand-on/${slug}${query}`);
  },
);
