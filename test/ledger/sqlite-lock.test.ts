import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { takeLock } from '../../src/ledger/sqlite-lock.ts';
import { makeWorkspace } from '../support/workspace.ts';

const HOLDER = { pid: 1, host: 'a', since: '2022-01-26T10:00:00.000Z' };
const LOCK = fileURLToPath(new URL('../../build/ledger/sqlite-lock.js', import.meta.url));

test('a second one is told who holds it and since when; after release it gets it', () => {
  const path = makeWorkspace().path('x.lock');
  const first = takeLock(path, HOLDER);
  expect(first.kind).toBe('held');
  expect(takeLock(path, { ...HOLDER, pid: 2 })).toEqual({ kind: 'busy', holder: HOLDER });
  if (first.kind === 'held') first.release();
  expect(takeLock(path, HOLDER).kind).toBe('held');
});

test('the lock of a process that was killed is free', async () => {
  const path = makeWorkspace().path('x.lock');
  const script = `import { takeLock } from ${JSON.stringify(LOCK)}; console.log(takeLock(${JSON.stringify(path)}, ${JSON.stringify(HOLDER)}).kind); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString().trim()).toBe('held');
  expect(takeLock(path, HOLDER).kind).toBe('busy');
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(takeLock(path, HOLDER).kind).toBe('held');
});
