import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { FaultySend } from '../support/faulty-send.ts';
import {
  type FaultyServer,
  type PipeliningMode,
  type Reaction,
  type Said,
  atFirst,
  startFaulty,
} from '../support/faulty-server.ts';
import { jsonLines, realClock, runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, listOf, makeWorkspace } from '../support/workspace.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };
const VICTIMS = ['jarjesto50@example.org', 'jarjesto100@example.org', 'jarjesto150@example.org'];

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** What those three meet at a command, once each. */
function victimsMeet(command: string, reaction: Reaction): (said: Said) => Reaction | undefined {
  const left = new Set(VICTIMS);
  return (said) => (said.command === command && left.delete(said.recipient) ? reaction : undefined);
}

describe('no answer behind the dot is unknown: named by status, and never sent again by itself', () => {
  test.each<[string, Reaction, PipeliningMode?]>([
    ['dropped', { say: null, next: 'close' }],
    ['dropped when the message was delivered', { say: null, next: 'close', taken: true }],
    ['dropped when the message was delivered, without pipelining', { say: null, next: 'close', taken: true }, 'off'],
    [
      'dropped when the message was delivered, behind a lie about pipelining',
      { say: null, next: 'close', taken: true },
      'hangs up',
    ],
    ['cut off with RST', { say: null, next: 'reset' }],
    ['cut off with RST when the message was delivered', { say: null, next: 'reset', taken: true }],
    ['rubbish', { say: 'Segmentation fault (core dumped)' }],
    ['half a reply', { say: '250-2.0.0 taken', next: 'close' }],
  ])('%s', async (_, reaction, pipelining) => {
    const server = await startFaulty(victimsMeet('.', reaction), pipelining);
    const send = new FaultySend(server);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(5);
    await assertUnknown(send, VICTIMS);
    expect((await send.run()).exitCode).toBe(5);
    await assertUnknown(send, VICTIMS);
  });

  test('silence: Ctrl-C twice ends the wait', async () => {
    const server = await startFaulty(victimsMeet('.', { say: null }));
    const send = new FaultySend(server);
    const sender = send.begin();
    await expect.poll(() => silentIn(server), { timeout: 20_000 }).toBe(3);
    sender.kill('SIGINT');
    await pause(300);
    expect(sender.process.exitCode).toBeNull();
    sender.kill('SIGINT');
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(130);
    await assertUnknown(send, VICTIMS);
    expect((await send.run()).exitCode).toBe(5);
    const { counts } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: 197, unknown: 3 });
  });

  test('silence is borne for ten minutes at least', async () => {
    const server = await startFaulty(atFirst(1, '.', { say: null }));
    const delays: number[] = [];
    const clock: Clock = {
      ...realClock,
      after: (delay, callBack) => {
        delays.push(delay);
        return realClock.after(delay >= 600_000 ? 50 : delay, callBack);
      },
    };
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(20) });
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
      env: { NEWSLETTER_SMTP_URL: server.url },
      clock,
    });
    expect(run.exitCode, run.stdout).toBe(5);
    expect(jsonLines(run)).toContainEqual(
      expect.objectContaining({ type: 'outcome', state: 'unknown', reply: 'no reply within 600 s' }),
    );
    expect(delays.filter((delay) => delay >= 600_000)).toHaveLength(20);
  });
});

function silentIn({ said }: FaultyServer): number {
  return said.filter(({ command, recipient }) => command === '.' && VICTIMS.includes(recipient)).length;
}

async function assertUnknown(send: FaultySend, addresses: readonly string[]): Promise<void> {
  const { recipients } = await send.assertPromise();
  expect(recipients.filter(({ state }) => state === 'unknown').map(({ address }) => address)).toEqual(addresses);
  const { said } = send.server;
  const dots = addresses.map((address) => said.filter(({ command, recipient }) => command === '.' && recipient === address));
  expect(dots.map(({ length }) => length)).toEqual(addresses.map(() => 1));
}

