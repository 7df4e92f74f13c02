import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { filesFor, sendOver } from '../support/secure-send.ts';
import { PASSWORD, USER, contentsOf, leaksIn } from '../support/secrets.ts';
import { type SecureOptions, type SecureServer, startSecure } from '../support/secure-server.ts';
import { SpawnedProgram, type SpawnedRun } from '../support/spawn-program.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const PLAIN = Buffer.from(`\0${USER}\0${PASSWORD}`).toString('base64');
const ALONE = Buffer.from(PASSWORD).toString('base64');

interface RealSend {
  readonly server: SecureServer;
  readonly workspace: TestWorkspace;
  readonly run: SpawnedRun;
  /** What the system showed of the program's arguments while it was logging in; empty where there is no /proc. */
  readonly arguments: string;
}

/** Sends by the real program over a server; `kill` ends it without warning when so many were accepted. */
async function reallySend(options: SecureOptions, argv: readonly string[], kill = Number.POSITIVE_INFINITY): Promise<RealSend> {
  let program: SpawnedProgram | undefined;
  let seen = '';
  const server: SecureServer = await startSecure({
    offers: ['AUTH PLAIN LOGIN'],
    login: { user: USER, password: PASSWORD },
    ...options,
    script: (said) => {
      const file = `/proc/${program?.process.pid}/cmdline`;
      if (existsSync(file)) seen += readFileSync(file, 'utf8');
      if (said.command === '.' && server.accepted.length >= kill) {
        program?.kill('SIGKILL');
        return 'SILENCE';
      }
      return options.script?.(said);
    },
  });
  const workspace = makeWorkspace(filesFor({ recipients: 12 }));
  program = new SpawnedProgram(workspace.folder, argv, {
    NEWSLETTER_SMTP_URL: server.url({ user: USER }),
    NEWSLETTER_SMTP_PASSWORD: PASSWORD,
    NEWSLETTER_DEBUG: '1',
  });
  return { server, workspace, run: await program.ended, arguments: seen };
}

function assertNoLeak({ server, workspace, run, arguments: seen }: RealSend): void {
  const said = { stdout: run.stdout, stderr: run.stderr, arguments: seen, inClear: server.inClear };
  expect(leaksIn({ ...said, ...contentsOf(workspace.folder) })).toEqual([]);
}

const HUMAN = ['send', 'tammikuu', '--yes'];
const JSON_LINES = [...HUMAN, '--json'];

test('what these tests look for is found where it is', () => {
  expect(leaksIn({ here: `535 ${PASSWORD}` })).not.toEqual([]);
  expect(leaksIn({ here: JSON.stringify({ reply: PASSWORD }) })).not.toEqual([]);
  for (const form of [PLAIN, ALONE, encodeURIComponent(PASSWORD), Buffer.from(`${USER}:${PASSWORD}`).toString('base64')]) {
    expect(leaksIn({ here: `x ${form} x` })).not.toEqual([]);
  }
});

describe('the password is nowhere in what the program says, writes or is seen by', () => {
  test('a login that is taken', async () => {
    const sent = await reallySend({}, HUMAN);
    expect(sent.run.exitCode).toBe(0);
    expect(sent.server.accepted).toHaveLength(12);
    if (process.platform === 'linux') expect(sent.arguments).toContain('tammikuu');
    expect(Object.keys(contentsOf(sent.workspace.folder)).some((path) => path.endsWith('ledger.db'))).toBe(true);
    assertNoLeak(sent);
  });

  test('a certificate that nobody may believe', async () => {
    const sent = await reallySend({ certificate: 'self-signed' }, HUMAN);
    expect(sent.run.exitCode).toBe(75);
    expect(sent.run.stderr).toContain('[smtp-insecure]');
    expect(sent.run.stderr).not.toMatch(/\n\s+at /);
    assertNoLeak(sent);
  });

  test('STARTTLS that is refused', async () => {
    const sent = await reallySend({ script: ({ command }) => (command === 'STARTTLS' ? '500 what?' : undefined) }, JSON_LINES);
    expect(sent.run.exitCode).toBe(75);
    assertNoLeak(sent);
  });

  test('a login that is refused', async () => {
    const reply = `535 5.7.8 AUTH PLAIN ${PLAIN}`;
    const sent = await reallySend({ script: ({ command }) => (command === 'AUTH' ? reply : undefined) }, HUMAN);
    expect(sent.run.exitCode).toBe(75);
    expect(sent.run.stderr).toContain('[smtp-login-refused]');
    assertNoLeak(sent);
  });

  test('a run that is killed in its middle', async () => {
    const sent = await reallySend({}, HUMAN, 5);
    expect(sent.run.signal).toBe('SIGKILL');
    expect(sent.server.accepted.length).toBeGreaterThanOrEqual(5);
    assertNoLeak(sent);
  });
});

