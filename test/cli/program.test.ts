import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { VERSION } from '../../src/cli/version.ts';
import manifest from '../../package.json' with { type: 'json' };
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

describe('the command line', () => {
  test('--help names every command, and each command’s help has an example', async () => {
    const { folder } = makeWorkspace();
    const help = await runProgram(folder, ['--help']);
    expect(help.exitCode).toBe(0);
    for (const command of ['check', 'build', 'send', 'status']) {
      expect(help.stdout).toContain(`  ${command} `);
      const own = await runProgram(folder, [command, '--help']);
      expect(own.stdout).toMatch(/Examples:\n {2}newsletter /);
      expect(own.stdout).not.toContain('Commands:');
    }
  });

  test.each([
    ['Finnish', 'fi', 'Käyttö: newsletter', 'Komentoa ”chekc” ei ole. Tarkoititko ”check”?'],
    ['Swedish', 'sv', 'Användning: newsletter', 'Kommandot ”chekc” finns inte. Menade du ”check”?'],
  ])('speaks %s where the system does, or where it is asked to', async (_name, language, usage, mistake) => {
    const { folder } = makeWorkspace();
    for (const env of [{ NEWSLETTER_LANG: language }, { NEWSLETTER_LANG: '', LANG: `${language}_FI.UTF-8` }]) {
      expect((await runProgram(folder, ['--help'], { env })).stdout).toContain(usage);
      expect((await runProgram(folder, ['chekc'], { env })).stderr).toContain(mistake);
    }
  });

  test('speaks English where the system speaks another language', async () => {
    const { folder } = makeWorkspace();
    expect((await runProgram(folder, ['--help'], { env: { NEWSLETTER_LANG: '', LANG: 'C' } })).stdout).toContain(
      'Usage: newsletter',
    );
  });

  test.each([
    [['chekc'], 2],
    [['check', '--jsn'], 2],
    [['send'], 2],
    [['send', 'tammikuu', '--limit', '0'], 2],
    [['send', 'tammikuu', '--limit', 'x'], 2],
    [['send', 'tammikuu', '--limit'], 2],
    [['send', 'tammikuu', 'helmikuu'], 2],
    [['send', 'nothing', '--yes'], 2],
    [['check', 'nothing'], 2],
    [['status', 'nothing'], 2],
    [['--version'], 0],
    [['check'], 0],
  ] as [string[], number][])('newsletter %j ends with %i', async (argv, exitCode) => {
    const { folder } = makeWorkspace();
    const result = await runProgram(folder, argv);
    expect(result.exitCode, result.stderr).toBe(exitCode);
    if (exitCode === 2) expect(result.stderr).toMatch(/^error: .+ \[[a-z-]+\]\n$/m);
  });

  test('with --json a mistake is JSON too; for send, lines that end in a summary', async () => {
    const { folder } = makeWorkspace();
    const check = await runProgram(folder, ['check', '--json', '--jsn']);
    expect(JSON.parse(check.stdout)).toMatchObject({
      schemaVersion: 1,
      ok: false,
      problems: [{ code: 'usage', details: { nearest: '--json' } }],
    });
    for (const argv of [
      ['send', 'nothing', '--json'],
      ['send', 'tammikuu', '--jsn', '--json'],
      ['-C', folder, 'send', 'tammikuu', '--jsn', '--json'],
    ]) {
      const lines = jsonLines(await runProgram(folder, argv));
      expect(lines.map(({ type }) => type)).toEqual(['problem', 'summary']);
      expect(lines[1]).toMatchObject({ ok: false, exitCode: 2 });
    }
  });

  test('alone it shows what there is, and ends with 2; help says the same and ends with 0', async () => {
    const { folder } = makeWorkspace();
    const alone = await runProgram(folder, []);
    expect(alone.exitCode).toBe(2);
    expect(alone.stderr).toContain('Usage: newsletter');
    expect((await runProgram(folder, ['help'])).exitCode).toBe(0);
  });

  test('a workspace is found from any folder within it', async () => {
    const { folder } = makeWorkspace();
    expect((await runProgram(`${folder}/issues`, ['check', 'tammikuu.md'])).exitCode).toBe(0);
  });

  test('-C works in another workspace; an issue may be named by its path', async () => {
    const { folder } = makeWorkspace();
    const elsewhere = makeWorkspace({ 'newsletter.yaml': null });
    expect((await runProgram(elsewhere.folder, ['check', '-C', folder])).exitCode).toBe(0);
    expect((await runProgram(elsewhere.folder, ['-C', folder, 'check'])).exitCode).toBe(0);
    expect((await runProgram(elsewhere.folder, ['check', '-C', folder, `${folder}/issues/tammikuu.md`])).exitCode).toBe(0);
    expect((await runProgram(folder, ['check', 'issues/tammikuu.md'])).exitCode).toBe(0);
  });

  test('its version is the package’s', () => {
    expect(VERSION).toBe(manifest.version);
  });

  test('colours a terminal, unless NO_COLOR is set', async () => {
    const { folder } = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää', '[x](#)') });
    const paint = async (env: Record<string, string>): Promise<string> => {
      let text = '';
      const output = { write: (more: string) => (text += more), isTerminal: true, width: 80 };
      const signal = new AbortController().signal;
      const clock = { now: () => new Date(0), monotonic: () => 0, after: () => () => undefined };
      const world = {
        argv: ['check'],
        cwd: folder,
        env: { NEWSLETTER_LANG: 'en', ...env },
        stdout: output,
        stderr: output,
        ask: null,
        open: null,
        mounts: () => '',
        clock,
      };
      await run({ ...world, stop: signal, leave: signal, pid: 1, hostname: 'x', locale: 'en', stateFolder: folder });
      return text;
    };
    expect(await paint({})).toContain('\u001b[31merror');
    expect(await paint({ NO_COLOR: '1' })).not.toContain('\u001b');
  });
});

describe('check', () => {
  test('finds a sound workspace sound', async () => {
    const { folder } = makeWorkspace();
    expect((await runProgram(folder, ['check'])).stdout).toBe('1 issue checked: nothing to mend.\n');
  });

  test('tells every problem with its place, several at once', async () => {
    const { folder } = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('Lisää', '[x](#) {{nimi}}').replace('## 2.', '## 4.'),
    });
    const found = await runProgram(folder, ['check']);
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toContain('issues/tammikuu.md:15:1: error: Sections 2, 3 are missing');
    expect(found.stdout).toContain('issues/tammikuu.md:17:1: error: The link "x" leads nowhere yet');
    expect(found.stdout).toContain('issues/tammikuu.md:17:8: error: No list of this issue has a column "nimi"');
    expect(found.stdout).toContain('1 issue checked: 3 errors, 0 warnings.');
  });

  test('looks at every issue when none is named', async () => {
    const { folder } = makeWorkspace({ 'issues/helmikuu.md': ISSUE.replace('Lisää', '[x](#)') });
    const result = JSON.parse((await runProgram(folder, ['check', '--json'])).stdout) as { data: object; ok: boolean };
    expect(result).toMatchObject({
      ok: false,
      data: {
        issues: [
          { slug: 'helmikuu', errors: 1 },
          { slug: 'tammikuu', errors: 0 },
        ],
      },
    });
  });

  test('accepts a list and an issue as Windows writes them', async () => {
    const list = '\ufeffemail;organisation\r\naino@example.fi;Pöytyän "Martat"\r\n'.replace(
      'Pöytyän "Martat"',
      '"Pöytyän ""Martat"""',
    );
    const { folder } = makeWorkspace({
      'issues/tammikuu.md': `\ufeff${ISSUE.replaceAll('\n', '\r\n')}`,
      'subscribers/jarjestot.csv': list,
    });
    expect((await runProgram(folder, ['check'])).stdout).toContain('nothing to mend');
    const plan = jsonLines(await runProgram(folder, ['send', 'tammikuu', '--dry-run', '--json']))[0];
    expect(plan).toMatchObject({ due: 1 });
  });
});

