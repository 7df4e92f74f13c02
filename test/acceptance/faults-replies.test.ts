import { describe, expect, test } from 'vitest';
import { FaultySend } from '../support/faulty-send.ts';
import { type Conduct, type PipeliningMode, atFirst, startFaulty } from '../support/faulty-server.ts';
import { jsonLines, problemsOf } from '../support/run-program.ts';
import type { SpawnedRun } from '../support/spawn-program.ts';
import { CONFIG, ISSUE } from '../support/workspace.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };

/** jarjesto3@example.org is number 3. */
function numberOf(address: string): number {
  return Number(/\d+/.exec(address)![0]);
}

/** Every so-many-th recipient gets this reply to a command. */
function forEvery(nth: number, command: string, reply: string): Conduct {
  return (said) => (said.command === command && numberOf(said.recipient) % nth === 0 ? reply : undefined);
}

function statesTold(run: SpawnedRun): string[] {
  return jsonLines(run).flatMap(({ type, state }) => (type === 'outcome' && state !== undefined ? [state] : []));
}

describe('421 for a while', () => {
  test.each<[string, PipeliningMode]>([
    ['CONNECT', 'on'],
    ['EHLO', 'on'],
    ['MAIL', 'on'],
    ['MAIL', 'off'],
    ['RCPT', 'on'],
    ['RCPT', 'hangs up'],
    ['DATA', 'on'],
    ['DATA', 'off'],
  ])(
    'at %s: connections are opened anew, and nobody is put off or refused for it (pipelining: %s)',
    async (command, pipelining) => {
      const server = await startFaulty(
        atFirst(command === 'CONNECT' ? 2 : 3, command, { say: '421 4.3.2 too busy', next: 'close' }),
        pipelining,
      );
      const send = new FaultySend(server);
      const run = await send.run();
      expect(run.exitCode, run.stdout).toBe(0);
      expect(new Set(statesTold(run))).toEqual(new Set(['accepted']));
      expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
    },
  );

  test.each([
    ['now and then', (messages: number) => messages % 20 === 5],
    ['to all that are in flight, as when the server is restarted', (messages: number) => messages >= 20 && messages < 23],
  ])('behind the dot, %s, it is an answer: put off, and delivered later in the same run', async (_, isDue) => {
    let messages = 0;
    let told = 0;
    const server = await startFaulty(({ command }) => {
      if (command !== '.' || !isDue(messages++) || told >= 3) return undefined;
      told++;
      return { say: '421 4.3.2 going down', next: 'close' };
    });
    const send = new FaultySend(server);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect(statesTold(run).filter((state) => state === 'deferred')).toHaveLength(3);
    expect(statesTold(run)).not.toContain('unknown');
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });
});

