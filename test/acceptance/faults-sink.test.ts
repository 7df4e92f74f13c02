import { describe, expect, test } from 'vitest';
import { FaultySend } from '../support/faulty-send.ts';
import { startFaulty } from '../support/faulty-server.ts';
import { assertPromise } from '../support/promise.ts';
import { jsonLines, problemsOf } from '../support/run-program.ts';
import { startSink } from '../support/smtp-sink.ts';
import { SpawnedProgram, spawnProgram } from '../support/spawn-program.ts';
import { type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };
const SEND = ['send', 'tammikuu', '--yes', '--json'];
const TOTAL = 200;

function workspaceOf(extra: readonly string[] = []): TestWorkspace {
  const rows = extra.map((address) => `${address},Järjestö ${TOTAL} ry,fi\n`);
  return makeWorkspace({ 'subscribers/jarjestot.csv': listOf(TOTAL) + rows.join('') });
}

describe('smtp-sink as a server that can do little', () => {
  test.each([
    ['no ESMTP', ['-e']],
    ['no pipelining', ['-p']],
    ['no 8BITMIME', ['-8']],
    ['nothing of all that', ['-e', '-p', '-8', '-E', '-a']],
  ])('%s: whoever can be mailed is, and an address beyond ASCII is skipped with the reason', async (_, options) => {
    const { sink } = await startSink(options);
    const workspace = workspaceOf(['jäsen@example.org']);
    const run = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: sink.url });
    expect(run.exitCode, run.stdout).toBe(0);
    const { counts, recipients } = await assertPromise({ folder: workspace.folder, log: sink, total: TOTAL + 1, cut: [] });
    expect(counts).toEqual({ ...NONE, accepted: TOTAL, skipped: 1 });
    expect(recipients.at(-1)).toMatchObject({
      address: 'jäsen@example.org',
      state: 'skipped',
      reason: 'the address has letters that our server does not take (no SMTPUTF8)',
    });
  });
});

describe('smtp-sink as a server that is out of order, and is then mended', () => {
  test.each([
    [['-r', 'RCPT'], 'smtp-refuses-everyone'],
    [['-f', 'RCPT'], 'smtp-refuses-everyone'],
    [['-f', 'DATA'], 'smtp-refuses-everyone'],
    [['-p', '-f', 'DATA'], 'smtp-refuses-everyone'],
    [['-f', 'EHLO,HELO'], 'smtp-unreachable'],
  ])('%s: the run stops, nobody is burnt, and then everyone is mailed once', async (options, code) => {
    const { sink, folder } = await startSink(options);
    const workspace = workspaceOf();
    const run = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: sink.url });
    expect(run.exitCode, run.stdout).toBe(75);
    expect(problemsOf({ ...run, exitCode: 75 }, 'send')).toMatchObject([{ code }]);
    expect(jsonLines(run).at(-1)!.counts).toEqual({ ...NONE, queued: TOTAL });
    await assertMended(workspace, folder);
  });

  test.each([
    ['-Q', 'CONNECT'],
    ['-Q', 'MAIL'],
    ['-q', 'EHLO'],
    ['-q', 'RCPT'],
  ])('%s %s: it waits for the server, Ctrl-C ends it, and then everyone is mailed once', async (...options) => {
    const { sink, folder } = await startSink(options);
    const workspace = workspaceOf();
    const sender = new SpawnedProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: sink.url });
    sender.process.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('"type":"waiting"')) sender.kill('SIGINT');
    });
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(130);
    expect(jsonLines(run).at(-1)!.counts).toEqual({ ...NONE, queued: TOTAL });
    await assertMended(workspace, folder);
  });

  /** A sound one, dumping into the same folder, gets everyone's message. */
  async function assertMended(workspace: TestWorkspace, folder: string): Promise<void> {
    const { sink } = await startSink([], folder);
    const run = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: sink.url });
    expect(run.exitCode, run.stdout).toBe(0);
    const { counts } = await assertPromise({ folder: workspace.folder, log: sink, total: TOTAL, cut: [] });
    expect(counts).toEqual({ ...NONE, accepted: TOTAL });
  }
});

test('a server that takes too little says so in EHLO: refused up front, nobody is touched', async () => {
  const server = await startFaulty(({ command }) => (command === 'EHLO' ? '250-posti.example.org\r\n250 SIZE 5000' : undefined));
  const send = new FaultySend(server);
  const run = await send.run();
  expect(run.exitCode, run.stdout).toBe(75);
  const [problem] = problemsOf({ ...run, exitCode: 75 }, 'send');
  expect(problem).toMatchObject({ code: 'message-too-large', details: { limit: 5000 } });
  expect(server.count('MAIL')).toBe(0);
  expect((await send.newsletter('status', 'tammikuu')).stdout).toBe('tammikuu has not been sent yet.\n');
  server.conduct = () => undefined;
  expect((await send.run()).exitCode).toBe(0);
  expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
});