describe('build', () => {
  test('writes HTML, text and .eml, the same bytes each time, and says how big they are', async () => {
    const workspace = makeWorkspace();
    const built = await runProgram(workspace.folder, ['build', 'tammikuu', '--json']);
    expect(built.exitCode).toBe(0);
    const { data } = JSON.parse(built.stdout) as {
      data: { issues: { slug: string; lang: string; files: { name: string; path: string; bytes: number }[] }[] };
    };
    expect(data.issues).toMatchObject([{ slug: 'tammikuu', lang: 'fi' }]);
    const files = data.issues[0]!.files;
    expect(files.map(({ name }) => name)).toEqual(['email.html', 'email.txt', 'email.eml']);
    for (const { path, bytes } of files) expect(Buffer.byteLength(workspace.read(path))).toBe(bytes);
    const before = files.map(({ path }) => workspace.read(path));
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(files.map(({ path }) => workspace.read(path))).toEqual(before);
  });

  test('shows no subscriber: a hole has its default, or its column’s name in brackets', async () => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää', '{{language}}') });
    await runProgram(workspace.folder, ['build']);
    expect(workspace.read('dist/tammikuu/email.txt')).toContain('Hei hyvä lukija!');
    expect(workspace.read('dist/tammikuu/email.txt')).toContain('⟨language⟩ tekstiä');
    expect(workspace.read('dist/tammikuu/email.html')).not.toContain('Järjestö 0');
  });

  test('with errors still writes the files, and ends with 1', async () => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää', '[x](#)') });
    const built = await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(built.exitCode).toBe(1);
    expect(built.stderr).toContain('[link-placeholder]');
    expect(workspace.has('dist/tammikuu/email.html')).toBe(true);
  });

  test('embeds an image in the .eml and lays it beside the HTML', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
      'base64',
    );
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '![Piste](piste.png "Kuvateksti")'),
      'issues/tammikuu/piste.png': png,
    });
    await runProgram(workspace.folder, ['build']);
    const source = /<img[^>]* src="(images\/[^"]+)"/.exec(workspace.read('dist/tammikuu/email.html'))![1]!;
    expect(workspace.has(`dist/tammikuu/${source}`)).toBe(true);
    expect(workspace.read('dist/tammikuu/email.html')).toMatch(/<img[^>]* alt="Piste"[^>]* width="1"/);
    const eml = workspace.read('dist/tammikuu/email.eml');
    const id = /^Content-ID: <([^>]+)>/m.exec(eml)![1]!;
    expect(eml.replaceAll('=\r\n', '')).toContain(`cid:${id}`);
  });

  test('does not run what a .mjmlconfig of the workspace names', async () => {
    const workspace = makeWorkspace({
      '.mjmlconfig': '{ "packages": ["./evil.cjs"] }',
      'evil.cjs': 'require("fs").writeFileSync(__dirname + "/ran", "")',
    });
    const built = await spawnProgram(workspace.folder, ['build']);
    expect(built.exitCode).toBe(0);
    expect(workspace.has('ran')).toBe(false);
  });
});

