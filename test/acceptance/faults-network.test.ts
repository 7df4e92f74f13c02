import { type Socket, createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { FaultySend } from '../support/faulty-send.ts';
import { startFaulty } from '../support/faulty-server.ts';
import { freePort } from '../support/free-port.ts';
import { PROGRAM } from '../support/spawn-program.ts';
import { SpawnedShell } from '../support/spawn-shell.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };

/** A send by words whose names are looked up at an address of our choice, or as usual. Only root may lead it there. */
function sendTo(send: FaultySend, url: string, nameserver?: string): SpawnedShell {
  const { folder } = send.workspace;
  const argv = [process.execPath, PROGRAM, 'send', 'tammikuu', '--yes'];
  const env = { NEWSLETTER_SMTP_URL: url };
  if (nameserver === undefined) return new SpawnedShell(folder, 'exec "$@"', argv, env);
  if (process.getuid?.() !== 0) throw new Error('names are led astray only by root; run this test as root');
  const file = send.workspace.path('resolv.conf');
  writeFileSync(file, `nameserver ${nameserver}\noptions timeout:1 attempts:1\n`);
  return new SpawnedShell(folder, 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"', [file, ...argv], env, [
    'unshare',
    '-m',
  ]);
}

/** A name server that knows no name at all. */
async function startIgnorantResolver(address: string): Promise<void> {
  const socket: Socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8183, 2);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(53, address, resolve);
  });
  onTestFinished(() => {
    socket.close();
  });
}

/** Asserts that nothing stands in the way of the send once the server is there. */
async function assertNobodyTouched(send: FaultySend): Promise<void> {
  expect((await send.newsletter('status', 'tammikuu')).stdout).toBe('tammikuu has not been sent yet.\n');
  const run = await send.run();
  expect(run.exitCode, run.stdout).toBe(0);
  const { counts, recipients } = await send.assertPromise();
  expect(counts).toEqual({ ...NONE, accepted: 200 });
  expect(new Set(recipients.map(({ attempts }) => attempts))).toEqual(new Set([1]));
}

test('a server’s name that nobody knows: said at once and plainly, and nobody is touched', async () => {
  await startIgnorantResolver('127.0.0.98');
  const send = new FaultySend(await startFaulty());
  const run = await sendTo(send, 'smtp://posti.example.org:2525', '127.0.0.98').ended;
  expect(run.exitCode, run.stderr).toBe(75);
  expect(run.stderr).toContain('The mail server posti.example.org:2525 cannot be reached: no such name is known');
  await assertNobodyTouched(send);
});

test('a resolver that is dead: says so plainly, waits, and Ctrl-C ends it', async () => {
  const send = new FaultySend(await startFaulty());
  const sender = sendTo(send, 'smtp://posti.example.org:2525', '127.0.0.99');
  await untilItSays(sender, /posti\.example\.org:2525: names cannot be looked up; is the network there\?.* Trying again in/);
  sender.process.kill('SIGINT');
  const run = await sender.ended;
  expect(run.exitCode, run.stderr).toBe(130);
  await assertNobodyTouched(send);
});

test('a port where nothing listens: says so plainly, waits, and Ctrl-C ends it', async () => {
  const send = new FaultySend(await startFaulty());
  const sender = sendTo(send, `smtp://127.0.0.1:${await freePort()}`);
  await untilItSays(sender, /127\.0\.0\.1:\d+: nothing answers there.* Trying again in 1 s; Ctrl-C stops\./);
  sender.process.kill('SIGINT');
  const run = await sender.ended;
  expect(run.exitCode, run.stderr).toBe(130);
  await assertNobodyTouched(send);
});

/** Resolves when it has said so on stderr; rejects when it has ended without. */
function untilItSays(sender: SpawnedShell, words: RegExp): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    sender.process.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (words.test(said)) resolve();
    });
    void sender.ended.then(({ stdout }) => reject(new Error(`it ended: ${said}${stdout}`)));
  });
}
