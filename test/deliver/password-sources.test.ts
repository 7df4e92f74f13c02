import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { type SecureSend, SEND, filesFor, sendOver } from '../support/secure-send.ts';
import { PASSWORD, USER, leaksIn } from '../support/secrets.ts';
import { startSecure } from '../support/secure-server.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const NO_VARIABLE = { NEWSLETTER_SMTP_PASSWORD: '' };

/** A configuration whose password comes from a program that node runs; it stands in the workspace as `kysy.mjs`. */
function asking(
  program: string,
  ...args: string[]
): { smtp: string; files: Record<string, string>; env: Record<string, string> } {
  const command = JSON.stringify([process.execPath, 'kysy.mjs', ...args]);
  const smtp = `{ caFile: authority.pem, passwordCommand: ${command} }`;
  return { smtp, files: { 'kysy.mjs': program }, env: NO_VARIABLE };
}

/** Prints the password, and counts how often it was asked. */
const COUNTING = `import { appendFileSync } from 'node:fs';
appendFileSync('kysytty', 'x');
console.log(${JSON.stringify(PASSWORD)});
`;

function timesAsked(workspace: TestWorkspace): number {
  return workspace.has('kysytty') ? workspace.read('kysytty').length : 0;
}

function assertToldBeforeConnecting({ run, problem, server }: SecureSend): void {
  expect(run.exitCode).toBe(4);
  expect(problem).toMatchObject({ code: 'smtp-password-unreadable' });
  expect(server.connections).toBe(0);
}

describe('the password comes from', () => {
  test('NEWSLETTER_SMTP_PASSWORD', async () => {
    expect((await sendOver({})).run.exitCode).toBe(0);
  });

  test('.env in the workspace', async () => {
    const files = { '.env': `NEWSLETTER_SMTP_PASSWORD='${PASSWORD}'\n` };
    const server = await startSecure({ offers: ['AUTH PLAIN'], login: { user: USER, password: PASSWORD } });
    const workspace = makeWorkspace(filesFor({ files }));
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: server.url({ user: USER }) } });
    expect(run.exitCode).toBe(0);
  });

  test.each([
    ['no line end', PASSWORD],
    ['a line end', `${PASSWORD}\n`],
    ['a line end of Windows', `${PASSWORD}\r\n`],
    ['a byte order mark', `\ufeff${PASSWORD}\r\n`],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${PASSWORD}\r\n`, 'utf16le')],
  ])('smtp.passwordFile with %s', async (_name, content) => {
    const smtp = '{ caFile: authority.pem, passwordFile: salaisuus }';
    const { run } = await sendOver({}, { smtp, files: { salaisuus: content }, env: NO_VARIABLE });
    expect(run.exitCode).toBe(0);
  });

  test('smtp.passwordCommand', async () => {
    expect((await sendOver({}, asking(COUNTING))).run.exitCode).toBe(0);
  });

  test('the variable rather than the file, and the file rather than the command', async () => {
    const file = `passwordFile: salaisuus, passwordCommand: [no-such-program]`;
    const smtp = `{ caFile: authority.pem, ${file} }`;
    expect((await sendOver({}, { smtp })).run.exitCode).toBe(0);
    expect((await sendOver({}, { smtp, files: { salaisuus: PASSWORD }, env: NO_VARIABLE })).run.exitCode).toBe(0);
  });
});

describe('smtp.passwordCommand is run', () => {
  test('once in a send, whatever the number of connections and of losses', async () => {
    let drops = 0;
    const { workspace, server, counts } = await sendOver(
      { script: ({ command }) => (command === 'MAIL' && drops++ < 3 ? 'DROP' : undefined) },
      { ...asking(COUNTING), connections: 5, recipients: 20 },
    );
    expect(counts).toMatchObject({ accepted: 20 });
    expect(server.connections).toBeGreaterThan(5);
    expect(timesAsked(workspace)).toBe(1);
  });

  test.each([
    ['a check', ['check']],
    ['a build', ['build', 'tammikuu']],
    ['a status', ['status', 'tammikuu']],
    ['a dry run', ['send', 'tammikuu', '--dry-run']],
    ['a rehearsal', ['send', 'tammikuu', '--yes', '--outbox']],
    ['a send that is refused for an error in the issue', ['send', 'rikki', '--yes']],
    ['a send that nobody confirmed', ['send', 'tammikuu']],
    ['a send that was confirmed with the wrong number', ['send', 'tammikuu', '--confirm', '6']],
  ])('not for %s', async (_name, argv) => {
    const options = asking(COUNTING);
    const workspace = makeWorkspace(filesFor({ ...options, files: { ...options.files, 'issues/rikki.md': 'Hei' } }));
    const env = { NEWSLETTER_SMTP_URL: `smtp://${encodeURIComponent(USER)}@0.0.0.0:1` };
    await runProgram(workspace.folder, argv, { env });
    expect(timesAsked(workspace)).toBe(0);
  });

  test('not for a send in which nobody is left', async () => {
    const { workspace, server } = await sendOver({}, asking(COUNTING));
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: server.url({ user: USER }) } });
    expect(timesAsked(workspace)).toBe(1);
  });
});

