import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FaultyServer } from '../support/faulty-server.ts';
import type { Received } from '../support/smtp-receiver.ts';
import { type JsonProblem, problemsOf } from '../support/run-program.ts';
import { SpawnedProgram, type SpawnedRun, spawnProgram } from '../support/spawn-program.ts';
import { ISSUE, TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
/** What a send writes into the workspace. */
const WRITTEN = ['.newsletter', '.state', 'issues'];

let workspace: TestWorkspace;
let server: FaultyServer;
let copies: string;
/** What the server had accepted when a copy was made. */
const accepted = new Map<string, readonly Received[]>();

function send(...options: string[]): Promise<SpawnedRun> {
  return spawnProgram(workspace.folder, [...SEND, ...options], { NEWSLETTER_SMTP_URL: server.url });
}

function keep(name: string): void {
  for (const part of WRITTEN) cpSync(workspace.path(part), join(copies, name, part), { recursive: true });
  accepted.set(name, [...server.accepted]);
}

/** Brings the workspace and the server's log to where they were. */
function restore(name: string): void {
  for (const part of WRITTEN) restorePart(name, part);
  server.accepted.splice(0, Infinity, ...accepted.get(name)!);
}

function restorePart(name: string, part: string): void {
  workspace.remove(part);
  cpSync(join(copies, name, part), workspace.path(part), { recursive: true });
}

/** Three states of one send: `yesterday` after 50 of 200, `today` after 100, and `killed` in the middle of the next run. */
beforeAll(async () => {
  copies = mkdtempSync(join(tmpdir(), 'newsletter-copies-'));
  workspace = new TestWorkspace({ 'subscribers/jarjestot.csv': listOf(200) });
  let sender: SpawnedProgram | undefined;
  server = await new FaultyServer(({ command }) => {
    if (command === '.' && server.accepted.length === 160) sender?.kill('SIGKILL');
    return undefined;
  }).start();
  expect((await send('--limit', '50')).exitCode).toBe(0);
  keep('yesterday');
  expect((await send('--limit', '50')).exitCode).toBe(0);
  keep('today');
  sender = new SpawnedProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: server.url });
  expect((await sender.ended).signal).toBe('SIGKILL');
  keep('killed');
});

afterAll(() => {
  server.stop();
  for (const folder of [copies, workspace.folder]) rmSync(folder, { recursive: true, force: true });
});

/** Asserts that `send` refuses to start, tells why, and has not as much as connected. */
async function assertRefused(code: RegExp): Promise<void> {
  const connections = server.count('CONNECT');
  const run = await send();
  assertNobodyTwice();
  expect(run.exitCode, run.stdout + run.stderr).toBe(4);
  expect(server.count('CONNECT')).toBe(connections);
  const [problem] = problemsOf({ ...run, exitCode: 4 }, 'send') as [JsonProblem];
  expect(problem.code).toMatch(code);
  expect(problem.message).toMatch(/backup|bring|update|"ledger:"/i);
}

function assertNobodyTwice(): void {
  const addresses = server.accepted.map(({ to }) => to);
  expect(addresses.filter((address, index) => addresses.indexOf(address) < index)).toEqual([]);
}

/** Asserts that `send` goes on where the ledger says. */
async function assertGoesOn(exitCode: number): Promise<void> {
  const before = server.accepted.length;
  const run = await send('--limit', '10');
  expect(run.exitCode, run.stdout).toBe(exitCode);
  expect(server.accepted).toHaveLength(before + 10);
  assertNobodyTwice();
}

/** Octets that look random and are the same each time. */
function noise(seed: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${seed} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const content = readFileSync(workspace.path(file));
  bytes.copy(content, offset);
  writeFileSync(workspace.path(file), content);
}

const LEDGER = '.newsletter/ledger.db';
const LOG = '.newsletter/ledger.db-wal';

