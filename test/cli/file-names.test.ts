import { symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const VARIANT = ISSUE.replace('lang: fi\n', '').replace('Uutiskirje', 'Nyhetsbrev');

/** Problems of `check` with no name and with that of the one issue; `names` lie beside it. */
async function problemsBeside(names: readonly string[], argv: readonly string[] = ['check']): Promise<JsonProblem[]> {
  const texts = names.map((name) => [`issues/${name}`, /\.\w+\.md$/i.test(name) ? VARIANT : ISSUE]);
  const workspace = makeWorkspace(Object.fromEntries(texts));
  return problemsOf(await runProgram(workspace.folder, [...argv, '--json']), argv[0]!);
}

const HIDDEN = [
  '._tammikuu.md',
  '.#tammikuu.md',
  '.tammikuu.md.swp',
  '._tammikuu.sv.md',
  '~$tammikuu.md',
  'tammikuu.md~',
  '.tammikuu.md',
];

describe('files of editors and systems', () => {
  const hidden = Object.fromEntries(
    HIDDEN.flatMap((name) => ['issues', 'articles'].map((folder) => [`${folder}/${name}`, 'Mac OS X  \0\xff'])),
  );

  test.each([['check'], ['check', 'tammikuu'], ['build'], ['archive']])(
    'are passed over without a word by %s %s',
    async (...argv) => {
      const workspace = makeWorkspace({
        'newsletter.yaml': `${CONFIG}archive: { url: https://arkisto.example.fi }\n`,
        ...hidden,
      });
      symlinkSync('aino@kone.1234', workspace.path('issues/.#helmikuu.md'));
      const run = await runProgram(workspace.folder, [...argv, '--json']);
      expect(run.exitCode, run.stdout).toBe(0);
      expect(problemsOf(run, argv[0])).toEqual([]);
    },
  );

  test('are no issues when they are named', async () => {
    const workspace = makeWorkspace(hidden);
    for (const name of ['._tammikuu', 'issues/._tammikuu.md', '.#tammikuu', 'issues/~$tammikuu.md', 'issues/.tammikuu.md']) {
      const run = await runProgram(workspace.folder, ['check', name, '--json']);
      expect(run.exitCode, name).toBe(2);
      expect(problemsOf(run, 'check'), name).toMatchObject([{ code: 'issue-not-found' }]);
    }
  });

  test('are no traces of a send either, and no parts of a theme', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/._tammikuu.sent.yaml': 'Mac OS X  \0\xff' });
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
    });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('that hold a file for an editor do not keep a build from being remembered', async () => {
    const workspace = makeWorkspace();
    symlinkSync('aino@kone.1234', workspace.path('issues/.#tammikuu.md'));
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(workspace.has('dist/.cache/tammikuu.json')).toBe(true);
  });
});

describe('a name that is proposed', () => {
  test.each([
    [['Tammikuu 2022.md'], ['tammikuu-2022']],
    [['Tammikuu.md'], ['tammikuu-2']],
    [
      ['TAMMIKUU.md', 'Tammikuu.md'],
      ['tammikuu-2', 'tammikuu-3'],
    ],
    [
      ['Kesä.md', 'kesä!.md', 'KESÄ.md', 'kesa-2.md'],
      ['kesa', 'kesa-3', 'kesa-4'],
    ],
    [['Helmikuu.md'], ['helmikuu']],
    [['tammikuu.MD'], ['tammikuu-2']],
    [['helmikuu.MD'], ['helmikuu']],
    [['Latest.md'], ['latest-2']],
    [['tammikuu.draft.md'], ['tammikuu-draft']],
    [['tammikuu.2.md', 'tammikuu-2.md'], ['tammikuu-2-2']],
  ])('of %j is free, and another for each: %j', async (names, suggestions) => {
    const problems = (await problemsBeside(names)).filter(({ code }) => code === 'issue-slug');
    const proposed = problems.map(({ details }) => details['suggestion'] as string);
    expect(proposed.toSorted()).toEqual(suggestions.toSorted());
    for (const { message, details } of problems) expect(message).toContain(`${details['suggestion'] as string}.md`);
  });

  test('says which name is taken', async () => {
    const [problem] = await problemsBeside(['Tammikuu.md']);
    expect(problem!.details).toMatchObject({ suggestion: 'tammikuu-2', taken: 'tammikuu' });
    expect(problem!.message).toContain('tammikuu.md is taken');
  });
});

