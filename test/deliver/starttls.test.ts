import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { type SecureSend, configOf, filesFor, sendOver } from '../support/secure-send.ts';
import { leaksIn } from '../support/secrets.ts';
import { type SecureOptions, type SecureScript, startSecure } from '../support/secure-server.ts';
import { makeWorkspace } from '../support/workspace.ts';

function answering(command: string, reply: string): SecureScript {
  return (said) => (said.command === command ? reply : undefined);
}

/** The server got neither a login nor a message outside TLS, nor the password in any form. */
function assertNothingInClear({ server, run }: SecureSend): void {
  expect(server.inClear).not.toMatch(/AUTH|MAIL|RCPT/);
  expect(leaksIn({ inClear: server.inClear, stdout: run.stdout, stderr: run.stderr })).toEqual([]);
}

describe('STARTTLS that does not come about stops the run', () => {
  const cases: readonly (readonly [name: string, server: SecureOptions])[] = [
    ['it is not offered', { offersInClear: [], script: answering('STARTTLS', '502 5.5.1 not implemented') }],
    [
      'somebody on the way replaces it by an offer to log in',
      { offersInClear: ['AUTH PLAIN LOGIN'], script: answering('STARTTLS', '500 what?') },
    ],
    [
      'somebody on the way blots it out',
      { offersInClear: ['XXXXXXXA', 'AUTH PLAIN LOGIN'], script: answering('STARTTLS', '500 what?') },
    ],
    ['it is answered by 454', { script: answering('STARTTLS', '454 4.7.0 TLS not available') }],
    ['it is answered by 500', { script: answering('STARTTLS', '500 5.5.1 what?') }],
    ['EHLO is not understood', { script: answering('EHLO', '502 5.5.1 say HELO') }],
  ];
  test.each(cases)('%s', async (_name, server) => {
    const sent = await sendOver(server);
    expect(sent.run.exitCode).toBe(75);
    expect(sent.problem!.message).toContain(`0.0.0.0:${sent.server.port}`);
    expect(sent.counts).toMatchObject({ accepted: 0, queued: 5 });
    expect(sent.server.connections).toBe(1);
    expect(sent.server.count('AUTH') + sent.server.count('MAIL')).toBe(0);
    assertNothingInClear(sent);
  });

  test('and its absence is told as what it is, not by a reply alone', async () => {
    const { problem } = await sendOver({ offersInClear: [], script: answering('STARTTLS', '500 what?') });
    expect(problem).toMatchObject({ code: 'smtp-insecure' });
    expect(problem!.message).toMatch(/TLS/);
  });
});

describe('a reply that somebody put behind the 220 to STARTTLS, in the same packet, is not believed', () => {
  test.each([
    ['a whole reply', '220 go\r\n250 fake'],
    ['an offer', '220 go\r\n250-fake\r\n250 AUTH PLAIN'],
    ['a line end and no more', '220 go\r\n'],
  ])('%s', async (_name, reply) => {
    const sent = await sendOver({ offers: ['AUTH LOGIN'], script: answering('STARTTLS', reply) });
    assertNothingInClear(sent);
    expect(sent.run.exitCode).toBe(0);
    expect(sent.counts).toMatchObject({ accepted: 5 });
    expect(sent.server.inTls).toContain('AUTH LOGIN');
    expect(sent.server.inTls).not.toContain('AUTH PLAIN');
  });
});

describe('a server that is away for a moment is tried again, however its words look', () => {
  test('it breaks the first connection off in the TLS handshake', async () => {
    const { run, counts } = await sendOver({
      isImplicit: true,
      script: ({ command, connection }) => (command === 'CONNECT' && connection === 0 ? 'DROP' : undefined),
    });
    expect(counts).toMatchObject({ accepted: 5 });
    expect(run.exitCode).toBe(0);
  });

  test('it greets with 421 and a name that has "tls" in it', async () => {
    const { run, counts } = await sendOver({
      script: ({ command, connection }) =>
        command === 'CONNECT' && connection === 0 ? '421 4.3.2 tls.example.org is busy' : undefined,
    });
    expect(counts).toMatchObject({ accepted: 5 });
    expect(run.exitCode).toBe(0);
  });
});

