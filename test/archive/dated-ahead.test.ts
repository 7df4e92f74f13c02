import { describe, expect, test } from 'vitest';
import { ARTICLE, archiveWorkspace, clockAt, issueWith, runArchive } from '../support/archive.ts';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE } from '../support/workspace.ts';

const NOW = '2022-01-28T10:00:00Z';
const PAGE = 'dist/archive/tammikuu/index.html';
const AHEAD = ISSUE.replace('2022-01-26', '2022-03-26');
const warning = { code: 'page-dated-ahead', severity: 'warning', file: 'issues/tammikuu.md', details: { date: '2022-03-26' } };

describe('a page whose date is moved ahead', () => {
  test('stays when it is out, with its variants, and one warning', async () => {
    const variant = '---\ntitle: Brev\n---\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nMera.\n';
    const workspace = archiveWorkspace({ 'issues/tammikuu.sv.md': variant });
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/tammikuu.md', AHEAD);
    const { exitCode, data, problems } = await runArchive(workspace, { now: NOW });
    expect({ exitCode, problems }).toMatchObject({ exitCode: 0, problems: [warning] });
    expect(data).toMatchObject({ removed: [], leftOut: [] });
    expect(workspace.has(PAGE)).toBe(true);
    expect(workspace.has('dist/archive/tammikuu/sv/index.html')).toBe(true);
    expect((await runArchive(workspace, { now: NOW })).problems).toHaveLength(1);
    expect((await runArchive(workspace, { now: '2022-03-26T10:00:00Z' })).problems).toEqual([]);
  });

  test('goes with draft: true', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/tammikuu.md', AHEAD.replace('lang: fi', 'draft: true'));
    expect((await runArchive(workspace, { now: NOW })).problems).toEqual([]);
    expect(workspace.has(PAGE)).toBe(false);
  });

  test('waits for its day when it was never out, and is named with its date', async () => {
    const workspace = archiveWorkspace({ 'issues/tammikuu.md': AHEAD, 'articles/uutinen.md': ARTICLE });
    const run = await runProgram(workspace.folder, ['archive'], { clock: clockAt(NOW) });
    expect(run.stdout).toContain('Not published yet: tammikuu/ (dated 2022-03-26)\n');
    const { data, problems } = await runArchive(workspace, { now: NOW });
    expect(problems).toEqual([]);
    expect(data.leftOut).toMatchObject([
      { path: 'tammikuu/', slug: 'tammikuu', lang: 'fi', reason: 'later', date: '2022-03-26' },
    ]);
    expect((await runArchive(workspace, { now: '2022-03-26T10:00:00Z' })).data.leftOut).toEqual([]);
  });

  test('waits as well when its file was taken out of the folder by hand', async () => {
    const workspace = archiveWorkspace();
    await runArchive(workspace, { now: NOW });
    workspace.remove('dist/archive/tammikuu');
    workspace.write('issues/tammikuu.md', AHEAD);
    expect((await runArchive(workspace, { now: NOW })).data.leftOut).toMatchObject([{ reason: 'later' }]);
  });

  test('is there at once when it was mailed: readers hold a link to it', async () => {
    const config = archiveWorkspace().read('newsletter.yaml').replace('archive: { url', 'archive: { missing: ignore, url');
    const workspace = archiveWorkspace({ 'newsletter.yaml': config, 'issues/tammikuu.md': AHEAD });
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const options = { env, clock: { ...clockAt(NOW), monotonic: () => performance.now() } };
    expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], options)).exitCode).toBe(0);
    expect((await runArchive(workspace, { now: NOW })).problems).toMatchObject([warning]);
    expect(workspace.has(PAGE)).toBe(true);
  });

  test('is no fault of a page that links to it, and leads only to what is public today', async () => {
    const workspace = archiveWorkspace({
      'issues/helmikuu.md': issueWith('', '[Kirje](issue:tammikuu)').replace('2022-01-26', '2022-01-27'),
      'articles/tuleva.md': ARTICLE.replace('2022-01-20', '2022-03-01'),
    });
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/tammikuu.md', AHEAD);
    expect((await runArchive(workspace, { now: NOW })).problems).toMatchObject([warning]);
    workspace.write('issues/tammikuu.md', AHEAD.replace('Lisää tekstiä.', '[Uutinen](article:tuleva)'));
    const { problems } = await runArchive(workspace, { now: NOW });
    expect(problems.map(({ code }) => code)).toEqual(['page-not-public', 'page-dated-ahead']);
  });

  test('stays as it was when its date cannot be read any more', async () => {
    const workspace = archiveWorkspace({ 'issues/helmikuu.md': issueWith('', '[Kirje](issue:tammikuu)') });
    await runArchive(workspace, { now: NOW });
    const before = workspace.read(PAGE);
    workspace.write('issues/tammikuu.md', ISSUE.replace('2022-01-26', '2022-01-46'));
    const { data, problems } = await runArchive(workspace, { now: NOW });
    expect(problems.map(({ code }) => code)).toEqual(['date-impossible']);
    expect(data).toMatchObject({ removed: [], leftOut: [] });
    expect(workspace.read(PAGE)).toBe(before);
  });
});

test('a draft is published by nothing, whether it was out or mailed', async () => {
  const workspace = archiveWorkspace({ 'articles/uutinen.md': ARTICLE });
  await runArchive(workspace, { now: NOW });
  workspace.write('issues/tammikuu.md', ISSUE.replace('lang: fi', 'draft: true'));
  workspace.write('articles/uutinen.md', ARTICLE.replace('lead:', 'draft: true\nlead:'));
  const { data } = await runArchive(workspace, { now: NOW });
  expect(data.pages).toEqual([]);
  expect(data.leftOut).toMatchObject([
    { kind: 'issue', path: 'tammikuu/', reason: 'draft' },
    { kind: 'article', path: 'articles/uutinen/', reason: 'draft' },
  ]);
  const run = await runProgram(workspace.folder, ['archive'], { clock: clockAt(NOW) });
  expect(run.stdout.split('\n').slice(0, 3)).toEqual([
    'No page is published: 2 in draft.',
    'Not published: tammikuu/ (a draft)',
    'Not published: articles/uutinen/ (a draft)',
  ]);
});
