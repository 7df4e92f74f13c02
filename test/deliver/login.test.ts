import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { type SecureSend, filesFor, sendOver } from '../support/secure-send.ts';
import { PASSWORD, USER, leaksIn } from '../support/secrets.ts';
import type { SecureScript } from '../support/secure-server.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Refuses the first so many logins of a run. */
function refusing(times: number, reply: string): SecureScript {
  let refused = 0;
  return ({ command }) => (command === 'AUTH' && refused++ < times ? reply : undefined);
}

function waitsOf({ lines }: SecureSend): number {
  return lines.filter(({ type }) => type === 'waiting').length;
}

describe('a login that is refused', () => {
  test.each(['535 5.7.8 wrong user or password', '534 5.7.9 too weak', '550 5.7.1 no'])(
    'for good (%s) is tried once in the whole run, whatever the number of connections',
    async (reply) => {
      const sent = await sendOver({ script: refusing(99, reply) }, { connections: 5, recipients: 20 });
      expect(sent.server.count('AUTH')).toBe(1);
      expect(sent.server.connections).toBe(1);
      expect(sent.server.count('MAIL')).toBe(0);
      expect(sent.run.exitCode).toBe(75);
      expect(sent.counts).toMatchObject({ accepted: 0, queued: 20, unknown: 0 });
      expect(sent.problem).toMatchObject({ code: 'smtp-login-refused' });
      expect(sent.problem!.message).toContain(USER);
      expect(sent.problem!.message).toContain(reply);
      expect(waitsOf(sent)).toBe(0);
    },
  );

  test('for good ends a test copy too', async () => {
    const { server, run } = await sendOver(
      { script: refusing(99, '535 5.7.8 no') },
      { argv: ['send', 'tammikuu', '--test', 'a@example.org', '--json'] },
    );
    expect(server.count('AUTH')).toBe(1);
    expect(run.exitCode).toBe(75);
  });

  test('because the password is another one is told with the server’s words', async () => {
    const { problem, server } = await sendOver({}, { env: { NEWSLETTER_SMTP_PASSWORD: 'toinen' } });
    expect(problem!.message).toContain('535 5.7.8 wrong user or password');
    expect(server.count('AUTH')).toBe(1);
  });

  test.each(['454 4.7.0 later', '421 4.3.2 going down', '451 4.3.0 later', '435 4.7.0 unable to authenticate at present'])(
    'for now (%s) is tried again after pauses, and everyone is delivered to',
    async (reply) => {
      const sent = await sendOver({ script: refusing(4, reply) });
      expect(sent.run.exitCode).toBe(0);
      expect(sent.counts).toMatchObject({ accepted: 5 });
      expect(waitsOf(sent)).toBeGreaterThan(0);
      expect(sent.server.count('AUTH')).toBeGreaterThan(4);
    },
  );

  test('for now, again and again, is given up after some pauses, with nobody touched', async () => {
    const sent = await sendOver({ script: refusing(999, '454 4.7.0 later') }, { connections: 5 });
    expect(sent.run.exitCode).toBe(75);
    expect(sent.counts).toMatchObject({ accepted: 0, queued: 5 });
    expect(sent.server.count('AUTH')).toBeLessThan(10);
  });
});

describe('a server that offers no login where one is configured', () => {
  test.each([
    ['none', []],
    ['none that is known here', ['AUTH GSSAPI NTLM']],
  ])('stops the run before the password and the first message: %s', async (_name, offers) => {
    const sent = await sendOver({ offers });
    expect(sent.server.count('MAIL')).toBe(0);
    expect(leaksIn({ inTls: sent.server.inTls })).toEqual([]);
    expect(sent.run.exitCode).toBe(75);
    expect(sent.server.connections).toBe(1);
    expect(sent.problem).toMatchObject({ code: 'smtp-login-refused' });
    expect(sent.counts).toMatchObject({ queued: 5 });
  });
});

describe('a login by', () => {
  test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('%s', async (mechanism) => {
    for (const isImplicit of [true, false]) {
      const { run, server, counts } = await sendOver({ isImplicit, offers: [`AUTH ${mechanism}`] });
      expect(run.exitCode).toBe(0);
      expect(counts).toMatchObject({ accepted: 5 });
      expect(server.inTls).toContain(`AUTH ${mechanism}`);
      expect(server.inClear).not.toContain('AUTH');
      expect(server.count('AUTH')).toBe(server.connections);
    }
  });

  test('CRAM-MD5 does not tell the password', async () => {
    const { server } = await sendOver({ offers: ['AUTH CRAM-MD5'] });
    expect(leaksIn({ inTls: server.inTls })).toEqual([]);
  });
});

test('a user name that is no URL encoding is a mistake in the configuration, not a bug', async () => {
  const workspace = makeWorkspace(filesFor());
  const env = { NEWSLETTER_SMTP_URL: 'smtp://100%25%me@mail.example.org', NEWSLETTER_SMTP_PASSWORD: PASSWORD };
  const run = await runProgram(workspace.folder, ['check'], { env });
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain('NEWSLETTER_SMTP_URL');
});
