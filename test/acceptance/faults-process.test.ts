import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FaultySend } from '../support/faulty-send.ts';
import { type FaultyServer, type PipeliningMode, startFaulty } from '../support/faulty-server.ts';
import { type JsonProblem, jsonLines, problemsOf } from '../support/run-program.ts';
import { PROGRAM, type SpawnedProgram } from '../support/spawn-program.ts';
import { spawnShell } from '../support/spawn-shell.ts';
import { CONFIG } from '../support/workspace.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };
const VICTIM = 'jarjesto100@example.org';

function untilAccepted(server: FaultyServer, count: number): Promise<void> {
  return expect.poll(() => server.accepted.length, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(count);
}

describe('kill -9 between the final dot and the reply', () => {
  test.each<[number, boolean, PipeliningMode]>([
    [1, true, 'on'],
    [1, false, 'on'],
    [3, true, 'on'],
    [1, true, 'off'],
    [3, true, 'hangs up'],
  ])('with %i connections, the message delivered: %s (pipelining: %s)', async (connections, taken, pipelining) => {
    let sender: SpawnedProgram | undefined;
    const server = await startFaulty(({ command, recipient }) => {
      if (command !== '.' || recipient !== VICTIM) return undefined;
      sender?.kill('SIGKILL');
      return { after: 300, taken };
    }, pipelining);
    const files = { 'newsletter.yaml': CONFIG.replace('connections: 3', `connections: ${connections}`) };
    const send = new FaultySend(server, { files });
    sender = send.begin();
    const killed = await sender.ended;
    expect(killed.signal).toBe('SIGKILL');

    const next = await send.run();
    expect(next.exitCode, next.stdout).toBe(5);
    const { recipients, counts } = await send.assertPromise(killed);
    expect(recipients.find(({ address }) => address === VICTIM)).toMatchObject({ state: 'unknown' });
    expect(counts).toEqual({ ...NONE, accepted: 200 - counts['unknown']!, unknown: counts['unknown'] });
    if (connections === 1) expect(counts['unknown']).toBe(1);
    const dots = server.said.filter(({ command, recipient }) => command === '.' && recipient === VICTIM);
    expect(dots).toHaveLength(1);
    const status = await send.newsletter('status', 'tammikuu');
    expect(status.stdout).toContain(`${VICTIM}  unknown: the program ended before the server answered`);
  });
});

describe('two senders of one issue', () => {
  test('the second leaves before it touches the server, and says who sends and since when; killed, the first leaves no lock', async () => {
    const server = await startFaulty(({ command }) => (command === '.' ? { after: 15 } : undefined));
    const send = new FaultySend(server);
    const began = new Date();
    const first = send.begin();
    await untilAccepted(server, 5);
    const connections = server.count('CONNECT');
    const second = await send.run();
    expect(second.exitCode, second.stdout).toBe(4);
    const [problem] = problemsOf({ ...second, exitCode: 4 }, 'send') as [JsonProblem];
    expect(problem).toMatchObject({ code: 'send-locked', details: { pid: first.process.pid } });
    const since = new Date(String(problem.details['since']));
    expect(since.getTime()).toBeGreaterThanOrEqual(began.getTime());
    expect(since.getTime()).toBeLessThanOrEqual(Date.now());
    expect(problem.message).toContain(`by process ${first.process.pid} on`);
    expect(server.count('CONNECT')).toBe(connections);
    expect(first.process.exitCode).toBeNull();

    first.kill('SIGKILL');
    const killed = await first.ended;
    expect(killed.signal).toBe('SIGKILL');
    const heir = await send.run();
    expect([0, 5]).toContain(heir.exitCode);
    const { counts } = await send.assertPromise(killed);
    expect(counts).toEqual({ ...NONE, accepted: 200 - counts['unknown']!, unknown: counts['unknown'] });
  });

  test('begun at the same moment, one sends to all and the other leaves', async () => {
    const server = await startFaulty(({ command }) => (command === '.' ? { after: 15 } : undefined));
    const send = new FaultySend(server);
    const runs = await Promise.all([send.run(), send.run()]);
    expect(new Set(runs.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 4]));
    expect(server.count('CONNECT')).toBe(3);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });
});

