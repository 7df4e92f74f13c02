import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const LIST_FILE = 'subscribers/jarjestot.csv';
const VARIANT = '---\ntitle: Brev\nsummary: Kort.\n---\n\nHej!\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nText.\n';
const BOTH = { 'issues/tammikuu.sv.md': VARIANT };
const CODES = ['list-language', 'language-without-variant', 'variant-unread', 'list-language-column', 'list-header-ambiguous'];

function listed(list: string, files: Readonly<Record<string, string>> = {}): TestWorkspace {
  return makeWorkspace({ [LIST_FILE]: list, ...files });
}

/** A list with these cells in one column. */
function column(header: string, cells: readonly string[], files: Readonly<Record<string, string>> = {}): TestWorkspace {
  const rows = cells.map((cell, index) => `a${index}@example.org,Yhdistys ${index},${cell}`);
  return listed(['email,organisation,' + header, ...rows, ''].join('\n'), files);
}

async function codesOf(workspace: TestWorkspace): Promise<string[]> {
  const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
  return problemsOf(run, 'check')
    .map(({ code }) => code)
    .filter((code) => CODES.includes(code));
}

/** How many of the plan of a dry run get which language. */
async function planOf(workspace: TestWorkspace, ...options: readonly string[]): Promise<Record<string, unknown>> {
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run', '--json', ...options]);
  const plan = jsonLines(run).find(({ type }) => type === 'plan');
  expect(plan, run.stdout).toBeDefined();
  return { ...plan };
}

describe('the column of languages', () => {
  test.each(['Kieli', 'KIELIKOODI', 'Språk', 'sprak', 'Asiointikieli', 'lang', 'Language:', 'viestinta\u0308kieli'])(
    'is understood when it is called %s',
    async (header) => {
      const workspace = column(header, ['suomi', 'ruotsi', 'svenska', 'SV', ''], BOTH);
      expect((await planOf(workspace))['languages']).toEqual({ sv: 3, fi: 2 });
      expect(await codesOf(workspace)).toEqual([]);
    },
  );

  test.each([
    [
      'sv',
      [
        'sv',
        'SV',
        'swe',
        'Ruotsi',
        'ruotsiksi',
        'RUOTSINKIELINEN',
        'svenska.',
        'på svenska',
        'Swedish',
        'sv-SE',
        'sv_FI',
        'sv (svenska)',
      ],
    ],
    ['fi', ['fi', 'FIN', 'Suomi', 'suomeksi', 'suomenkielinen', 'finska', 'på finska', 'Finnish', 'fi-FI', 'fi / suomi']],
  ])('has words and codes for %s', async (language, cells) => {
    const issue = ISSUE.replace('lang: fi', 'lang: en');
    const files = { 'issues/tammikuu.md': issue, ...BOTH, 'issues/tammikuu.fi.md': VARIANT };
    const { languages } = await planOf(column('language', cells, files));
    expect(languages).toEqual({ [language]: cells.length });
  });

  test.each(['SE', 'FI/SV', 'suomi ja ruotsi', 'fi-sv', '-', '?', 'N/A', 'kyllä'])(
    'with "%s" is read as the issue’s own language and reported',
    async (cell) => {
      const workspace = column('language', ['fi', 'sv', `"${cell}"`, `"${cell}"`], BOTH);
      expect((await planOf(workspace))['languages']).toEqual({ fi: 3, sv: 1 });
      const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
      expect(problemsOf(run, 'check')).toEqual([
        expect.objectContaining({
          code: 'list-language',
          line: 4,
          details: { language: cell, address: 'a2@example.org', others: 1, own: 'fi' },
        }),
      ]);
    },
  );

  test('with many different words is reported word by word, and the rest together', async () => {
    const workspace = column('language', ['fi', ...Array.from({ length: 9 }, (_, index) => `kieli${index}`)]);
    const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
    const found = problemsOf(run, 'check').filter(({ code }) => code === 'list-language');
    expect(found.map(({ details }) => details['others'])).toEqual([0, 0, 0, 0, 0, 3]);
  });

  test('is empty, or has only the language of the issue: nothing is said', async () => {
    expect(await codesOf(column('language', ['', '', '']))).toEqual([]);
    expect(await codesOf(column('kieli', ['fi', 'suomi', 'FI']))).toEqual([]);
    expect(await codesOf(listed('email,organisation\na@example.org,A\n'))).toEqual([]);
  });
});

