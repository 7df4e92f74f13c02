import { describe, expect, onTestFinished, test } from 'vitest';
import { ARTICLE, archiveWorkspace, clockAt, filesOf, issueWith, runArchive } from '../support/archive.ts';
import { PIXEL } from '../support/guarded-workspace.ts';
import { startPreview } from '../support/preview.ts';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, listOf } from '../support/workspace.ts';

const STAFF = '  henkilosto: { title: Henkilöstö, file: subscribers/henkilosto.csv }\n';
const PRIVATE_CONFIG = CONFIG.replace('lists:\n', `lists:\n${STAFF}`);
const URL = 'archive: { url: https://arkisto.example.fi }\n';
const CONFIG_WITH_URL = `${PRIVATE_CONFIG}${URL}`;
const EVENT = '::: event\ntitle: Kehityspäivä\nwhen: ti 15.2.2022 klo 9–15\nwhere: Ullakko\n:::';
const LETTER = toStaff(issueWith('', EVENT)).replace('Lisää tekstiä.', 'Palkankorotus tulee helmikuussa.');
const NOW = '2022-01-28T10:00:00Z';

function toStaff(issue: string): string {
  return issue.replace('[jarjestot]', '[henkilosto]');
}

/** A public issue, a letter to staff, and an article. */
function staffWorkspace(files: Readonly<Record<string, string | Uint8Array | null>> = {}): TestWorkspace {
  return archiveWorkspace({
    'newsletter.yaml': CONFIG_WITH_URL,
    'issues/kirje.md': LETTER,
    'issues/kirje.sv.md': '---\ntitle: Brev\n---\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nLönen stiger.\n',
    'articles/uutinen.md': ARTICLE,
    'subscribers/henkilosto.csv': listOf(2).replace(',fi', ',sv'),
    ...files,
  });
}

function everything(workspace: TestWorkspace): string {
  return [...filesOf(workspace)].flat().join('\n');
}

async function builtLetter(workspace: TestWorkspace, slug = 'kirje'): Promise<string> {
  const run = await runProgram(workspace.folder, ['build', slug]);
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  return workspace.read(`dist/${slug}/email.html`);
}