describe.each([[['check']], [['check', 'tammikuu']]])('by %j', (argv) => {
  test.each([
    ['tammikuu.SV.md', 'The language in a file name is written in small letters'],
    ['tammikuu.Sv.md', 'The language in a file name is written in small letters'],
    ['tammikuu.sv.MD', 'The ending .md in a file name is written in small letters'],
  ])('%s is told to be a variant', async (name, says) => {
    const problems = await problemsBeside([name], argv);
    expect(problems).toMatchObject([
      { code: 'issue-slug', file: `issues/${name}`, details: { suggestion: 'tammikuu.sv', taken: null } },
    ]);
    expect(problems[0]!.message).toContain(says);
    expect(problems[0]!.message).toContain('Rename the file to tammikuu.sv.md.');
  });

  test('a variant is not told to become one that is there', async () => {
    const [problem] = await problemsBeside(['tammikuu.sv.md', 'tammikuu.SV.md'], argv);
    expect(problem).toMatchObject({ details: { suggestion: 'tammikuu-sv', taken: 'tammikuu.sv' } });
    expect(problem!.message).toContain('tammikuu.sv.md is taken');
  });

  test.each([
    ['tammikuu.pt-br.md', null],
    ['tammikuu.de.md', null],
    ['tammikuu.DE.md', null],
    ['tammikuu.deu.md', null],
    ['tammikuu.swe.md', 'tammikuu.sv.md'],
    ['tammikuu.sv-FI.md', 'tammikuu.sv.md'],
    ['tammikuu.sv_FI.md', 'tammikuu.sv.md'],
    ['tammikuu.svenska.md', 'tammikuu.sv.md'],
    ['tammikuu.eng.md', 'tammikuu.en.md'],
  ])('%s is a variant in no language that there is, and %s is proposed', async (name, suggestion) => {
    expect(await problemsBeside([name], argv)).toMatchObject([
      { code: 'variant-language', file: `issues/${name}`, details: { suggestion, taken: null } },
    ]);
  });

  test('a variant in the issue’s own language is one, however that is written', async () => {
    for (const name of ['tammikuu.fi.md', 'tammikuu.FI.md', 'tammikuu.fin.md', 'tammikuu.suomi.md'])
      expect(await problemsBeside([name], argv), name).toMatchObject([
        { code: 'variant-language', details: { language: 'fi', own: 'fi' } },
      ]);
  });

  test('of two variants in one language the second is not told to replace the first', async () => {
    const problems = await problemsBeside(['tammikuu.svenska.md', 'tammikuu.swe.md', 'tammikuu.eng.md'], argv);
    const told = problems.map(({ details }) => [details['suggestion'], details['taken']]);
    expect(told).toEqual([
      ['tammikuu.en.md', null],
      ['tammikuu.sv.md', null],
      [null, 'tammikuu.sv.md'],
    ]);
  });
});

test('nothing is mailed while a variant’s name keeps it from its readers', async () => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace({ 'issues/tammikuu.SV.md': VARIANT });
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
  expect(run.exitCode).toBe(4);
  expect(receiver.tried).toEqual([]);
});

test('names that only look alike are issues of their own', async () => {
  const own = ISSUE.replace('tammikuu/2022', 'toinen');
  const workspace = makeWorkspace({ 'issues/tammikuu-sv.md': own, 'issues/tammikuu-2.md': own });
  expect(problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check')).toEqual([]);
  expect(await problemsBeside(['tammikuu_sv.md'])).toMatchObject([{ details: { suggestion: 'tammikuu-sv' } }]);
});

test('other files beside the issues are no issues', async () => {
  const names = ['lueminut.txt', 'kuva.png', 'tammikuu.md.bak', '#tammikuu.md#', 'tammikuu.markdown'];
  const workspace = makeWorkspace(Object.fromEntries(names.map((name) => [`issues/${name}`, 'x'])));
  expect(problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check')).toEqual([]);
});

test('a variant that stands alone is not told to replace another', async () => {
  const sv = { 'issues/tammikuu.sv.md': VARIANT, 'issues/tamikuu.sv.md': VARIANT };
  const workspace = makeWorkspace(sv);
  const all = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
  const errors = all.filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ code: 'variant-alone', details: { file: 'tamikuu.sv.md', nearest: null } }]);
  for (const name of ['tamikuu.sv', 'issues/tamikuu.sv.md']) {
    const run = await runProgram(workspace.folder, ['check', name, '--json']);
    expect(problemsOf(run, 'check'), name).toMatchObject([{ code: 'variant-alone' }]);
  }
});
