import { describe, expect, test, vi } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { themeFiles } from '../support/preview-page.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

/** What a hostile text would do: another title of the window, another clipboard, a line that is overwritten, letters in another order. */
const STEERING = '\u001b]0;otsikko\u0007\u001b]52;c;cm0gLXJm\u001b\\\u001b[2K\u001b[1A\rvalmis\u009b31m\u202eeno\u0008\u007f';
const FORBIDDEN = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function everythingOf({ stdout, stderr }: { stdout: string; stderr: string }): string {
  return stdout + stderr;
}

describe('no text from elsewhere steers a terminal', () => {
  test.each([
    ['a title', { 'issues/tammikuu.md': ISSUE.replace('Uutiskirje tammikuu', `"${STEERING.replace(/[^ -~]/g, escapeYaml)} x"`) }],
    ['a link', { 'issues/tammikuu.md': ISSUE.replace('https://www.example.fi/a', `htps://${STEERING.replace(/[\r]/g, '')}`) }],
    ['the name of a file', { [`issues/tammi${STEERING.replaceAll('/', '')}.md`]: ISSUE }],
    ['a cell', { 'subscribers/jarjestot.csv': `email,organisation\na${STEERING}@example.org,x\n` }],
    ['a key of the settings', { 'newsletter.yaml': `${CONFIG}"${STEERING.replace(/[^ -~]/g, escapeYaml)}": 1\n` }],
  ])('%s', async (_, files) => {
    const workspace = makeWorkspace(files);
    for (const argv of [['check'], ['build'], ['send', 'tammikuu', '--dry-run'], ['status']]) {
      const run = await runProgram(workspace.folder, argv);
      expect(everythingOf(run)).not.toMatch(FORBIDDEN);
    }
    const run = await runProgram(workspace.folder, ['check', '--json']);
    expect(run.stdout).not.toMatch(FORBIDDEN);
    expect(() => JSON.parse(run.stdout) as unknown).not.toThrow();
  });

  test('what a server says', async () => {
    const receiver = await startReceiver({ refuse: () => ({ code: 550, text: STEERING.replace('\r', '') }) });
    const run = await runProgram(makeWorkspace().folder, ['send', 'tammikuu', '--yes'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
    });
    expect(everythingOf(run)).not.toMatch(FORBIDDEN);
  });

  test('what a theme logs', async () => {
    const theme = themeFiles('oma');
    const file = Object.keys(theme).find((name) => name.endsWith('email.txt.hbs'))!;
    const logged = vi.spyOn(console, 'log');
    const workspace = makeWorkspace({
      'newsletter.yaml': `${CONFIG}themes: [{ from: 2021-01-01, theme: oma }]\n`,
      ...theme,
      [file]: `{{log "loki"}}{{log "loki" level="error"}}${theme[file]!}`,
    });
    const run = await runProgram(workspace.folder, ['build']);
    expect(run.stderr).toBe('');
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
  });
});

test('values in JSON are what they were', async () => {
  const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': 'email\na\u009b31m@example.org\n' });
  const run = await runProgram(workspace.folder, ['check', '--json']);
  const { problems } = JSON.parse(run.stdout) as { problems: { code: string; details: object }[] };
  expect(problems).toContainEqual(
    expect.objectContaining({ details: expect.objectContaining({ address: 'a\u009b31m@example.org' }) }),
  );
});

function escapeYaml(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