describe('an issue for a list that is not public', () => {
  test('is nowhere in the archive, and the others are', async () => {
    const workspace = staffWorkspace();
    const { exitCode, data, problems } = await runArchive(workspace, { now: NOW });
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(data.pages.map(({ path }) => path)).toEqual(['tammikuu/', 'articles/uutinen/']);
    expect(everything(workspace)).not.toMatch(/kirje\/|henkilosto|Henkilöstö|Kehitysp|Palkankorotus|Lönen|Ullakko/i);
    expect(workspace.has('issues/events.json')).toBe(false);
    expect(workspace.read('dist/archive/.newsletter-archive.json')).not.toContain('kirje/');
  });

  test('is named with its list, also in JSON', async () => {
    const workspace = staffWorkspace();
    const run = await runProgram(workspace.folder, ['archive'], { clock: clockAt(NOW) });
    expect(run.stdout).toContain('Not published: kirje/ (the list henkilosto is not public)\n');
    expect(run.stdout).not.toContain('No list is public');
    const { data } = await runArchive(workspace, { now: NOW });
    expect(data.leftOut).toEqual([
      { kind: 'issue', slug: 'kirje', lang: 'fi', path: 'kirje/', reason: 'list-private', lists: ['henkilosto'] },
      { kind: 'issue', slug: 'kirje', lang: 'sv', path: 'kirje/sv/', reason: 'list-private', lists: ['henkilosto'] },
    ]);
  });

  test('neither is one that goes to a public list as well', async () => {
    const workspace = staffWorkspace({ 'issues/kirje.md': ISSUE.replace('[jarjestot]', '[jarjestot, henkilosto]') });
    const { data } = await runArchive(workspace, { now: NOW });
    expect(data.leftOut).toMatchObject([{ path: 'kirje/', lists: ['henkilosto'] }, { path: 'kirje/sv/' }]);
    expect(workspace.has('dist/archive/kirje')).toBe(false);
  });

  test('is published where a second list with the same file is public', async () => {
    const copies = '  kopiot: { title: Kopiot, file: subscribers/henkilosto.csv, archive: public }\n';
    const workspace = staffWorkspace({
      'newsletter.yaml': `${PRIVATE_CONFIG.replace('lists:\n', `lists:\n${copies}`)}${URL}`,
      'issues/kirje.md': ISSUE.replace('[jarjestot]', '[jarjestot, kopiot]'),
    });
    expect((await runArchive(workspace, { now: NOW })).data.leftOut).toEqual([]);
    expect(workspace.has('dist/archive/kirje/index.html')).toBe(true);
  });

  test.each([
    ['a list that was renamed', '[jarjestotvanha]', 'list-unknown', ['list-unknown']],
    ['no list', '[]', 'list-none', ['front-matter-value']],
    ['a list that is no list', 'henkilosto', 'list-none', ['front-matter-value']],
  ])('neither is one with %s, which is an error', async (_, lists, reason, codes) => {
    const workspace = staffWorkspace({ 'issues/kirje.md': ISSUE.replace('[jarjestot]', lists), 'issues/kirje.sv.md': null });
    const { exitCode, data, problems } = await runArchive(workspace, { now: NOW });
    expect(exitCode).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(data.leftOut).toMatchObject([{ path: 'kirje/', reason }]);
    expect(workspace.has('dist/archive/kirje')).toBe(false);
  });

  test('is not published with --base-url either, where there is no archive.url', async () => {
    const workspace = staffWorkspace({ 'newsletter.yaml': PRIVATE_CONFIG });
    const { data } = await runArchive(workspace, { now: NOW, argv: ['--base-url', 'https://kirjeet.example.org'] });
    expect(data.pages.map(({ path }) => path)).toEqual(['tammikuu/', 'articles/uutinen/']);
    expect(everything(workspace)).not.toMatch(/kirje\/|Kehitysp/);
  });

  test('may have the name of a page of the archive’s own, and holes without a default', async () => {
    const workspace = staffWorkspace({
      'issues/latest.md': LETTER.replace('Palkankorotus', 'Hei {{organisation}}! Palkankorotus'),
    });
    const { exitCode, problems } = await runArchive(workspace, { now: NOW });
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(workspace.read('dist/archive/latest/index.html')).toContain('tammikuu');
    workspace.write('subscribers/henkilosto.csv', listOf(2));
    const check = await runProgram(workspace.folder, ['check', 'latest', '--json'], { clock: clockAt(NOW) });
    expect(problemsOf(check, 'check')).toEqual([]);
  });
});

describe('when no page is published', () => {
  const alone = { 'issues/tammikuu.md': null, 'issues/kirje.sv.md': null, 'articles/uutinen.md': null };
  const firstLine = async (files: Readonly<Record<string, string | null>>): Promise<string> => {
    const workspace = staffWorkspace({ ...alone, ...files });
    return (await runProgram(workspace.folder, ['archive'], { clock: clockAt(NOW) })).stdout.split('\n')[0]!;
  };

  test('the first line says why', async () => {
    expect(await firstLine({})).toBe('No page is published: 1 for a list that is not public.');
    expect(await firstLine({ 'issues/kirje.md': null })).toBe('No page is published: there are no issues and no articles.');
    expect(await firstLine({ 'issues/kirje.md': issueWith('draft: true') })).toBe('No page is published: 1 in draft.');
    expect(await firstLine({ 'issues/kirje.md': ISSUE.replace('2022-01-26', '2022-02-26') })).toBe(
      'No page is published: 1 dated ahead.',
    );
    expect(await firstLine({ 'issues/kirje.md': ISSUE.replace('Lisää tekstiä.', '[Ohje](#)') })).toBe(
      'No page is published: 1 with errors.',
    );
    expect(await firstLine({ 'issues/kirje.md': '---\ntitle: [\n---\n' })).toBe('No page is published: 1 with errors.');
  });

  test('how to make a list public is said where none is', async () => {
    const config = `${CONFIG.replace(', archive: public', '')}${URL}`;
    const workspace = archiveWorkspace({ 'newsletter.yaml': config });
    const run = await runProgram(workspace.folder, ['archive'], { clock: clockAt(NOW) });
    expect(run.stdout).toContain(
      'To publish the issues of the list jarjestot, write archive: public under lists.jarjestot in newsletter.yaml.',
    );
    expect(run.exitCode).toBe(0);
  });
});