describe('a connection lost before the dot is opened anew, and whoever was on it is mailed once', () => {
  test.each<[string, PipeliningMode]>([
    ['MAIL', 'on'],
    ['RCPT', 'on'],
    ['DATA', 'on'],
    ['MAIL', 'off'],
    ['RCPT', 'off'],
    ['DATA', 'off'],
    ['RCPT', 'hangs up'],
  ])('at %s (pipelining: %s)', async (command, pipelining) => {
    const server = await startFaulty(victimsMeet(command, { say: null, next: 'close' }), pipelining);
    const send = new FaultySend(server);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test('in the middle of the message, by RST', async () => {
    const reached = new Set<string>();
    const server = await startFaulty(({ command, recipient }) => {
      const isFirst = command === 'BODY' && !reached.has(recipient) && /[13]@/.test(recipient);
      if (!isFirst) return undefined;
      reached.add(recipient);
      return { say: null, next: 'reset' };
    });
    const images = Array.from({ length: 7 }, (_, index) => [`iso${index}.png`, pngOf(950_000)] as const);
    const shown = images.map(([name]) => `![Kuva](${name})`).join('\n\n');
    const send = new FaultySend(server, {
      recipients: 5,
      files: {
        'issues/tammikuu.md': `${ISSUE}\n${shown}\n`,
        ...Object.fromEntries(images.map(([name, image]) => [`issues/tammikuu/${name}`, image])),
      },
    });
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect(reached.size).toBe(2);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 5 });
  });
});

test.each<PipeliningMode>(['on', 'off'])(
  'a server that closes in silence after every 20 messages: no fault is told, nobody gets two (pipelining: %s)',
  async (pipelining) => {
    const server = await startFaulty(
      ({ command, messages }) => (command === '.' && messages === 19 ? { next: 'close' } : undefined),
      pipelining,
    );
    const send = new FaultySend(server);
    const run = await send.newsletter('send', 'tammikuu', '--yes');
    expect(run.exitCode, run.stderr).toBe(0);
    expect(server.count('CONNECT')).toBeGreaterThanOrEqual(12);
    expect(run.stderr).not.toMatch(/reach|closed|lost|error|again|Trying/i);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  },
);

describe('a server that goes away in mid-run and comes back', () => {
  test.each([
    ['between messages', 0],
    ['with messages in flight', 60],
  ])('%s: the run waits for it, and goes on by itself to the end', async (_, after) => {
    let isGone = false;
    const server = await startFaulty(({ command }) => {
      if (command !== '.') return undefined;
      if (server.accepted.length >= 100 && !isGone) {
        isGone = true;
        setTimeout(() => server.stop(), after / 2);
        setTimeout(() => void server.start(), 2000);
      }
      return after === 0 ? undefined : { after, taken: true };
    });
    const send = new FaultySend(server, {
      files: { 'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 10') },
    });
    const run = await send.run();
    const { counts, recipients } = await send.assertPromise();
    const unknown = recipients.filter(({ state }) => state === 'unknown').map(({ address }) => address);
    expect(counts).toEqual({ ...NONE, accepted: 200 - unknown.length, unknown: unknown.length });
    expect(unknown.filter((address) => !server.unanswered.includes(address))).toEqual([]);
    expect(run.exitCode, run.stdout).toBe(unknown.length > 0 ? 5 : 0);
    expect(jsonLines(run)).toContainEqual(expect.objectContaining({ type: 'waiting', code: 'smtp-unreachable' }));
  });
});

describe('a tarpit, which answers a byte at a time', () => {
  const TARPIT = { perByte: 2 };
  const files = { 'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 10') };

  test('is slower, and nobody gets two', async () => {
    const server = await startFaulty(({ command }) => (command === 'BODY' ? undefined : TARPIT));
    const send = new FaultySend(server, { files });
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });

  test('does not hold Ctrl-C up: what is in flight is finished, and send goes on', async () => {
    const server = await startFaulty(({ command }) => (command === 'BODY' ? undefined : TARPIT));
    const send = new FaultySend(server, { files });
    const sender = send.begin();
    await expect.poll(() => server.accepted.length, { timeout: 20_000 }).toBeGreaterThan(50);
    sender.kill('SIGINT');
    const run = await sender.ended;
    expect(run.exitCode, run.stdout).toBe(130);
    const stopped = await send.assertPromise();
    expect(stopped.counts).toEqual({ ...NONE, accepted: server.accepted.length, queued: 200 - server.accepted.length });
    expect(stopped.counts['queued']).toBeGreaterThan(0);
    expect((await send.run()).exitCode).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
  });
});

/** What has the chunks of a PNG of 16 by 16 pixels, from its first to its last, and so many octets. */
function pngOf(size: number): Buffer {
  const image = randomBytes(size);
  image.set(Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100802000000', 'hex'));
  image.writeUInt32BE(size - 57, 33);
  image.write('IDAT', 37, 'latin1');
  image.set(Buffer.from('0000000049454e44ae426082', 'hex'), size - 12);
  return image;
}
