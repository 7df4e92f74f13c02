import { describe, expect, test } from 'vitest';
import { ARTICLE, archiveWorkspace, clockAt, filesOf, issueWith, runArchive } from '../support/archive.ts';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { ISSUE, type TestWorkspace, listOf } from '../support/workspace.ts';

const NOW = '2022-01-28T10:00:00Z';
const EVENT = '::: event\ntitle: Kuoron ilta\nwhen: ti 15.2.2022\n:::';
const UNLISTED = issueWith('unlisted: true', EVENT)
  .replace('tammikuu/2022', 'kutsuvieraille')
  .replace('2022-01-26', '2022-01-27');
const VARIANT = '---\ntitle: Inbjudan\n---\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nMera.\n';

/** A listed issue in two languages, an unlisted one in two, and a listed and an unlisted article. */
function unlistedWorkspace(files: Readonly<Record<string, string | Uint8Array | null>> = {}): TestWorkspace {
  return archiveWorkspace({
    'issues/tammikuu.sv.md': VARIANT.replace('Inbjudan', 'Brev'),
    'subscribers/jarjestot.csv': listOf(5).replace(',fi', ',sv'),
    'issues/kutsu.md': UNLISTED,
    'issues/kutsu.sv.md': VARIANT,
    'articles/uutinen.md': ARTICLE,
    'articles/piilo.md': ARTICLE.replace('lead:', 'unlisted: true\nlead:').replace('Foorumi kokosi', 'Piilo kokosi'),
    ...files,
  });
}

