import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type JsonProblem, type ProgramRun, jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

/** Sends with the server's address in `.env` alone. */
async function sendWith(write: (url: string) => string | Uint8Array): Promise<{ run: ProgramRun; receiver: SmtpReceiver }> {
  const receiver = await startReceiver();
  const { folder } = makeWorkspace({ '.env': write(receiver.url) });
  return { run: await runProgram(folder, SEND), receiver };
}

function utf16(text: string, order: 'le' | 'be', mark = '\ufeff'): Buffer {
  const bytes = Buffer.from(`${mark}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** The password that the program would log in with. */
async function passwordIn(written: string | Uint8Array): Promise<string | undefined> {
  let password: string | undefined;
  const receiver = await startReceiver({
    server: {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (login, _session, done) => {
        password ??= login.password ?? undefined;
        done(null, { user: login.username });
      },
    },
  });
  const { port } = new URL(receiver.url);
  const workspace = makeWorkspace({ '.env': written });
  await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: `smtp://user@127.0.0.1:${port}` } });
  return password;
}

async function problemsWith(
  written: string | Uint8Array,
  argv: readonly string[] = ['check', 'tammikuu'],
): Promise<JsonProblem[]> {
  const run = await runProgram(makeWorkspace({ '.env': written }).folder, [...argv, '--json']);
  return problemsOf(run, argv[0]!);
}

describe('the first variable of .env', () => {
  test.each([
    ['UTF-8 with a byte order mark', (url: string) => `\ufeffNEWSLETTER_SMTP_URL=${url}\n`],
    ['lines that end as on Windows', (url: string) => `NEWSLETTER_SMTP_URL=${url}\r\nNEWSLETTER_LANG=fi\r\n`],
    ['UTF-16, little end first', (url: string) => utf16(`NEWSLETTER_SMTP_URL=${url}\r\n`, 'le')],
    ['UTF-16, big end first', (url: string) => utf16(`NEWSLETTER_SMTP_URL=${url}\n`, 'be')],
    ['UTF-16 without a mark', (url: string) => utf16(`NEWSLETTER_SMTP_URL=${url}\n`, 'le', '')],
    ['export and spaces', (url: string) => `  export  NEWSLETTER_SMTP_URL = ${url}  # the relay\n`],
    ['quotes', (url: string) => `NEWSLETTER_SMTP_URL="${url}" # the relay\n`],
    ['a quote of another variable that is not closed', (url: string) => `OTHER="x\nNEWSLETTER_SMTP_URL=${url}\n`],
  ])('is read from %s', async (_, write) => {
    const { run, receiver } = await sendWith(write);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
    expect(jsonLines(run).find(({ type }) => type === 'plan')).toMatchObject({ rehearsal: false });
  });

  test.each([
    ['Latin-1', Buffer.from('# Pöytä\nNEWSLETTER_SMTP_URL=smtp://mail.example.org\n', 'latin1'), 'file-encoding'],
    ['NUL in it', 'NEWSLETTER_SMTP_URL=smtp://mail.example.org\0\n', 'file-not-text'],
    ['a workbook', Buffer.from('PK\u0003\u0004 xl/', 'latin1'), 'file-not-text'],
    ['no equals sign', 'NEWSLETTER_SMTP_URL: smtp://mail.example.org\n', 'env-line'],
    ['a word of Windows before it', 'set NEWSLETTER_SMTP_URL=smtp://mail.example.org\n', 'env-line'],
    ['a quote that is not closed', 'NEWSLETTER_SMTP_URL="smtp://mail.example.org\nOTHER=1\n', 'env-line'],
  ])('is an error where the file has %s, and nothing is rehearsed', async (_, written, code) => {
    const workspace = makeWorkspace({ '.env': written });
    for (const argv of [SEND, ['check', 'tammikuu', '--json']]) {
      const run = await runProgram(workspace.folder, argv);
      expect(run.exitCode).toBe(2);
      expect(problemsOf(run, argv[0]!)).toEqual([expect.objectContaining({ code, file: '.env' })]);
    }
    expect(workspace.has('dist')).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0)('is an error where the file may not be read', async () => {
    const workspace = makeWorkspace({ '.env': 'NEWSLETTER_SMTP_URL=smtp://mail.example.org\n' });
    chmodSync(workspace.path('.env'), 0);
    const run = await runProgram(workspace.folder, SEND);
    expect([run.exitCode, problemsOf(run, 'send')[0]?.code]).toEqual([2, 'file-unreadable']);
  });

  test('is an error where the file is a link to nothing', async () => {
    const workspace = makeWorkspace();
    symlinkSync('/nowhere/.env', workspace.path('.env'));
    const run = await runProgram(workspace.folder, SEND);
    expect([run.exitCode, problemsOf(run, 'send')[0]?.code]).toEqual([2, 'file-unreadable']);
  });
});

describe('a password in .env', () => {
  test.each([
    ['a#b', 'a#b'],
    ['#ab', '#ab'],
    ['a#b # the password', 'a#b'],
    ['"a #b"', 'a #b'],
    ["'a \"#b'", 'a "#b'],
    ['`a\'"b`', 'a\'"b'],
    ['a"b#c"', 'a"b#c"'],
    ['a=b', 'a=b'],
    ['a\\b', 'a\\b'],
    ["'a\\nb'", 'a\\nb'],
    ['pöytä', 'pöytä'],
  ])('%s is %s', async (written, password) => {
    expect(await passwordIn(`NEWSLETTER_SMTP_PASSWORD=${written}\n`)).toBe(password);
  });

  test('that cannot be read is never shown', async () => {
    for (const written of ['"hunter2', '"hunter2"x', ': hunter2']) {
      const line = `NEWSLETTER_SMTP_PASSWORD${written.startsWith(':') ? '' : '='}${written}\n`;
      const found = await problemsWith(line);
      expect(found.map(({ code }) => code)).toEqual(['env-line']);
      expect(JSON.stringify(found)).not.toContain('hunter2');
    }
  });
});

describe('other lines of .env', () => {
  test.each(['NEWSLETTER_SMPT_URL', 'NEWSLETER_SMTP_URL', 'newsletter_smtp_url', 'NEWSLETTER-SMTP-URL'])(
    '%s is a warning that names the right one',
    async (name) => {
      expect(await problemsWith(`\n${name}=smtp://mail.example.org\n`)).toEqual([
        expect.objectContaining({
          code: 'env-unknown',
          severity: 'warning',
          line: 2,
          details: { name, nearest: 'NEWSLETTER_SMTP_URL' },
        }),
      ]);
    },
  );

  test('a warning is shown by send as well', async () => {
    expect((await problemsWith('NEWSLETTER_SMPT_URL=x\n', ['send', 'tammikuu', '--dry-run'])).map(({ code }) => code)).toEqual([
      'env-unknown',
    ]);
  });

  test.each([
    '# NEWSLETTER_SMTP_URL: smtp://mail.example.org',
    'SMTP_URL=smtp://mail.example.org',
    'OTHER="several\nlines # and more"\nNEWSLETTER_LANG=fi',
    'some words of nobody',
    'LETTER_URL=x',
    '',
  ])('%j is left alone', async (text) => {
    expect(await problemsWith(text)).toEqual([]);
  });

  test('a folder of that name is left alone', async () => {
    const workspace = makeWorkspace();
    mkdirSync(workspace.path('.env'));
    const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check')).toEqual([]);
  });
});