describe('readers and variants', () => {
  test('readers of a language without a variant are counted, whichever command looks', async () => {
    const workspace = column('Kieli', ['suomi', 'ruotsi', 'svenska', 'de', 'viro']);
    const expected = ['language-without-variant: 2 readers want Swedish (sv) and get Finnish: there is no tammikuu.sv.md.'];
    for (const argv of [
      ['check', 'tammikuu'],
      ['build', 'tammikuu'],
      ['send', 'tammikuu', '--dry-run'],
    ]) {
      const run = await runProgram(workspace.folder, [...argv, '--json']);
      const found = problemsOf(run, argv[0]!).filter(({ code }) => code === 'language-without-variant');
      expect(found.map(({ details }) => [details['language'], details['count'], details['variant']])).toEqual([
        ['sv', 2, 'tammikuu.sv.md'],
        ['de', 1, null],
        ['et', 1, null],
      ]);
      expect(`${found[0]!.code}: ${found[0]!.message}`).toBe(expected[0]);
    }
  });

  test('a variant that nobody would get is reported at its file', async () => {
    const run = await runProgram(column('language', ['fi', ''], BOTH).folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([
      expect.objectContaining({ code: 'variant-unread', file: 'issues/tammikuu.sv.md', severity: 'warning' }),
    ]);
  });

  test('a list that cannot be read says nothing of variants', async () => {
    expect(await codesOf(listed('organisation\nA\n', BOTH))).toEqual([]);
  });
});

describe('a column that seems to hold languages', () => {
  test.each([
    ['toivottu kieli', ['suomi', 'ruotsi']],
    ['Kielivalinta', ['S', 'R']],
    ['versio', ['fi', 'sv']],
    ['versio', ['svenska', 'finska']],
    ['Sprache', ['fi', '']],
  ])('%s is reported', async (header, cells) => {
    const run = await runProgram(column(header, cells).folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([
      expect.objectContaining({
        code: 'list-language-column',
        line: 1,
        details: { column: header.toLowerCase(), example: cells[0]!.toLowerCase() },
      }),
    ]);
  });

  test.each([
    ['country', ['FI', 'SE']],
    ['maa', ['Suomi', 'Ruotsi']],
    ['markkinointikielto', ['kyllä', 'ei']],
    ['kielikurssi', ['kyllä', 'ei']],
    ['jäsen', ['yes', 'no']],
    ['osasto', ['IT', 'HR']],
    ['kielivalinta', ['', '']],
    ['municipality', ['Järvimaa', 'Lahti']],
    ['langaton', ['on', 'off']],
  ])('%s with %s is left alone', async (header, cells) => {
    expect(await codesOf(column(header, cells))).toEqual([]);
  });

  test('is no matter beside a column of languages', async () => {
    const list = 'email,organisation,language,toivottu kieli\na@example.org,A,fi,ruotsi\nb@example.org,B,fi,suomi\n';
    expect(await codesOf(listed(list))).toEqual([]);
  });
});

describe('the plan by language', () => {
  const MANY = ['fi', 'sv', 'fi', 'sv', 'fi', 'fi'];

  test('counts those who are due in this run', async () => {
    const workspace = column('language', MANY, BOTH);
    expect((await planOf(workspace))['languages']).toEqual({ fi: 4, sv: 2 });
    expect((await planOf(workspace, '--limit', '3'))['languages']).toEqual({ fi: 2, sv: 1 });
    expect((await planOf(workspace, '--only', 'a1@example.org'))['languages']).toEqual({ sv: 1 });
  });

  test('is told to people in a dry run, a real run and a resumed one', async () => {
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const { folder } = column('language', MANY, BOTH);
    expect((await runProgram(folder, ['send', 'tammikuu', '--dry-run'], { env })).stderr).toContain(
      'By language: Finnish 4, Swedish 2.\n',
    );
    const first = await runProgram(folder, ['send', 'tammikuu', '--limit', '2', '--yes'], { env });
    expect(first.stderr).toContain('By language: Finnish 1, Swedish 1.\n');
    const resumed = await runProgram(folder, ['send', 'tammikuu', '--yes', '--json'], { env });
    expect(jsonLines(resumed).find(({ type }) => type === 'plan')).toMatchObject({ due: 4, languages: { fi: 3, sv: 1 } });
    expect((await runProgram(folder, ['send', 'tammikuu', '--yes'], { env })).stderr).not.toContain('By language');
  });

  test('has one line where everyone reads the same', async () => {
    const run = await runProgram(makeWorkspace().folder, ['send', 'tammikuu', '--dry-run'], { env: { NEWSLETTER_LANG: 'fi' } });
    expect(run.stderr).toContain('Kielittäin: suomi 5.\n');
  });
});

describe('the names of columns', () => {
  test('in Finnish fill the To header and both spellings of a hole', async () => {
    const receiver = await startReceiver();
    const list = 'Sähköposti;Nimi;Yhdistys\naino@example.org;Aino Esimerkki;Talvi ry\n';
    const issue = ISSUE.replace('Hei {{organisation|hyvä lukija}}!', 'Hei {{nimi}}, {{name}}, {{yhdistys}}, {{organisation}}!');
    const { folder } = listed(list, { 'issues/tammikuu.md': issue });
    const run = await runProgram(folder, ['send', 'tammikuu', '--yes', '--json'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(receiver.accepted[0]!.raw.toString()).toContain('To: Aino Esimerkki <aino@example.org>');
    const { text } = await PostalMime.parse(receiver.accepted[0]!.raw);
    expect(text).toContain('Hei Aino Esimerkki, Aino Esimerkki, Talvi ry, Talvi ry!');
  });

  test.each([
    'E-MAIL',
    'e_mail',
    'Email*',
    'sa\u0308hko\u0308postiosoite',
    's-posti',
    'E-postadress',
    '\u200bemail',
    '\ufeffemail',
    'Osoite',
    'Adress',
  ])('%s is the address', async (header) => {
    const run = await runProgram(listed(`organisation,${header}\nA,a@example.org\n`).folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([]);
  });

  test('a street is not taken for the address where another column is one', async () => {
    const list = 'organisation,osoite,sähköposti\nA,Katu 1,a@example.org\n';
    const run = await runProgram(listed(list).folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([]);
  });

  test('two columns that mean the same are reported, and the standard name wins', async () => {
    const list = 'organisation,sähköposti,email\nA,vanha@example.org,uusi@example.org\n';
    const workspace = listed(list);
    const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([
      expect.objectContaining({
        code: 'list-header-ambiguous',
        details: { standard: 'email', read: 'email', others: ['sähköposti'] },
      }),
    ]);
    const plan = await planOf(workspace);
    expect(plan['recipients']).toEqual([expect.objectContaining({ address: 'uusi@example.org' })]);
  });

  test('a hole and a column that a Mac wrote in pieces are the same column', async () => {
    const nfd = 'jäsenmäärä'.normalize('NFD');
    const files = { 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', `Teitä on {{${nfd}}}.`) };
    const composed = await runProgram(listed('email,organisation,jäsenmäärä\na@example.org,A,12\n', files).folder, [
      'check',
      'tammikuu',
      '--json',
    ]);
    expect(problemsOf(composed, 'check')).toEqual([]);
  });

  test('a send that was begun while the words were not known is not told that its values changed', async () => {
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const workspace = listed('email,other\na@example.org,A\nb@example.org,B\n');
    await runProgram(workspace.folder, ['send', 'tammikuu', '--limit', '1', '--yes'], { env });
    workspace.write(LIST_FILE, 'email,yhdistys\na@example.org,A\nb@example.org,B\n');
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], { env });
    expect(problemsOf(run, 'send').map(({ code }) => code)).not.toContain('recipients-changed');
    expect(receiver.accepted).toHaveLength(2);
  });
});