describe('a ledger that was closed in good order and is then', () => {
  beforeEach(() => restore('today'));

  test('as it was: send goes on with it', async () => {
    await assertGoesOn(0);
  });

  test.each([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])(
    'overwritten with noise, a page at %f of its length',
    async (part) => {
      const pages = statSync(workspace.path(LEDGER)).size / 4096;
      overwrite(LEDGER, Math.floor(part * pages) * 4096, noise(String(part), 4096));
      await assertRefused(/^ledger-(?:damaged|foreign)$/);
    },
  );

  test.each([16, 40, 100])('overwritten with 32 random octets at %i, in its header', async (offset) => {
    overwrite(LEDGER, offset, noise(String(offset), 32));
    await assertRefused(/^ledger-(?:damaged|foreign|newer)$/);
  });

  test('overwritten with 64 random octets in a hundred places', async () => {
    const { size } = statSync(workspace.path(LEDGER));
    for (let place = 0; place < 100; place++) overwrite(LEDGER, Math.floor((place * size) / 100) + 17, noise(`${place}`, 64));
    await assertRefused(/^ledger-(?:damaged|foreign)$/);
  });

  test.each([0, 1, 99, 100, 1000, 4096, 40_960])('cut to %i octets', async (length) => {
    truncateSync(workspace.path(LEDGER), length);
    await assertRefused(/^ledger-(?:damaged|foreign)$/);
  });

  test.each([1, 512, 4096])('cut short by %i octets', async (missing) => {
    truncateSync(workspace.path(LEDGER), statSync(workspace.path(LEDGER)).size - missing);
    await assertRefused(/^ledger-damaged$/);
  });

  test('gone', async () => {
    workspace.remove(LEDGER);
    await assertRefused(/^ledger-missing$/);
  });

  test('gone with its whole folder', async () => {
    workspace.remove('.newsletter');
    await assertRefused(/^ledger-missing$/);
  });

  test('of a newer version', async () => {
    const database = new Database(workspace.path(LEDGER));
    database.exec('PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    await assertRefused(/^ledger-newer$/);
  });

  test('another program’s SQLite file', async () => {
    workspace.remove(LEDGER);
    const database = new Database(workspace.path(LEDGER));
    database.exec('CREATE TABLE note (text TEXT); PRAGMA user_version = 1');
    database.close();
    await assertRefused(/^ledger-foreign$/);
  });

  test('no SQLite file at all', async () => {
    workspace.write(LEDGER, 'Muistiinpanoja\n'.repeat(500));
    await assertRefused(/^ledger-(?:damaged|foreign)$/);
  });

  test('restored from yesterday’s copy', async () => {
    restorePart('yesterday', '.newsletter');
    await assertRefused(/^ledger-older$/);
  });

  test('another workspace’s', async () => {
    const other = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää', 'Muuta') });
    const run = await spawnProgram(other.folder, SEND, { NEWSLETTER_SMTP_URL: server.url });
    expect(run.exitCode, run.stdout).toBe(0);
    restore('today');
    workspace.remove('.newsletter');
    cpSync(other.path('.newsletter'), workspace.path('.newsletter'), { recursive: true });
    await assertRefused(/^ledger-other$/);
  });
});

describe('a ledger whose run was killed, so that much of it stands in the write-ahead log, and which is then', () => {
  beforeEach(() => restore('killed'));

  test('as it was: send goes on with it', async () => {
    expect(readdirSync(workspace.path('.newsletter'))).toContain('ledger.db-wal');
    expect(statSync(workspace.path(LOG)).size).toBeGreaterThan(100_000);
    await assertGoesOn(5);
  });

  test('without its log', async () => {
    workspace.remove(LOG);
    workspace.remove('.newsletter/ledger.db-shm');
    await assertRefused(/^ledger-(?:older|damaged)$/);
  });

  test('restored from yesterday’s copy, with the log left where it was', async () => {
    const log = readFileSync(workspace.path(LOG));
    restorePart('yesterday', '.newsletter');
    workspace.write(LOG, log);
    await assertRefused(/^ledger-(?:older|damaged|other)$/);
  });

  test.each([0, 0.1, 0.5, 0.9])('overwritten with noise in the log, at %f of its length', async (part) => {
    overwrite(LOG, Math.floor(part * statSync(workspace.path(LOG)).size), noise(`log ${part}`, 64));
    workspace.remove('.newsletter/ledger.db-shm');
    await assertRefused(/^ledger-(?:older|damaged)$/);
  });

  test('overwritten with noise in the file below the log', async () => {
    const { size } = statSync(workspace.path(LEDGER));
    overwrite(LEDGER, 0, noise('below', size));
    await assertRefused(/^ledger-(?:damaged|foreign)$/);
  });
});
