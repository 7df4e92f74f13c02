import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { SEND, type SecureSend, filesFor, sendOver } from '../support/secure-send.ts';
import { PASSWORD, USER, leaksIn } from '../support/secrets.ts';
import { type SecureOptions, startSecure, tlsFixture } from '../support/secure-server.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Servers whom nobody may believe, with the smtp configuration that makes the fault the only one. */
const FAULTS: readonly (readonly [name: string, server: SecureOptions, smtp: string])[] = [
  ['is self-signed', { certificate: 'self-signed' }, '{ caFile: authority.pem }'],
  ['has expired', { certificate: 'expired' }, '{ caFile: authority.pem }'],
  ['is for another name', { certificate: 'other-name' }, '{ caFile: authority.pem }'],
  ['is from an unknown authority', {}, '{ tls: required }'],
];
const WAYS: readonly (readonly [name: string, server: SecureOptions])[] = [
  ['smtps', { isImplicit: true }],
  ['STARTTLS', {}],
];
const CASES = WAYS.flatMap(([way, implicit]) =>
  FAULTS.map(([name, server, smtp]) => [way, name, { ...implicit, ...server }, smtp] as const),
);

/** Nothing but greetings was said, nobody was tried, nothing is left behind, and nothing was tried twice. */
async function assertUntouched({ server, workspace, run, lines, counts }: SecureSend): Promise<void> {
  expect(run.exitCode).toBe(75);
  expect(counts).toMatchObject({ accepted: 0, unknown: 0, attempting: 0, queued: 5 });
  expect(server.connections).toBe(1);
  expect(lines.filter(({ type }) => type === 'waiting')).toEqual([]);
  expect(server.count('AUTH') + server.count('MAIL')).toBe(0);
  expect(`${server.inClear}${server.inTls}`).not.toMatch(/AUTH|MAIL/);
  expect(leaksIn({ inClear: server.inClear, inTls: server.inTls, stdout: run.stdout, stderr: run.stderr })).toEqual([]);
  const status = await runProgram(workspace.folder, ['status', 'tammikuu', '--json']);
  expect(JSON.parse(status.stdout)).toMatchObject({ data: { sent: false } });
  expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
}

describe('a certificate that nobody may believe stops the run before the password and the first message', () => {
  test.each(CASES)('%s: it %s', async (_way, _name, server, smtp) => {
    const sent = await sendOver(server, { smtp });
    expect(sent.problem).toMatchObject({ code: 'smtp-insecure' });
    expect(sent.problem!.message).toContain(`0.0.0.0:${sent.server.port}`);
    await assertUntouched(sent);
  });

  test.each(FAULTS)('and the reason is said in words that are no programmer’s: it %s', async (_name, server, smtp) => {
    const { problem } = await sendOver(server, { smtp });
    expect(problem!.message).not.toMatch(/altnames|SSL routines|\.c:\d|first certificate|cert's/);
  });

  describe.each(['fi', 'sv'])('and in the language of those who run it, %s', (language) => {
    test.each(FAULTS)('it %s', async (_name, server, smtp) => {
      const { problem } = await sendOver(server, { smtp, env: { NEWSLETTER_LANG: language } });
      expect(problem!.message).not.toMatch(/certificate|altnames/);
    });
  });

  test('and no variable of Node’s makes it believed', async () => {
    const server = await startSecure({ certificate: 'self-signed', offers: ['AUTH PLAIN'] });
    const workspace = makeWorkspace(filesFor());
    const env = { NEWSLETTER_SMTP_URL: server.url({ user: USER }), NEWSLETTER_SMTP_PASSWORD: PASSWORD };
    const run = await spawnProgram(workspace.folder, SEND, { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(server.count('AUTH') + server.count('MAIL')).toBe(0);
    expect(run.exitCode).toBe(75);
  });

  test('the name that counts is the one in the configuration', async () => {
    const { problem, server } = await sendOver({ isImplicit: true, certificate: 'other-name' }, { host: 'localhost' });
    expect(problem).toMatchObject({ code: 'smtp-insecure' });
    expect(problem!.message).toContain(`localhost:${server.port}`);
    expect(problem!.message).toContain('mail.example.org');
    expect(server.count('AUTH')).toBe(0);
  });
});

describe('smtp.caFile', () => {
  test.each(WAYS)('%s: lets a server through whose certificate it vouches for', async (_way, server) => {
    const { run, server: receiver, counts } = await sendOver(server);
    expect(run.exitCode).toBe(0);
    expect(counts).toMatchObject({ accepted: 5 });
    expect(receiver.inClear).not.toMatch(/AUTH|MAIL/);
  });

  test('lets a server through under the name of its certificate', async () => {
    const { run } = await sendOver({ isImplicit: true }, { host: 'localhost' });
    expect(run.exitCode).toBe(0);
  });

  test('may name a self-signed certificate itself', async () => {
    const files = { 'own.pem': tlsFixture('self-signed') };
    const { run } = await sendOver({ certificate: 'self-signed' }, { smtp: '{ caFile: own.pem }', files });
    expect(run.exitCode).toBe(0);
  });

  test('that is missing is told by name before anything is connected to', async () => {
    const { run, problem, server } = await sendOver({}, { smtp: '{ caFile: varmenne.pem }' });
    expect(run.exitCode).toBe(4);
    expect(problem).toMatchObject({ code: 'file-unreadable' });
    expect(problem!.message).toContain('varmenne.pem cannot be read: there is no such file');
    expect(server.connections).toBe(0);
  });

  test.each([
    ['no certificate at all', 'Tämä ei ole varmenne.\n'],
    ['nothing', ''],
    ['a certificate that is cut off', tlsFixture('authority').slice(0, 200)],
    ['a key', tlsFixture('key')],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('that holds %s is told by name before anything is connected to', async (_name, content) => {
    const { run, problem, server } = await sendOver({}, { smtp: '{ caFile: varmenne.pem }', files: { 'varmenne.pem': content } });
    expect(run.exitCode).not.toBe(0);
    expect(problem!.message).toContain('varmenne.pem');
    expect(server.connections).toBe(0);
  });
});