describe('a password that cannot be had is told before anything is connected to', () => {
  test('the command fails, and what failed is told', async () => {
    const sent = await sendOver({}, asking(`console.error('holvi on lukossa'); process.exitCode = 3;`));
    assertToldBeforeConnecting(sent);
    expect(sent.counts).toMatchObject({ accepted: 0 });
  });

  test('there is no such command', async () => {
    const smtp = '{ passwordCommand: [no-such-program] }';
    const sent = await sendOver({}, { smtp, env: NO_VARIABLE });
    assertToldBeforeConnecting(sent);
    expect(sent.problem!.message).toContain('no-such-program');
  });

  test('there is no such file', async () => {
    const sent = await sendOver({}, { smtp: '{ passwordFile: salaisuus }', env: NO_VARIABLE });
    assertToldBeforeConnecting(sent);
    expect(sent.problem!.message).toContain('salaisuus: there is no such file');
  });

  test('there is a folder in its place', async () => {
    const workspace = makeWorkspace(filesFor({ smtp: '{ passwordFile: salaisuus }', files: { 'salaisuus/x': PASSWORD } }));
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], {
      env: { NEWSLETTER_SMTP_URL: `smtp://${encodeURIComponent(USER)}@0.0.0.0:1` },
    });
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('it is a folder');
  });

  test('the command prints nothing', async () => {
    assertToldBeforeConnecting(await sendOver({}, asking('')));
  });

  test.each([
    ['nothing', ''],
    ['only a line end', '\n'],
    ['another encoding', Buffer.from('p\u00f6yt\u00e4', 'latin1')],
  ])('the file holds %s', async (_name, content) => {
    const smtp = '{ caFile: authority.pem, passwordFile: salaisuus }';
    assertToldBeforeConnecting(await sendOver({}, { smtp, files: { salaisuus: content }, env: NO_VARIABLE }));
  });

  test('the variable is empty, and nothing else is named', async () => {
    const { run, server, problem } = await sendOver({}, { env: NO_VARIABLE });
    expect(run.exitCode).toBe(2);
    expect(problem).toMatchObject({ code: 'smtp-password-missing' });
    expect(server.connections).toBe(0);
  });
});

describe('a command that fails does not bring the password out', () => {
  test('that it wrote to its standard error', async () => {
    const sent = await sendOver({}, asking(`console.error(${JSON.stringify(`wrong: ${PASSWORD}`)}); process.exitCode = 1;`));
    assertToldBeforeConnecting(sent);
    expect(leaksIn({ stdout: sent.run.stdout, stderr: sent.run.stderr })).toEqual([]);
  });

  test('that stands in its arguments', async () => {
    const sent = await sendOver({}, asking('process.exitCode = 1;', '--key', PASSWORD));
    assertToldBeforeConnecting(sent);
    expect(leaksIn({ stdout: sent.run.stdout, stderr: sent.run.stderr })).toEqual([]);
  });

  test('that it printed before it failed', async () => {
    const sent = await sendOver({}, asking(`${COUNTING}\nprocess.exitCode = 1;`));
    assertToldBeforeConnecting(sent);
    expect(leaksIn({ stdout: sent.run.stdout, stderr: sent.run.stderr })).toEqual([]);
  });
});