describe('what stops a run in its middle is not said to have sent nothing', () => {
  test.each([
    ['STARTTLS', '454 4.7.0 TLS not available', 'smtp-insecure'],
    ['AUTH', '535 5.7.8 no longer', 'smtp-login-refused'],
  ])('%s is refused on the second connection', async (at, reply, code) => {
    let taken = 0;
    const { problem, counts } = await sendOver(
      {
        script: ({ command, connection }) => {
          if (command === '.') taken++;
          if (command === 'MAIL' && taken === 3) return 'DROP';
          return command === at && connection > 0 ? reply : undefined;
        },
      },
      { connections: 1 },
    );
    expect(counts).toMatchObject({ accepted: 3, queued: 2, unknown: 0 });
    expect(problem).toMatchObject({ code });
    expect(problem!.message).not.toContain('Nothing was sent');
  });
});

describe('smtp.tls: off, to a server that is not this machine', () => {
  const server: SecureOptions = { offersInClear: [], offers: [] };
  const off = { smtp: '{ tls: off }' };

  test('sends in clear', async () => {
    const receiver = await startSecure(server);
    const workspace = makeWorkspace(filesFor(off));
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url() },
    });
    expect(run.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
    expect(receiver.inTls).toBe('');
    expect(run.stderr).toContain(`Server: 0.0.0.0:${receiver.port}, without TLS`);
  });

  test.each([
    ['of a send', ['send', 'tammikuu', '--yes']],
    ['of a test copy', ['send', 'tammikuu', '--test', 'a@example.org']],
    ['for scripts', ['send', 'tammikuu', '--yes', '--json']],
  ])('and says so in the summary %s', async (_name, argv) => {
    const receiver = await startSecure(server);
    const workspace = makeWorkspace(filesFor(off));
    const run = await runProgram(workspace.folder, argv, { env: { NEWSLETTER_SMTP_URL: receiver.url() } });
    expect(receiver.accepted).not.toHaveLength(0);
    expect(run.stdout).toMatch(/TLS|plain/i);
  });

  test('and says that the password goes in clear too', async () => {
    const clear = { ...server, offersInClear: ['AUTH PLAIN'] };
    const { server: receiver, run } = await sendOver(clear, { ...off, argv: ['send', 'tammikuu', '--yes'] });
    expect(receiver.inClear).toContain('AUTH PLAIN');
    expect(run.stderr).toMatch(/without TLS.*password/);
  });

  test('does not take TLS away from smtps', async () => {
    const { server: receiver, run } = await sendOver({ isImplicit: true }, { smtp: '{ tls: off, caFile: authority.pem }' });
    expect(run.exitCode).toBe(0);
    expect(receiver.inClear).toBe('');
  });
});

describe('versions of TLS', () => {
  const ways = [true, false].flatMap((isImplicit) =>
    (['TLSv1', 'TLSv1.1'] as const).map((newestTls) => ({ isImplicit, newestTls })),
  );
  test.each(ways)('below 1.2 are refused: $newestTls, smtps $isImplicit', async (server) => {
    const sent = await sendOver(server);
    expect(sent.run.exitCode).toBe(75);
    expect(sent.counts).toMatchObject({ accepted: 0, queued: 5 });
    expect(sent.server.count('AUTH')).toBe(0);
    assertNothingInClear(sent);
    // Over smtps such a server breaks the connection off, which may as well be the network: it is tried again in vain.
    if (server.isImplicit) return;
    expect(sent.problem).toMatchObject({ code: 'smtp-insecure' });
    expect(sent.server.connections).toBe(1);
  });

  test('that are too old are told in words that are no programmer’s', async () => {
    const { problem } = await sendOver({ newestTls: 'TLSv1.1' });
    expect(problem!.message).not.toMatch(/SSL routines|\.c:\d|[0-9A-F]{12}/);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is good enough', async (newestTls) => {
    expect((await sendOver({ newestTls })).run.exitCode).toBe(0);
  });
});

test('this machine is not asked for TLS', async () => {
  const receiver = await startSecure({ offersInClear: ['STARTTLS'] });
  const workspace = makeWorkspace({ 'newsletter.yaml': configOf({ smtp: '{ tls: required }' }) });
  const url = receiver.url({ host: '127.0.0.1' });
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: url } });
  expect(run.exitCode).toBe(0);
  expect(receiver.count('STARTTLS')).toBe(0);
  expect(run.stderr).not.toContain('without TLS');
});