describe('signals', () => {
  test.each<[NodeJS.Signals, PipeliningMode]>([
    ['SIGINT', 'on'],
    ['SIGTERM', 'on'],
    ['SIGHUP', 'on'],
    ['SIGINT', 'off'],
  ])('%s once: what is in flight is finished, and send goes on (pipelining: %s)', async (signal, pipelining) => {
    const server = await startFaulty(({ command }) => (command === '.' ? { after: 15 } : undefined), pipelining);
    const send = new FaultySend(server);
    const sender = send.begin();
    await untilAccepted(server, 50);
    sender.kill(signal);
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(130);
    expect(jsonLines(run)).toContainEqual({ type: 'stopping' });
    const accepted = server.accepted.length;
    expect(accepted).toBeLessThan(100);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted, queued: 200 - accepted });
    expect((await send.run()).exitCode).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test.each([
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGHUP'],
  ] as const)('%s and then %s: it leaves at once, and what had no answer is unknown', async (once, twice) => {
    const server = await startFaulty(({ command }) => {
      if (command !== '.') return undefined;
      return server.accepted.length < 50 ? { after: 5 } : { after: 3000, taken: true };
    });
    const send = new FaultySend(server);
    const sender = send.begin();
    await untilAccepted(server, 50);
    await expect.poll(() => server.count('.'), { timeout: 5000 }).toBeGreaterThanOrEqual(53);
    sender.kill(once);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    sender.kill(twice);
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(130);
    server.conduct = () => undefined;
    expect((await send.run()).exitCode).toBe(5);
    const { counts, recipients } = await send.assertPromise(run);
    expect(counts).toEqual({ ...NONE, accepted: 197, unknown: 3 });
    const unknown = recipients.filter(({ state }) => state === 'unknown').map(({ address }) => address);
    expect(unknown.toSorted()).toEqual(server.unanswered.toSorted());
  });
});

