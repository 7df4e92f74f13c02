import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { themeFiles } from '../support/preview-page.ts';
import { CONFIG, ISSUE, listOf, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const CANARY = 'kanarialintu';
const ARCHIVE = 'archive: { url: https://uutiskirjeet.example.fi, missing: ignore }\n';
const THEME = 'themes: [{ from: 2021-01-01, theme: oma }]\n';
const ARTICLE = `---\ntitle: Uutinen\ndate: 2022-01-26\n---\n\nTekstiä ${CANARY}.\n`;
const CANARY_ISSUE = ISSUE.replace('Lisää tekstiä.', CANARY);
const CANARY_THEME = themeFiles('oma');

/** What a stranger's workspace may lead to: the path of the link in it, and the files that lie elsewhere. A folder ends with a slash. */
const LINKS: readonly (readonly [
  path: string,
  elsewhere: Readonly<Record<string, string>>,
  files?: Readonly<Record<string, string | null>>,
])[] = [
  ['issues/tammikuu.md', { a: CANARY_ISSUE }],
  ['issues/tammikuu.sv.md', { a: CANARY_ISSUE.replace('lang: fi\n', '').replace('title: Uutiskirje', 'title: Nyhetsbrev') }],
  ['issues/', { 'tammikuu.md': CANARY_ISSUE }, { 'issues/tammikuu.md': null }],
  [
    'issues/tammikuu/',
    { 'ohjelma.txt': CANARY },
    { 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '[Ohjelma](ohjelma.txt)') },
  ],
  [
    'issues/tammikuu/ohjelma.txt',
    { a: CANARY },
    { 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '[Ohjelma](ohjelma.txt)') },
  ],
  ['articles/uutinen.md', { a: ARTICLE }],
  ['articles/', { 'uutinen.md': ARTICLE }],
  ['subscribers/jarjestot.csv', { a: `email,organisation\n${CANARY}@example.org,${CANARY}\n` }],
  [
    'subscribers/',
    { 'jarjestot.csv': `email,organisation\n${CANARY}@example.org,${CANARY}\n` },
    { 'subscribers/jarjestot.csv': null },
  ],
  [
    'newsletter.yaml',
    { a: `${CONFIG.replace('name: Esimerkkiyhdistys, address: Katu', `name: ${CANARY}, address: Katu`)}${ARCHIVE}` },
  ],
  ['.env', { a: `NEWSLETTER_SMTP_URL=smtp://${CANARY}.invalid\n` }],
  [
    'templates/oma/',
    Object.fromEntries(
      Object.entries(CANARY_THEME).map(([name, text]) => [
        name.replace('templates/oma/', ''),
        name.endsWith('email.txt.hbs') ? `${CANARY}\n${text}` : text,
      ]),
    ),
    { 'newsletter.yaml': CONFIG + ARCHIVE + THEME },
  ],
  [
    'templates/oma/email.txt.hbs',
    { a: `${CANARY}\n${CANARY_THEME['templates/oma/email.txt.hbs']}` },
    { ...CANARY_THEME, 'newsletter.yaml': CONFIG + ARCHIVE + THEME },
  ],
];

function planted([path, elsewhere, files = {}]: (typeof LINKS)[number]): TestWorkspace {
  const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + ARCHIVE, ...files });
  const other = makeWorkspace(elsewhere);
  const place = workspace.path(path.replace(/\/$/, ''));
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(path.endsWith('/') ? other.folder : other.path('a'), place);
  return workspace;
}

describe('nothing is read through a link', () => {
  test.each(LINKS.map((link) => [link[0], link] as const))('%s', async (_, link) => {
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const workspace = planted(link);
    let said = '';
    for (const argv of [
      ['build'],
      ['archive'],
      ['send', 'tammikuu', '--dry-run'],
      ['send', 'tammikuu', '--yes'],
      ['status', 'tammikuu'],
      ['check'],
    ]) {
      const run = await runProgram(workspace.folder, argv, { env, stateFolder: makeWorkspace().folder });
      said += run.stdout + run.stderr;
    }
    const written = spawnSync('grep', ['-rl', CANARY, 'dist'], { cwd: workspace.folder, encoding: 'utf8' });
    expect(written.stdout ?? '').toBe('');
    expect(receiver.accepted.filter(({ raw, to }) => raw.includes(CANARY) || to.includes(CANARY))).toEqual([]);
    expect(said).not.toContain(CANARY);
    expect(said).toMatch(/is a link|outside|leads? out|not there|is no workspace|newsletter\.yaml/);
  });
});

describe('a list', () => {
  const outside = (more = ''): TestWorkspace => {
    const other = makeWorkspace({ 'muut.csv': listOf(3) });
    const file = other.path('muut.csv');
    return makeWorkspace({ 'newsletter.yaml': CONFIG.replace('subscribers/jarjestot.csv', `"${file}"${more}`) });
  };

  test('outside of the workspace is refused, with how it is allowed', async () => {
    const run = await runProgram(outside().folder, ['check', '--json']);
    expect(problemsOf(run, 'check')).toContainEqual(
      expect.objectContaining({ code: 'list-outside', message: expect.stringContaining('outside: true') as string }),
    );
    expect((await runProgram(outside().folder, ['send', 'tammikuu', '--yes'])).exitCode).toBe(4);
  });

  test('that newsletter.yaml allows is read, and the plan tells of it', async () => {
    const workspace = outside(', outside: true');
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run']);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain('A list from outside this folder: ');
    expect(run.stderr).toContain('3 recipients now');
    const json = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run', '--json']);
    expect(json.stdout).toContain('"listsOutside":["');
  });

  test('behind a link is read too where that is allowed', async () => {
    const other = makeWorkspace({ 'muut.csv': listOf(3) });
    const workspace = makeWorkspace({
      'newsletter.yaml': CONFIG.replace('subscribers/jarjestot.csv', '$&, outside: true'),
      'subscribers/jarjestot.csv': null,
      'subscribers/toinen.csv': listOf(1),
    });
    symlinkSync(other.path('muut.csv'), workspace.path('subscribers/jarjestot.csv'));
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run']);
    expect(run.stderr).toContain('3 recipients now');
  });
});