/** The files of the archive that say something of what is unlisted, but for its own pages and files. */
function mentions(workspace: TestWorkspace, words: RegExp): string[] {
  return [...filesOf(workspace)]
    .filter(([path, text]) => !/^(?:kutsu|articles\/piilo)\//.test(path) && words.test(text))
    .map(([path]) => path);
}

describe('an unlisted page', () => {
  test('is at its address, asks not to be indexed, and nothing else in the archive knows of it', async () => {
    const workspace = unlistedWorkspace();
    const { exitCode, data, problems } = await runArchive(workspace, { now: NOW });
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(data.pages.map(({ path }) => path).toSorted()).toEqual(
      ['articles/piilo/', 'articles/uutinen/', 'kutsu/', 'kutsu/sv/', 'tammikuu/', 'tammikuu/sv/'].toSorted(),
    );
    for (const path of ['kutsu/', 'kutsu/sv/', 'articles/piilo/'])
      expect(workspace.read(`dist/archive/${path}index.html`)).toContain('<meta name="robots" content="noindex">');
    expect(workspace.read('dist/archive/tammikuu/index.html')).not.toContain('noindex');
    expect(mentions(workspace, /kutsu|kutsuvieraille|Inbjudan|Kuoron|kuoron-ilta|piilo/i)).toEqual([]);
    expect(workspace.read('dist/archive/kutsu/index.html')).toContain('href="../kutsu/sv/index.html"');
    expect(workspace.read('dist/archive/kutsu/index.html')).not.toMatch(/rel="(?:prev|next)"/);
  });

  test('has calendar files, which its mail leads to beside its page', async () => {
    const workspace = unlistedWorkspace();
    await runArchive(workspace, { now: NOW });
    expect(workspace.read('dist/archive/kutsu/kuoron-ilta.ics')).toContain('SUMMARY:Kuoron ilta');
    expect(workspace.read('dist/archive/events/events.ics')).not.toContain('Kuoron');
    await runProgram(workspace.folder, ['build', 'kutsu']);
    const html = workspace.read('dist/kutsu/email.html');
    expect(html).toContain('https://arkisto.example.fi/kirjeet/kutsu/"');
    expect(html).toContain('https://arkisto.example.fi/kirjeet/kutsu/kuoron-ilta.ics');
  });

  test('alone in the archive leads nowhere that is not there', async () => {
    const workspace = unlistedWorkspace({
      'issues/tammikuu.md': null,
      'issues/tammikuu.sv.md': null,
      'articles/uutinen.md': null,
    });
    await runArchive(workspace, { now: NOW });
    for (const [path, html] of filesOf(workspace)) {
      if (!path.endsWith('index.html')) continue;
      for (const [, target] of html.matchAll(/(?:href|src)="([^":#]+)(?:#[^"]*)?"/g)) {
        const { pathname } = new URL(target!, `https://x.example/${path}`);
        expect(workspace.has(`dist/archive${decodeURIComponent(pathname)}`), `${path} → ${target}`).toBe(true);
      }
    }
    expect(mentions(workspace, /kutsuvieraille|Inbjudan|Kuoron/)).toEqual([]);
  });

  test('in one language only is not led to from the listed page in another', async () => {
    const variant = VARIANT.replace('title:', 'unlisted: true\ntitle:');
    const workspace = unlistedWorkspace({ 'issues/tammikuu.sv.md': variant });
    await runArchive(workspace, { now: NOW });
    expect(workspace.read('dist/archive/tammikuu/sv/index.html')).toContain('noindex');
    expect(workspace.read('dist/archive/tammikuu/sv/index.html')).toContain('href="../../tammikuu/index.html"');
    expect(workspace.read('dist/archive/tammikuu/index.html')).not.toContain('tammikuu/sv');
  });

  test('that was listed goes out of lists, feeds, search and sitemap', async () => {
    const workspace = unlistedWorkspace({ 'issues/kutsu.md': UNLISTED.replace('unlisted: true\n', '') });
    await runArchive(workspace, { now: NOW });
    expect(mentions(workspace, /kutsu\//).length).toBeGreaterThan(5);
    workspace.write('issues/kutsu.md', UNLISTED);
    await runArchive(workspace, { now: NOW });
    expect(mentions(workspace, /kutsu|Inbjudan|Kuoron/)).toEqual([]);
    expect(workspace.has('dist/archive/kutsu/sv/index.html')).toBe(true);
  });

  test('is a draft when it says so', async () => {
    const workspace = unlistedWorkspace({ 'issues/kutsu.md': UNLISTED.replace('unlisted: true', 'unlisted: true\ndraft: true') });
    const { data } = await runArchive(workspace, { now: NOW });
    expect(data.leftOut).toMatchObject([
      { path: 'kutsu/', reason: 'draft' },
      { path: 'kutsu/sv/', reason: 'draft' },
    ]);
    expect(workspace.has('dist/archive/kutsu')).toBe(false);
  });

  test('is not listed for a typing error', async () => {
    const workspace = unlistedWorkspace();
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/kutsu.md', UNLISTED.replace('unlisted: true', 'unlisted: maybe'));
    const { problems } = await runArchive(workspace, { now: NOW });
    expect(problems).toMatchObject([
      { code: 'front-matter-value', details: { key: 'unlisted', expected: 'true | false', value: 'maybe' } },
    ]);
    expect(mentions(workspace, /kutsu|Kuoron/)).toEqual([]);
  });

  test('unlisted: false says nothing', async () => {
    const workspace = unlistedWorkspace({ 'issues/kutsu.md': UNLISTED.replace('unlisted: true', 'unlisted: false') });
    await runArchive(workspace, { now: NOW });
    expect(workspace.read('dist/archive/index.html')).toContain('kutsuvieraille');
  });
});

describe('a link by name to an unlisted page', () => {
  const check = async (workspace: TestWorkspace, slug: string): Promise<object[]> =>
    problemsOf(await runProgram(workspace.folder, ['check', slug, '--json'], { clock: clockAt(NOW) }), 'check');
  const problem = (target: string): object => ({ code: 'page-not-public', details: { target, reason: 'unlisted' } });

  test('is an error on a public page', async () => {
    const workspace = unlistedWorkspace({
      'issues/tammikuu.md': issueWith('', '[Kutsu](issue:kutsu) ja [juttu](article:piilo)').replace('2022-01-26', '2022-01-28'),
    });
    expect(await check(workspace, 'tammikuu')).toMatchObject([problem('issue:kutsu'), problem('article:piilo')]);
    const { problems } = await runArchive(workspace, { now: NOW });
    expect(problems).toMatchObject([problem('issue:kutsu'), problem('article:piilo')]);
  });

  test('is right on an unlisted page, and in a letter that is not published', async () => {
    const workspace = unlistedWorkspace({ 'issues/kutsu.md': `${UNLISTED}\n[Juttu](article:piilo)\n` });
    expect(await check(workspace, 'kutsu')).toEqual([]);
    expect((await runArchive(workspace, { now: NOW })).problems).toEqual([]);
    workspace.write('newsletter.yaml', workspace.read('newsletter.yaml').replace(', archive: public', ''));
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä.', '[Juttu](article:piilo)'));
    workspace.remove('issues/tammikuu.sv.md');
    workspace.write('subscribers/jarjestot.csv', listOf(5));
    expect(await check(workspace, 'tammikuu')).toEqual([]);
  });
});