describe('what was published before', () => {
  const files = {
    'issues/tammikuu.md': null,
    'issues/kirje.md': `${LETTER.replace('[henkilosto]', '[jarjestot]')}\n![Kuva](kuva.png)\n\n[Ohje](ohje.pdf)\n`,
    'issues/kirje/kuva.png': PIXEL,
    'issues/kirje/ohje.pdf': 'x',
  };

  test('is taken down with all that belongs to it when its list is not public any more, and its calendar entries go on counting', async () => {
    const workspace = staffWorkspace(files);
    await runArchive(workspace, { now: NOW });
    expect([...filesOf(workspace).keys()].filter((path) => path.startsWith('kirje/')).length).toBeGreaterThanOrEqual(5);
    expect([...filesOf(workspace).keys()]).toContain('feeds/fi/jarjestot/atom.xml');

    workspace.write('newsletter.yaml', CONFIG_WITH_URL.replace(', archive: public', ''));
    const taken = await runArchive(workspace, { now: NOW });
    expect(taken.exitCode).toBe(0);
    expect(taken.data.removed).toEqual(expect.arrayContaining(['kirje/index.html', 'kirje/sv/index.html']));
    expect([...filesOf(workspace).keys()].filter((path) => /kirje|jarjestot/.test(path))).toEqual([]);
    expect(everything(workspace)).not.toMatch(/Palkankorotus|Kehitysp/);

    workspace.write('newsletter.yaml', CONFIG_WITH_URL);
    workspace.write('issues/kirje.md', files['issues/kirje.md'].replace('Ullakko', 'Kellari'));
    await runArchive(workspace, { now: '2022-01-29T10:00:00Z' });
    expect(workspace.read('dist/archive/kirje/kehityspaiva.ics')).toContain('SEQUENCE:1');
  });

  test('is taken down when the issue goes to staff now, though its text or its variant cannot be read', async () => {
    const workspace = staffWorkspace(files);
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/kirje.md', toStaff(files['issues/kirje.md']).replace('Palkankorotus', '[Palkankorotus](#)'));
    workspace.write('issues/kirje.sv.md', '---\ntitle: a: b\n---\n\nText.\n');
    expect(await runArchive(workspace, { now: NOW })).toMatchObject({ exitCode: 0, problems: [] });
    expect(workspace.has('dist/archive/kirje')).toBe(false);
  });

  test.each([
    ['another key is broken', (text: string) => text.replace('title: ', 'title: Kirje: ')],
    ['the list is written as a list of lines', (text: string) => text.replace('[henkilosto]', '\n  - henkilosto\ntheme: [')],
    ['the front matter has no end', (text: string) => text.replace('\n---\n', '\n')],
    ['the lists are there twice', (text: string) => text.replace('lang: fi', 'lists: [jarjestot]')],
  ])('is taken down when %s and the list can be read', async (_, edit) => {
    const workspace = staffWorkspace(files);
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/kirje.md', edit(toStaff(files['issues/kirje.md'])));
    const { data } = await runArchive(workspace, { now: NOW });
    expect(workspace.has('dist/archive/kirje')).toBe(false);
    expect(data.leftOut).toContainEqual(expect.objectContaining({ path: 'kirje/', reason: 'list-private' }));
  });

  test.each([
    ['the lists cannot be read', (text: string) => text.replace('[jarjestot]', '[jarjestot')],
    ['another key of a public issue is broken', (text: string) => text.replace('title: ', 'title: Kirje: ')],
  ])('stays as it was when %s', async (_, edit) => {
    const workspace = staffWorkspace(files);
    await runArchive(workspace, { now: NOW });
    const before = workspace.read('dist/archive/kirje/index.html');
    workspace.write('issues/kirje.md', edit(files['issues/kirje.md']));
    expect((await runArchive(workspace, { now: NOW })).exitCode).toBe(1);
    expect(workspace.read('dist/archive/kirje/index.html')).toBe(before);
  });

  test('is taken down when a letter to staff takes its name', async () => {
    const workspace = staffWorkspace({ 'issues/kirje.md': null, 'issues/kirje.sv.md': null });
    await runArchive(workspace, { now: NOW });
    workspace.write('issues/tammikuu.md', LETTER);
    expect((await runArchive(workspace, { now: NOW })).data.removed).toContain('tammikuu/index.html');
    expect(workspace.has('dist/archive/tammikuu')).toBe(false);
  });
});

describe('the mail of an issue for a list that is not public', () => {
  test('carries its images and its logo, and has no link to the archive', async () => {
    const config = CONFIG_WITH_URL.replace('organisation: { name', 'organisation: { logo: logo.png, name');
    const workspace = staffWorkspace({
      'newsletter.yaml': `${config}images: linked\n`,
      'issues/kirje.md': `${LETTER}\n![Kuva](kuva.png)\n`,
      'issues/kirje/kuva.png': PIXEL,
      'logo.png': PIXEL,
    });
    expect(await builtLetter(workspace)).not.toContain('arkisto.example.fi');
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(workspace.folder, ['send', 'kirje', '--yes', '--json'], { env });
    expect(run.exitCode, run.stdout).toBe(0);
    const raw = receiver.accepted[0]!.raw.toString();
    expect(raw).not.toMatch(/List-Archive|arkisto\.example\.fi/);
    expect(raw).toContain('Content-ID:');
    expect(raw).not.toContain('.ics');
  });

  test('of a public issue is as it was', async () => {
    const html = await builtLetter(staffWorkspace(), 'tammikuu');
    expect(html).toContain('https://arkisto.example.fi/tammikuu/');
  });

  test('cannot go on on the web, nor lead to files of its folder', async () => {
    const workspace = staffWorkspace({
      'issues/kirje.md': `${LETTER}\n[Ohje](ohje.pdf)\n\n<!-- more -->\n\nLisää.\n`,
      'issues/kirje/ohje.pdf': 'x',
    });
    const run = await runProgram(workspace.folder, ['check', 'kirje', '--json'], { clock: clockAt(NOW) });
    const missing = { missing: 'public list', lists: ['henkilosto'] };
    expect(problemsOf(run, 'check')).toMatchObject([
      { code: 'file-without-archive', details: { target: 'ohje.pdf', ...missing } },
      { code: 'more-without-archive', details: missing },
    ]);
    expect(problemsOf(run, 'check')[1]!.message).toContain('lists.henkilosto');
  });

  test('leads to public pages by name; no page leads to it', async () => {
    const workspace = staffWorkspace({
      'issues/kirje.md': LETTER.replace('Palkankorotus', '[Uutinen](article:uutinen) ja [kirje](issue:tammikuu). Palkankorotus'),
    });
    const html = await builtLetter(workspace);
    expect(html).toContain('https://arkisto.example.fi/articles/uutinen/');
    expect(html).toContain('https://arkisto.example.fi/tammikuu/');
    workspace.write('issues/tammikuu.md', issueWith('', '[Kirje](issue:kirje)'));
    const link = { code: 'page-not-public', details: { target: 'issue:kirje', reason: 'private' } };
    const check = await runProgram(workspace.folder, ['check', 'tammikuu', '--json'], { clock: clockAt(NOW) });
    expect(problemsOf(check, 'check')).toMatchObject([link]);
    const { exitCode, problems } = await runArchive(workspace, { now: NOW });
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([link]);
  });
});

test('the preview says that there is no page', async () => {
  const preview = await startPreview(staffWorkspace().folder, [], { clock: clockAt(NOW) });
  onTestFinished(async () => void (await preview.end()));
  const read = async (path: string): Promise<string> => (await fetch(`${preview.origin}${path}`)).text();
  expect(await read('/frames/kirje/web/fi/0/')).toContain('Arkisto ei julkaise tätä kirjettä');
  expect(await read('/issues/kirje?view=web')).toContain('Arkisto ei julkaise tätä kirjettä');
  expect(await read('/frames/tammikuu/web/fi/0/')).toContain('Lisää tekstiä.');
});