describe('nor does a server bring it out that repeats what it was told when it refuses the login', () => {
  const said: readonly (readonly [name: string, reply: string, offers: string])[] = [
    ['the password', `535 5.7.8 no such password: ${PASSWORD}`, 'AUTH LOGIN'],
    ['the password, in a reply of several lines', `535-5.7.8 wrong\r\n535-5.7.8 ${PASSWORD}\r\n535 5.7.8 end`, 'AUTH PLAIN'],
    ['the line of LOGIN', `535 5.7.8 ${ALONE}`, 'AUTH LOGIN'],
    ['the command of PLAIN', `535 5.7.8 AUTH PLAIN ${PLAIN}`, 'AUTH PLAIN'],
    ['what PLAIN decodes to', `535 5.7.8 \0${USER}\0${PASSWORD}`, 'AUTH PLAIN'],
    ['base64 without its padding', `535 5.7.8 ${PLAIN.replace(/=+$/, '')} ${ALONE.replace(/=+$/, '')}`, 'AUTH PLAIN'],
    ['user and password', `535 5.7.8 ${USER}:${PASSWORD}`, 'AUTH PLAIN'],
    ['user and password in base64', `535 5.7.8 ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`, 'AUTH PLAIN'],
    [
      'user, user and password in base64',
      `535 5.7.8 ${Buffer.from(`${USER}\0${USER}\0${PASSWORD}`).toString('base64')}`,
      'AUTH PLAIN',
    ],
    ['the password as a URL writes it', `535 5.7.8 https://example.org/?p=${encodeURIComponent(PASSWORD)}`, 'AUTH PLAIN'],
  ];
  test.each(said)('%s', async (_name, reply, offers) => {
    const refused: SecureOptions = { offers: [offers], script: ({ command }) => (command === 'AUTH' ? reply : undefined) };
    for (const argv of [HUMAN, JSON_LINES]) {
      const { run, workspace } = await sendOver(refused, { argv });
      expect(run.exitCode).toBe(75);
      expect(run.stdout + run.stderr).toContain('smtp-login-refused');
      expect(leaksIn({ stdout: run.stdout, stderr: run.stderr, ...contentsOf(workspace.folder) })).toEqual([]);
    }
  });

  test('and when it puts the login off, in the words about the wait', async () => {
    for (const argv of [HUMAN, JSON_LINES]) {
      let refused = 0;
      const reply = `454 4.7.0 later: ${PASSWORD} ${PLAIN}`;
      const { run } = await sendOver(
        { script: ({ command }) => (command === 'AUTH' && refused++ < 3 ? reply : undefined) },
        { argv },
      );
      expect(run.stdout + run.stderr).toContain('454 4.7.0 later');
      expect(run.exitCode).toBe(0);
      expect(leaksIn({ stdout: run.stdout, stderr: run.stderr })).toEqual([]);
    }
  });

  test('nor later, when it refuses a recipient', async () => {
    const { run, workspace } = await sendOver({
      script: ({ command, recipient }) =>
        command === 'RCPT' && recipient.startsWith('jarjesto3@') ? `550 5.7.1 ${PLAIN} ${PASSWORD}` : undefined,
    });
    expect(run.exitCode).toBe(3);
    expect(leaksIn({ stdout: run.stdout, stderr: run.stderr, ...contentsOf(workspace.folder) })).toEqual([]);
  });
});

describe('a password in the URL is refused and not repeated', () => {
  const encoded = encodeURIComponent(PASSWORD);
  const urls: readonly (readonly [name: string, url: string])[] = [
    ['as it should be encoded', `smtp://me:${encoded}@mail.example.org:587`],
    ['for smtps', `smtps://me:${encoded}@mail.example.org`],
    ['without a user', `smtp://:${encoded}@mail.example.org`],
    ['with its characters as they are', `smtp://me:${PASSWORD}@mail.example.org:587`],
    ['with a port that is none', `smtp://me:${encoded}@mail.example.org:58700000`],
    ['with a host that is none', `smtp://me:${encoded}@`],
    ['with a space in the host', `smtp://me:${encoded}@mail example.org`],
    ['with a path', `smtp://me:${encoded}@mail.example.org/x`],
    ['of another kind', `https://me:${encoded}@mail.example.org`],
    ['of no kind', `me:${encoded}@mail.example.org:587`],
    ['with a slash too few', `smtp:/me:${encoded}@mail.example.org:587`],
    ['as the user alone', `smtp//me:${encoded}@mail.example.org:587`],
  ];
  test.each(urls)('in NEWSLETTER_SMTP_URL, %s', async (_name, url) => {
    const workspace = makeWorkspace();
    for (const argv of [['check'], ['check', '--json'], HUMAN]) {
      const run = await runProgram(workspace.folder, argv, { env: { NEWSLETTER_SMTP_URL: url } });
      expect(run.exitCode).toBe(2);
      expect(run.stdout + run.stderr).toContain('NEWSLETTER_SMTP_URL');
      expect(leaksIn({ stdout: run.stdout, stderr: run.stderr })).toEqual([]);
    }
  });

  test.each(urls)('in newsletter.yaml, %s', async (_name, url) => {
    const workspace = makeWorkspace({ 'newsletter.yaml': `${CONFIG}smtp: { url: ${JSON.stringify(url)} }\n` });
    const run = await runProgram(workspace.folder, ['check']);
    expect(run.exitCode).toBe(2);
    expect(run.stdout + run.stderr).toContain('smtp.url');
    expect(leaksIn({ stdout: run.stdout, stderr: run.stderr })).toEqual([]);
  });

  test.each([
    ['where the mapping should be', `smtp: ${JSON.stringify(`smtp://me:${encoded}@mail.example.org`)}\n`],
    ['in a sequence', `smtp: { url: [${JSON.stringify(`smtp://me:${encoded}@mail.example.org`)}] }\n`],
    ['under a key of its own', `smtp: { password: ${JSON.stringify(PASSWORD)} }\n`],
    ['in YAML that is broken', `smtp: { url: ${JSON.stringify(`smtp://me:${encoded}@mail.example.org`)}\nx: [\n`],
  ])('in newsletter.yaml, %s', async (_name, smtp) => {
    const workspace = makeWorkspace({ 'newsletter.yaml': `${CONFIG}${smtp}` });
    for (const argv of [['check'], ['check', '--json']]) {
      const run = await runProgram(workspace.folder, argv);
      expect(run.exitCode).toBe(2);
      expect(leaksIn({ stdout: run.stdout, stderr: run.stderr })).toEqual([]);
    }
  });
});