describe('4xx', () => {
  test('at RCPT for some: the rest go out, they are tried again, and exit 75 says that some are left', async () => {
    const server = await startFaulty(forEvery(30, 'RCPT', '452 4.2.2 mailbox full'));
    const send = new FaultySend(server);
    const first = await send.run();
    expect(first.exitCode, first.stdout).toBe(75);
    const status = await send.assertPromise();
    expect(status.counts).toEqual({ ...NONE, accepted: 193, deferred: 7 });
    const putOff = status.recipients.filter(({ address }) => numberOf(address) % 30 === 0);
    for (const recipient of putOff) {
      expect(recipient).toMatchObject({ state: 'deferred', reply: '452 4.2.2 mailbox full', attempts: 3 });
    }
    server.conduct = () => undefined;
    expect((await send.run()).exitCode).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test('to everyone at first, as greylisting does: the second pass delivers to all', async () => {
    const seen = new Set<string>();
    const server = await startFaulty(({ command, recipient }) => {
      if (command !== 'RCPT' || seen.has(recipient)) return undefined;
      seen.add(recipient);
      return '451 4.7.1 greylisted, come back later';
    });
    const send = new FaultySend(server);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect(statesTold(run).filter((state) => state === 'deferred')).toHaveLength(200);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test('behind the dot for some: put off, and delivered by the next run', async () => {
    const server = await startFaulty(forEvery(40, '.', '451 4.3.0 try later'));
    const send = new FaultySend(server);
    expect((await send.run()).exitCode).toBe(75);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 195, deferred: 5 });
    server.conduct = () => undefined;
    expect((await send.run()).exitCode).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });
});

describe('5xx', () => {
  test('at RCPT for some: in the server’s words, never tried again; addresses that do not exist are suppressed on request', async () => {
    const server = await startFaulty(({ command, recipient }) => {
      if (command !== 'RCPT' || numberOf(recipient) % 20 !== 0) return undefined;
      return numberOf(recipient) % 40 === 0 ? '550 5.1.1 no such person here' : '550 5.7.1 your words are not wanted';
    });
    const send = new FaultySend(server);
    const first = await send.newsletter('send', 'tammikuu', '--yes');
    expect(first.exitCode, first.stdout).toBe(3);
    expect(first.stdout).toContain('5 addresses do not exist, says the server.');
    expect(first.stdout).toContain('newsletter send tammikuu --suppress-rejected');
    const status = await send.assertPromise();
    expect(status.counts).toEqual({ ...NONE, accepted: 190, rejected: 10 });
    const rejected = status.recipients.filter(({ state }) => state === 'rejected');
    const wrong = rejected.filter(({ reply }) => reply === '550 5.1.1 no such person here').map(({ address }) => address);
    expect(wrong.map(numberOf)).toEqual([0, 40, 80, 120, 160]);
    expect(rejected.filter(({ reply }) => reply === '550 5.7.1 your words are not wanted')).toHaveLength(5);
    expect(status.bounced).toEqual(wrong);

    const tried = server.count('RCPT');
    expect((await send.run()).exitCode).toBe(3);
    expect(server.count('RCPT')).toBe(tried);

    expect((await send.run('--suppress-rejected')).exitCode).toBe(3);
    expect(server.count('RCPT')).toBe(tried);
    const listed = await send.newsletter('subscribers', 'suppressed', '--json');
    const { data } = JSON.parse(listed.stdout) as { data: { suppressions: { address: string }[] } };
    expect(data.suppressions.map(({ address }) => address).toSorted()).toEqual(wrong.toSorted());
    expect((await send.assertPromise()).bounced).toEqual([]);

    server.conduct = () => undefined;
    const before = server.accepted.length;
    send.workspace.write('issues/helmikuu.md', ISSUE.replace('Lisää', 'Helmikuussa lisää'));
    const next = await send.newsletter('send', 'helmikuu', '--yes', '--json');
    expect(next.exitCode, next.stdout).toBe(0);
    expect(jsonLines(next).at(-1)!.counts).toEqual({ ...NONE, accepted: 195, skipped: 5 });
    const mailed = new Set(server.accepted.slice(before).map(({ to }) => to));
    expect(mailed.size).toBe(195);
    expect(wrong.filter((address) => mailed.has(address))).toEqual([]);
  });

  test('of an address that does not exist is proposed again by a later run, which tries nobody', async () => {
    const server = await startFaulty(forEvery(4, 'RCPT', '550 5.1.1 no such person here'));
    const send = new FaultySend(server, { recipients: 8 });
    expect(jsonLines(await send.run()).at(-1)).toMatchObject({ exitCode: 3, bounced: 2 });
    expect(jsonLines(await send.run()).at(-1)).toMatchObject({ exitCode: 3, bounced: 2 });
  });

  test('behind the dot for some: rejected, and never tried again', async () => {
    const server = await startFaulty(forEvery(40, '.', '554 5.6.0 not this one'));
    const send = new FaultySend(server);
    expect((await send.run()).exitCode).toBe(3);
    const messages = server.count('.');
    expect((await send.run()).exitCode).toBe(3);
    expect(server.count('.')).toBe(messages);
    const { counts, bounced } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: 195, rejected: 5 });
    expect(bounced).toEqual([]);
  });
});