describe('status', () => {
  test('knows nothing before, the rehearsal after one, and says which it tells of', async () => {
    const { folder } = makeWorkspace();
    expect((await runProgram(folder, ['status'])).stdout).toContain('Nothing has been sent');
    expect((await runProgram(folder, ['status', 'tammikuu'])).stdout).toContain('has not been sent yet');
    await runProgram(folder, ['send', 'tammikuu', '--yes']);
    expect((await runProgram(folder, ['status', 'tammikuu'])).stdout).toMatch(/^Rehearsal: .*\n.*\n5 accepted/);
    const { data } = JSON.parse((await runProgram(folder, ['status', 'tammikuu', '--json'])).stdout) as {
      data: { recipients: object[] };
    };
    expect(data).toMatchObject({ rehearsal: true, counts: { accepted: 5 } });
    expect(data.recipients[0]).toMatchObject({
      address: 'jarjesto0@example.org',
      state: 'accepted',
      attempts: 1,
      reply: expect.stringContaining('250') as string,
    });
  });

  test('writes a CSV that a spreadsheet opens and does not run', async () => {
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': 'email,organisation\n+a@example.org,A\nb@example.org,B\n' });
    await runProgram(workspace.folder, ['send', 'tammikuu', '--yes']);
    await runProgram(workspace.folder, ['status', 'tammikuu', '--csv', 'raportti.csv']);
    const [header, first, second] = workspace.read('raportti.csv').split('\n');
    expect(header).toBe('\ufeffemail,organisation,name,state,attempts,reply,list,language,updated');
    expect(first).toMatch(/^'\+a@example\.org,A,,accepted,1,/);
    expect(second).toMatch(/^b@example\.org,B,,accepted,1,/);
  });

  test('says what stands in a ledger that is not one', async () => {
    const workspace = makeWorkspace({ '.newsletter/ledger.db': 'not a database' });
    const result = await runProgram(workspace.folder, ['status', '--json']);
    expect(result.exitCode).toBe(4);
    expect(problemsOf(result, 'status')[0]!.code).toBe('ledger-damaged');
  });
});

test('a workspace may keep its variables in .env, below the environment', async () => {
  const workspace = makeWorkspace({
    '.env': 'NEWSLETTER_SMTP_URL=smtp://me@smtp.example.org\nNODE_OPTIONS=--bogus\n',
    'newsletter.yaml': CONFIG,
  });
  expect((await runProgram(workspace.folder, ['check'])).stderr).toContain('smtp-password-missing');
  expect((await runProgram(workspace.folder, ['check'], { env: { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:25' } })).exitCode).toBe(
    0,
  );
});