describe('a reader of the output that goes away', () => {
  test.each([['--json'], ['--yes']])('stdout and stderr are closed early (%s): the send goes on to its end', async (option) => {
    const server = await startFaulty(({ command }) => (command === '.' ? { after: 5 } : undefined));
    const send = new FaultySend(server);
    const sender = option === '--json' ? send.begin() : send.beginInWords();
    await untilAccepted(server, 20);
    sender.process.stdout?.destroy();
    sender.process.stderr?.destroy();
    const run = await sender.ended;
    expect({ exitCode: run.exitCode, signal: run.signal }).toEqual({ exitCode: 0, signal: null });
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test('a pipe to a program that reads one line and leaves', async () => {
    const server = await startFaulty();
    const send = new FaultySend(server);
    const { folder } = send.workspace;
    const script = '("$1" "$2" send tammikuu --yes --json; echo $? > code) | head -n 1';
    const { stdout } = await spawnShell(folder, script, [process.execPath, PROGRAM], send.env);
    expect(jsonLines({ stdout })).toMatchObject([{ type: 'plan' }]);
    expect(readFileSync(send.workspace.path('code'), 'utf8')).toBe('0\n');
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });
});

describe.each([
  ['the first send of a workspace', [] as string[]],
  ['a send by a ledger that was there before', ['subscribers', 'suppress', 'tuntematon@example.org']],
])('another command during %s', (_, before) => {
  /** Begins a send over a server that takes its time. */
  async function beginSlowly(): Promise<{ send: FaultySend; server: FaultyServer; sender: SpawnedProgram }> {
    const server = await startFaulty(({ command }) => (command === '.' ? { after: 15 } : undefined));
    const send = new FaultySend(server);
    if (before.length > 0) expect((await send.newsletter(...before)).exitCode).toBe(0);
    return { server, send, sender: send.begin() };
  }

  /** While a command runs the server takes its time, so that the send is not over before it, however busy the machine is. */
  async function meanwhile<T>(server: FaultyServer, command: () => Promise<T>): Promise<T> {
    const { conduct } = server;
    server.conduct = ({ command: said }) => (said === '.' ? { after: 500 } : undefined);
    try {
      return await command();
    } finally {
      server.conduct = conduct;
    }
  }

  test.each(['status tammikuu --json', 'status --json', 'subscribers suppressed --json', 'send tammikuu --dry-run'])(
    '%s only looks, and the send is not hurt',
    async (line) => {
      const { send, server, sender } = await beginSlowly();
      await untilAccepted(server, 20);
      await send.newsletter(...line.split(' '));
      const run = await sender.ended;
      expect(run.exitCode, run.stdout).toBe(0);
      expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
    },
  );

  test('subscribers suppress, while the server thinks about DATA: the message does not go out', async () => {
    const { send, server, sender } = await beginSlowly();
    server.conduct = ({ command, recipient }) =>
      command === 'DATA' && recipient === VICTIM ? { after: 4000 } : command === '.' ? { after: 5 } : undefined;
    await expect
      .poll(() => server.said.some(({ command, recipient }) => command === 'DATA' && recipient === VICTIM), { timeout: 20_000 })
      .toBe(true);
    const suppress = await send.newsletter('subscribers', 'suppress', VICTIM);
    expect(suppress.exitCode, suppress.stderr).toBe(0);
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 199, skipped: 1 });
    expect(server.said.some(({ command, recipient }) => command === 'BODY' && recipient === VICTIM)).toBe(false);
  });

  test('subscribers suppress: whoever is queued is skipped with the reason; whoever was mailed stays accepted', async () => {
    const { send, server, sender } = await beginSlowly();
    await untilAccepted(server, 20);
    const mailed = server.accepted[0]!.to;
    const queued = ['jarjesto190@example.org', 'JARJESTO191@Example.org'];
    const suppress = await meanwhile(server, () =>
      send.newsletter('subscribers', 'suppress', mailed, ...queued, '--reason', 'moved away'),
    );
    expect(suppress.exitCode, suppress.stderr).toBe(0);
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(0);
    const { recipients, counts } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: 198, skipped: 2 });
    const states = new Map(recipients.map(({ address, state, reason }) => [address, { state, reason }]));
    expect(states.get(mailed)?.state).toBe('accepted');
    for (const address of queued) {
      expect(states.get(address.toLowerCase())).toEqual({ state: 'skipped', reason: 'suppressed: moved away' });
    }
  });

  test('subscribers suppress, again and again: nobody’s message begins after the command has ended', async () => {
    const { send, server, sender } = await beginSlowly();
    const addresses = [60, 90, 110, 140, 160, 190].map((number) => `jarjesto${number}@example.org`);
    const heard = new Map<string, number>();
    for (const [index, address] of addresses.entries()) {
      await untilAccepted(server, 10 + index * 25);
      expect((await meanwhile(server, () => send.newsletter('subscribers', 'suppress', address))).exitCode).toBe(0);
      heard.set(address, server.said.length);
    }
    expect((await sender.ended).exitCode).toBe(0);
    const { recipients } = await send.assertPromise();
    for (const address of addresses) {
      const { state } = recipients.find((recipient) => recipient.address === address)!;
      const begun = server.said.findIndex(({ command, recipient }) => command === 'BODY' && recipient === address);
      expect(state).toBe(begun < 0 ? 'skipped' : 'accepted');
      expect(begun).toBeLessThan(heard.get(address)!);
    }
    expect(recipients.filter(({ state }) => state === 'skipped').length).toBeGreaterThan(0);
  });
});
