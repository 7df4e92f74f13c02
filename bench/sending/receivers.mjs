// What takes the messages: the fast sink and Postfix's smtp-sink, each a process of its own; and the proxy in front of one. All have a
// `port` on the loopback address, `take()`, which gives what was taken since it was asked last (at least `accepted`), and `stop()`.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postfixTool } from './postfix-tools.mjs';

const BACKLOG = '1000';
const TRIES = 200;

export async function startFastSink() {
  const { child, port } = await startNode('fast-sink.mjs');
  const take = async () => {
    child.send('take');
    return (await once(child, 'message'))[0];
  };
  return { port, take, stop: () => child.kill() };
}

/** Hands on to a receiver, each way so many milliseconds late. */
export async function startDelayProxy(receiver, delay) {
  const { child, port } = await startNode('delay-proxy.mjs', [receiver.port, delay]);
  return { port, take: receiver.take, stop: () => child.kill() };
}

/** It writes its counters into a file whenever a session ends. */
export async function startSmtpSink() {
  const folder = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));
  const file = join(folder, 'counters');
  const output = openSync(file, 'w');
  const port = await freePort();
  const asNobody = process.getuid() === 0 ? ['-u', 'nobody'] : [];
  const stdio = ['ignore', output, 'inherit'];
  const child = spawn(postfixTool('smtp-sink'), [...asNobody, '-c', `127.0.0.1:${port}`, BACKLOG], { stdio });
  closeSync(output);
  await listens(port);
  let before = 0;
  const take = async () => {
    await pause(100);
    const counted = Number(/mesg=(\d+)\s*$/.exec(readFileSync(file, 'latin1'))?.[1] ?? 0);
    const accepted = counted - before;
    before = counted;
    return { accepted };
  };
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true });
  };
  return { port, take, stop };
}

async function startNode(file, args = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const [{ port }] = await once(child, 'message');
  return { child, port };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'close').then(() => false)]).catch(
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(25);
  }
  throw new Error(`nothing listens at port ${port}`);
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
