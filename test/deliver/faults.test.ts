import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { hurriedClock } from '../support/hurried-clock.ts';
import { type ProgramOptions, type ProgramRun, jsonLines, realClock, runProgram } from '../support/run-program.ts';
import { type Script, type ScriptedServer, startScripted } from '../support/scripted-server.ts';
import { CONFIG, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const VICTIM = 'jarjesto7@example.org';

function once(command: string, answer: string): Script {
  let isDone = false;
  return (said, recipient) => {
    if (said !== command || recipient !== VICTIM || isDone) return undefined;
    isDone = true;
    return answer;
  };
}

function assertNobodyTwice({ accepted }: ScriptedServer): void {
  expect(new Set(accepted).size).toBe(accepted.length);
}

describe.each(['off', 'on', 'lies'] as const)('pipelining: %s', (pipelining) => {
  const listen = (script: Script): Promise<ScriptedServer> => startScripted(script, pipelining);
  const execute = (folder: string, argv: readonly string[], options: ProgramOptions): Promise<ProgramRun> =>
    runProgram(folder, argv, { clock: pipelining === 'lies' ? hurriedClock : realClock, ...options });

  /** Sends to 20 over a server that follows the script, and gives the summary with what the server accepted. */
  async function sendOver(
    script: Script,
  ): Promise<{ server: ScriptedServer; counts: Record<string, number>; exitCode: number; again: () => Promise<number> }> {
    const server = await listen(script);
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
    const env = { NEWSLETTER_SMTP_URL: server.url };
    const run = await execute(workspace.folder, SEND, { env });
    const again = async (): Promise<number> => (await execute(workspace.folder, SEND, { env })).exitCode;
    return { server, counts: jsonLines(run).at(-1)!.counts!, exitCode: run.exitCode, again };
  }

  describe('a failure before the final dot is safe and tried again', () => {
    test.each([
      ['RCPT', 'DROP'],
      ['DATA', 'DROP'],
      ['RCPT', '421 4.3.2 going down'],
      ['DATA', '421 4.3.2 going down'],
      ['RCPT', 'rubbish that is no reply'],
      ['RCPT', '999 no code'],
    ])('%s answered by %s', async (command, answer) => {
      const { server, counts, exitCode } = await sendOver(once(command, answer));
      expect(exitCode).toBe(0);
      expect(counts).toMatchObject({ accepted: 20, unknown: 0 });
      expect(new Set(server.accepted).size).toBe(20);
      assertNobodyTwice(server);
    });
  });

  describe('a failure after the final dot is unknown and never tried again by itself', () => {
    test.each(['DROP', 'rubbish that is no reply', '25'])('the dot answered by %s', async (answer) => {
      const { server, counts, exitCode, again } = await sendOver(once('.', answer));
      expect(exitCode).toBe(5);
      expect(counts).toMatchObject({ accepted: 19, unknown: 1 });
      expect(await again()).toBe(5);
      expect(server.accepted).not.toContain(VICTIM);
      assertNobodyTwice(server);
    });

    test('421 behind the dot is an answer: put off, and delivered later', async () => {
      const { server, counts, exitCode } = await sendOver(once('.', '421 4.3.2 going down'));
      expect(exitCode).toBe(0);
      expect(counts).toMatchObject({ accepted: 20 });
      assertNobodyTwice(server);
    });

    test('--resend-unknown sends it again, on a person’s word', async () => {
      const server = await listen(once('.', 'DROP'));
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
      const env = { NEWSLETTER_SMTP_URL: server.url };
      await execute(workspace.folder, SEND, { env });
      const run = await execute(workspace.folder, [...SEND, '--resend-unknown'], { env });
      expect(run.exitCode).toBe(0);
      expect(server.accepted.filter((address) => address === VICTIM)).toHaveLength(1);
    });
  });

  describe('a server that is out of step', () => {
    test('250 and 251 behind the dot both mean taken', async () => {
      const { server, counts, again } = await sendOver((command) => (command === '.' ? '251 queued' : undefined));
      expect(counts).toMatchObject({ accepted: 20 });
      expect(await again()).toBe(0);
      expect(server.accepted).toHaveLength(0);
    });

    test('a reply that came before the dot is no answer to it', async () => {
      const { counts } = await sendOver((command, recipient) =>
        command === 'DATA' && recipient === VICTIM ? '354 go on\r\n250 taken' : undefined,
      );
      expect(counts).toMatchObject({ accepted: 19, queued: 1, unknown: 0 });
    });

    test('one that never stops talking is cut off', async () => {
      let chatty = true;
      const { exitCode } = await sendOver((command) => {
        if (command !== '.' || !chatty) return undefined;
        chatty = false;
        return `250 taken\r\n${'250 and more\r\n'.repeat(5000)}250 end`;
      });
      expect(exitCode).toBe(0);
    });
  });

  describe('a refusal', () => {
    test('again and again of one recipient is about that one, and stops nothing', async () => {
      const { server, counts, exitCode } = await sendOver((command, recipient) =>
        command === 'RCPT' && recipient === VICTIM ? '450 busy' : undefined,
      );
      expect(exitCode).toBe(75);
      expect(counts).toMatchObject({ accepted: 19, deferred: 1 });
      assertNobodyTwice(server);
    });

    test('put off in one run and lost in the next is still tried by one connection at a time', async () => {
      let round = 0;
      let isDropped = false;
      const server = await listen((command, recipient) => {
        if (command !== 'RCPT' || recipient !== VICTIM) return undefined;
        if (round === 0) return '450 busy';
        if (isDropped) return undefined;
        isDropped = true;
        return 'DROP';
      });
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
      const env = { NEWSLETTER_SMTP_URL: server.url };
      expect((await execute(workspace.folder, SEND, { env })).exitCode).toBe(75);
      round = 1;
      expect((await execute(workspace.folder, SEND, { env })).exitCode).toBe(0);
      assertNobodyTwice(server);
      expect(server.accepted).toHaveLength(20);
    });

    test('of 5xx behind the dot is final, and --retry-rejected asks once more', async () => {
      const server = await listen(once('.', '554 5.6.0 no'));
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
      const env = { NEWSLETTER_SMTP_URL: server.url };
      expect((await execute(workspace.folder, SEND, { env })).exitCode).toBe(3);
      expect((await execute(workspace.folder, SEND, { env })).exitCode).toBe(3);
      expect(server.accepted).not.toContain(VICTIM);
      expect((await execute(workspace.folder, [...SEND, '--retry-rejected'], { env })).exitCode).toBe(0);
      assertNobodyTwice(server);
    });

    test('is followed by RSET, and the session goes on', async () => {
      let connections = 0;
      const { counts } = await sendOver((command, recipient) => {
        if (command === 'CONNECT') connections++;
        return command === 'RCPT' && recipient === VICTIM ? '550 5.1.1 who?' : undefined;
      });
      expect(counts).toMatchObject({ accepted: 19, rejected: 1 });
      expect(connections).toBeLessThanOrEqual(pipelining === 'lies' ? 6 : 3);
    });

    test('greylisting, 451 to everyone at first, delivers all in the second pass', async () => {
      const seen = new Set<string>();
      const { server, exitCode } = await sendOver((command, recipient) => {
        if (command !== 'RCPT' || seen.has(recipient)) return undefined;
        seen.add(recipient);
        return '451 4.7.1 greylisted';
      });
      expect(exitCode).toBe(0);
      expect(new Set(server.accepted).size).toBe(20);
      assertNobodyTwice(server);
    });
  });

  test('a server that closes after every five messages delivers all, nobody twice', async () => {
    const taken = new Map<number, number>();
    const { server, exitCode, counts } = await sendOver((command, _recipient, connection) => {
      if (command === '.') taken.set(connection, (taken.get(connection) ?? 0) + 1);
      return command === 'MAIL' && (taken.get(connection) ?? 0) >= 5 ? 'DROP' : undefined;
    });
    expect(exitCode).toBe(0);
    expect(counts).toMatchObject({ accepted: 20, unknown: 0 });
    assertNobodyTwice(server);
  });

  test('one connection too many is given up, the others do the work', async () => {
    const server = await listen((command) => (command === 'CONNECT' && server.open > 1 ? '421 too many' : undefined));
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
    const run = await execute(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: server.url } });
    expect(run.exitCode).toBe(0);
    expect(new Set(server.accepted).size).toBe(20);
    assertNobodyTwice(server);
  });

  describe('--resend-unknown asks for those of this run and no more', () => {
    test('with a limit, the others stay unknown', async () => {
      let isBad = true;
      const server = await listen((command) => (command === '.' && isBad ? 'DROP' : undefined));
      const workspace = makeWorkspace();
      const env = { NEWSLETTER_SMTP_URL: server.url };
      await execute(workspace.folder, SEND, { env });
      isBad = false;
      const one = await execute(workspace.folder, [...SEND, '--resend-unknown', '--limit', '1'], { env });
      expect(jsonLines(one).at(-1)!.counts).toMatchObject({ accepted: 1, unknown: 4 });
      await execute(workspace.folder, SEND, { env });
      expect(server.accepted).toHaveLength(1);
    });

    test('and who could not be tried is unknown as before', async () => {
      let answer: string | undefined = 'DROP';
      let at = '.';
      const server = await listen((command) => (command === at ? answer : undefined));
      const workspace = makeWorkspace({
        'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 1'),
        'subscribers/jarjestot.csv': listOf(1),
      });
      const env = { NEWSLETTER_SMTP_URL: server.url };
      await execute(workspace.folder, SEND, { env });
      at = 'RCPT';
      const run = await execute(workspace.folder, [...SEND, '--resend-unknown'], { env });
      expect(jsonLines(run).at(-1)!.counts).toMatchObject({ unknown: 1, queued: 0 });
      answer = undefined;
      await execute(workspace.folder, SEND, { env });
      expect(server.accepted).toEqual([]);
    });
  });

  test('a server that drops everyone at MAIL is given up after some pauses, and --limit has not been reached', async () => {
    let connections = 0;
    const server = await listen((command) => {
      if (command === 'CONNECT') connections++;
      return command === 'MAIL' ? 'DROP' : undefined;
    });
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(300) });
    const hurried: Clock = { ...realClock, after: (delay, callBack) => realClock.after(Math.min(delay, 5), callBack) };
    const run = await execute(workspace.folder, [...SEND, '--limit', '200'], {
      env: { NEWSLETTER_SMTP_URL: server.url },
      clock: hurried,
    });
    expect(run.exitCode).toBe(75);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ queued: 300 });
    expect(connections).toBeLessThan(15);
  });

  test('a server that falls silent at login does not hold Ctrl-C up', async () => {
    const stop = new AbortController();
    const server = await listen((command) => {
      if (command === 'EHLO') return '250-test\r\n250 AUTH PLAIN';
      if (command !== 'AUTH') return undefined;
      setTimeout(() => stop.abort(), 50);
      return 'SILENCE';
    });
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: server.url.replace('//', '//me@'), NEWSLETTER_SMTP_PASSWORD: 'x' };
    const run = await execute(workspace.folder, SEND, { env, stop: stop.signal });
    expect(run.exitCode).toBe(130);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ queued: 5 });
  });

  describe('Ctrl-C', () => {
    test('once: what is on its way is finished and written down, the rest stays queued; send again goes on', async () => {
      const stop = new AbortController();
      const server = await listen((command) => {
        if (command === '.' && server.accepted.length === 6) stop.abort();
        return undefined;
      });
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
      const env = { NEWSLETTER_SMTP_URL: server.url };
      const run = await execute(workspace.folder, SEND, { env, stop: stop.signal });
      expect(run.exitCode).toBe(130);
      const { counts } = jsonLines(run).at(-1)!;
      expect(counts).toMatchObject({ unknown: 0, attempting: 0, accepted: server.accepted.length });
      expect(server.accepted.length).toBeLessThan(20);
      expect((await execute(workspace.folder, SEND, { env })).exitCode).toBe(0);
      expect(new Set(server.accepted).size).toBe(20);
      assertNobodyTwice(server);
    });

    test('twice: what has no answer is unknown, and it leaves', async () => {
      const stop = new AbortController();
      const leave = new AbortController();
      const server = await listen((command, recipient) => {
        if (command !== '.' || recipient !== VICTIM) return undefined;
        stop.abort();
        setTimeout(() => leave.abort(), 50);
        return 'SILENCE';
      });
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
      const run = await execute(workspace.folder, SEND, {
        env: { NEWSLETTER_SMTP_URL: server.url },
        stop: stop.signal,
        leave: leave.signal,
      });
      expect(run.exitCode).toBe(130);
      expect(jsonLines(run).at(-1)!.counts).toMatchObject({ unknown: 1, attempting: 0 });
      expect(jsonLines(run)).toContainEqual(expect.objectContaining({ type: 'outcome', address: VICTIM, state: 'unknown' }));
    });
  });
});
