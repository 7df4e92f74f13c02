import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startPreview } from '../support/preview.ts';
import { request } from '../support/raw-http.ts';
import { SpawnedProgram } from '../support/spawn-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });
}

test('it ends when it is told to, and its port is free again', async () => {
  const preview = await startPreview(makeWorkspace().folder);
  const { port } = new URL(preview.origin);
  expect(await isFree(Number(port))).toBe(false);
  expect(await preview.end()).toBe(0);
  expect(await isFree(Number(port))).toBe(true);
  const again = await startPreview(makeWorkspace().folder, ['--port', port]);
  expect(await again.end()).toBe(0);
});

test('pages that listen for changes keep it from nothing', async () => {
  const preview = await startPreview(makeWorkspace().folder);
  const events = await fetch(`${preview.origin}/changes`);
  const reader = events.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: run');
  const idle = connect(Number(new URL(preview.origin).port), '127.0.0.1');
  idle.on('error', () => undefined);
  await request(preview.origin, { method: 'HEAD', target: '/changes' });
  expect(await preview.end()).toBe(0);
  await expect(readToEnd(reader)).resolves.toBeUndefined();
  idle.destroy();
  expect(await isFree(Number(new URL(preview.origin).port))).toBe(true);
});

/** Less than the time between two signs of life: it waits for none. */
const SOON = { timeout: 12_000 };

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'the real program ends at %s, also while a page listens for changes',
  SOON,
  async (signal) => {
    const program = new SpawnedProgram(makeWorkspace().folder, ['preview', '--no-open', '--port', '0', '--json']);
    const origin = await new Promise<string>((resolve) => {
      program.process.stdout!.on('data', (chunk: Buffer) => resolve(/http:\/\/[\d.:]+/.exec(chunk.toString())![0]));
    });
    const events = await fetch(`${origin}/changes`);
    const reader = events.body!.getReader();
    await reader.read();
    program.kill(signal);
    const { exitCode, signal: killedBy } = await program.ended;
    expect({ exitCode, killedBy }).toEqual({ exitCode: 0, killedBy: null });
    await readToEnd(reader);
  },
);

/** A connection that ends in the middle is an end too. */
async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    return;
  }
}