describe('refusals that are about us', () => {
  test.each<[string, string, number, PipeliningMode]>([
    ['RCPT', '454 4.7.1 relay access denied', 0, 'on'],
    ['RCPT', '554 5.7.1 relay access denied', 0, 'on'],
    ['RCPT', '454 4.7.1 relay access denied', 100, 'on'],
    ['RCPT', '554 5.7.1 relay access denied', 100, 'on'],
    ['RCPT', '554 5.7.1 relay access denied', 100, 'off'],
    ['.', '554 5.7.1 this looks like spam', 0, 'on'],
    ['.', '554 5.7.1 this looks like spam', 100, 'on'],
    ['.', '554 5.7.1 this looks like spam', 100, 'off'],
    ['.', '450 4.7.1 this looks like spam', 100, 'on'],
    ['.', '450 4.7.1 this looks like spam', 100, 'hangs up'],
  ])(
    'at %s: %s after %i acceptances stops the run, burns nobody, and a later run delivers to all (pipelining: %s)',
    async (command, reply, after, pipelining) => {
      const server = await startFaulty(
        (said) => (said.command === command && server.accepted.length >= after ? reply : undefined),
        pipelining,
      );
      const connections = after === 0 ? 3 : 1;
      const send = new FaultySend(server, {
        files: { 'newsletter.yaml': CONFIG.replace('connections: 3', `connections: ${connections}`) },
      });
      const run = await send.run();
      expect(run.exitCode, run.stdout).toBe(75);
      const [problem] = problemsOf({ ...run, exitCode: run.exitCode! }, 'send');
      expect(problem).toMatchObject({ code: 'smtp-refuses-everyone', details: { reply } });
      const offered = server.count(command === '.' ? 'BODY' : 'RCPT') - server.accepted.length;
      expect(offered).toBeLessThan(3 + connections);
      if (pipelining === 'off') expect(server.count('RCPT') - server.accepted.length).toBe(offered);
      const { counts } = await send.assertPromise();
      expect(counts).toEqual({ ...NONE, accepted: server.accepted.length, queued: 200 - server.accepted.length });
      expect(server.accepted.length).toBe(after);

      server.conduct = () => undefined;
      const later = await send.run();
      expect(later.exitCode, later.stdout).toBe(0);
      expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
    },
  );

  test('that begin while messages of other connections are still being taken burn nobody either', async () => {
    let refusals = 0;
    const server = await startFaulty(({ command, connection }) => {
      if (command === '.') return { after: 20 + connection * 9 };
      if (command !== 'RCPT' || server.accepted.length < 100) return undefined;
      return { say: '554 5.7.1 relay access denied', after: refusals++ === 0 ? 0 : 150 };
    });
    const send = new FaultySend(server, {
      files: { 'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 10') },
    });
    expect((await send.run()).exitCode).toBe(75);
    const { counts } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: server.accepted.length, queued: 200 - server.accepted.length });
  });

  test.each<[number, PipeliningMode]>([
    [503, 'off'],
    [354, 'off'],
    [503, 'on'],
    [354, 'on'],
  ])(
    'every RCPT refused, and DATA answered by %i all the same: no hang, nobody is mailed, the run stops (pipelining: %s)',
    async (code, pipelining) => {
      const server = await startFaulty(({ command }) => {
        if (command === 'RCPT') return '550 5.7.1 you may not';
        return command === 'DATA' ? `${code} well` : undefined;
      }, pipelining);
      const send = new FaultySend(server);
      const run = await send.run();
      expect(run.exitCode, run.stdout).toBe(75);
      expect(server.count(pipelining === 'off' ? 'DATA' : 'BODY')).toBe(0);
      expect(server.accepted).toEqual([]);
      expect((await send.assertPromise()).counts).toEqual({ ...NONE, queued: 200 });
    },
  );
});
