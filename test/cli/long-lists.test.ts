import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openExistingLedger } from '../../src/ledger/open-ledger.ts';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { SpawnedProgram } from '../support/spawn-program.ts';
import { ISSUE, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const DRY = ['send', 'tammikuu', '--dry-run', '--json'];

/** Every file below a folder, by its path there. */
function filesIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((file) => statSync(join(folder, file)).isFile());
}

/** The rolls that are left anywhere; what has no other place lies in the workspace too. */
function rollsIn(workspace: TestWorkspace): string[] {
  return filesIn(workspace.folder).filter((file) => file.includes('roll'));
}

/** The files of a workspace that have a text in them, but for those that people wrote. */
function filesWith(text: string, workspace: TestWorkspace): string[] {
  return filesIn(workspace.folder).filter(
    (file) => !file.startsWith('subscribers') && readFileSync(workspace.path(file)).includes(text),
  );
}

describe('a list of 30,000 rows', () => {
  test('is planned whole, each address once, and shown whole', async () => {
    const repeated = Array.from({ length: 300 }, (_, number) => `JARJESTO${100 * number}@example.org,Toinen,fi\n`).join('');
    const { folder } = makeWorkspace({ 'subscribers/jarjestot.csv': `${listOf(30_000)}${repeated}` });
    const run = await runProgram(folder, DRY);
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    const plan = jsonLines(run).find(({ type }) => type === 'plan')!;
    expect(plan.due).toBe(30_000);
    expect(plan.recipients!.map(({ address }) => address)).toEqual(
      Array.from({ length: 30_000 }, (_, number) => `jarjesto${number}@example.org`),
    );
    const found = problemsOf(run, 'send');
    expect(found.filter(({ code }) => code === 'list-duplicate-address')).toHaveLength(200);
    expect(found[0]).toMatchObject({ line: 30_002, details: { first: 'subscribers/jarjestot.csv:2' } });
    expect(found.at(-1)).toMatchObject({ code: 'list-more', details: { code: 'list-duplicate-address', count: 100 } });
    const shown = await runProgram(folder, ['send', 'tammikuu', '--dry-run']);
    expect(shown.stdout.match(/^jarjesto\d+@example\.org {2}jarjestot fi queued$/gm)).toHaveLength(30_000);
  });

  test('of which every row is wrong is refused in a few lines', async () => {
    const rows = Array.from({ length: 30_000 }, (_, number) => `nobody${number},A\n`).join('');
    const { folder } = makeWorkspace({ 'subscribers/jarjestot.csv': `email,organisation\n${rows}` });
    const run = await runProgram(folder, DRY);
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send').length).toBeLessThan(210);
    expect(problemsOf(run, 'send')).toContainEqual(
      expect.objectContaining({ code: 'list-more', details: { code: 'list-address', count: 29_800 } }),
    );
  });

  test('names the first of those who left it, and counts the others', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(2_000) });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('subscribers/jarjestot.csv', listOf(3));
    const run = await runProgram(workspace.folder, SEND, { env });
    const { details } = problemsOf(run, 'send').find(({ code }) => code === 'recipients-removed')!;
    expect([(details['addresses'] as string[]).length, details['others']]).toEqual([500, 1_497]);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 3, skipped: 1_997 });
  });
});

describe('what is planned with is gone', () => {
  test('after a dry run, with a ledger or without, a refusal, a rehearsal and a send', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/rikki.md': ISSUE.replace('Lisää', '[Lue](#) {{puuttuu}}') });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    workspace.write('tmp/x', '');
    vi.stubEnv('TMPDIR', workspace.path('tmp'));
    for (const argv of [DRY, ['send', 'rikki', '--yes'], SEND, DRY]) {
      expect((await runProgram(workspace.folder, argv)).exitCode).toBe(argv[1] === 'rikki' ? 4 : 0);
      expect(rollsIn(workspace), argv.join(' ')).toEqual([]);
    }
    for (const argv of [['send', 'rikki', '--yes'], [...SEND, '--confirm', '99'], [...SEND, '--limit', '1'], DRY, SEND]) {
      expect([0, 4]).toContain((await runProgram(workspace.folder, argv, { env })).exitCode);
      expect(rollsIn(workspace), argv.join(' ')).toEqual([]);
    }
    vi.unstubAllEnvs();
    expect(receiver.accepted).toHaveLength(5);
  });

  test('before the first message goes out', async () => {
    const found: string[] = [];
    const receiver = await startReceiver({ onAccepted: () => found.push(...rollsIn(workspace)) });
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(receiver.accepted).toHaveLength(5);
    expect(found).toEqual([]);
  });

  test('after Ctrl-C while the lists are read, which mails nobody', async () => {
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(30_000) });
    const stop = new AbortController();
    stop.abort();
    const run = await runProgram(workspace.folder, SEND, { stop: stop.signal });
    expect(run.exitCode).toBe(130);
    expect(rollsIn(workspace)).toEqual([]);
    expect(workspace.has('dist/tammikuu/outbox/ledger.db')).toBe(false);
  });

  test('after a kill, with the next run', async () => {
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(100_000) });
    const program = new SpawnedProgram(workspace.folder, SEND, {});
    const roll = 'dist/tammikuu/outbox/tammikuu.roll';
    await expect
      .poll(() => workspace.has(roll) && statSync(workspace.path(roll)).size > 1e6, { interval: 5, timeout: 20_000 })
      .toBe(true);
    program.kill('SIGKILL');
    await program.ended;
    expect(workspace.has(roll)).toBe(true);
    workspace.write('subscribers/jarjestot.csv', listOf(5));
    expect((await runProgram(workspace.folder, SEND)).exitCode).toBe(0);
    expect(rollsIn(workspace)).toEqual([]);
  });
});

test('killed while the plan is written down, there is none, or all of it', async () => {
  const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(60_000) });
  const receiver = await startReceiver();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  const program = new SpawnedProgram(workspace.folder, [...SEND, '--limit', '1'], env);
  const log = workspace.path('.newsletter/ledger.db-wal');
  await expect.poll(() => existsSync(log) && statSync(log).size > 4e6, { interval: 1, timeout: 20_000 }).toBe(true);
  program.kill('SIGKILL');
  await program.ended;
  const ledger = openExistingLedger(workspace.path('.newsletter/ledger.db')).value!;
  const left = ledger.send('tammikuu') ? ledger.counts('tammikuu').queued : 0;
  expect([0, 60_000]).toContain(left + (left > 0 ? receiver.accepted.length : 0));
  ledger.close();
  const run = await runProgram(workspace.folder, [...SEND, '--limit', '1'], { env });
  expect([0, 5], run.stdout).toContain(run.exitCode);
  expect(jsonLines(run).find(({ type }) => type === 'plan')).toMatchObject({ total: 60_000 });
});

test('a cell that no copy needs is written nowhere, and one that a copy needs in the ledger and the report alone', async () => {
  const list = 'email,organisation,notes\na@example.org,Kanarialintu ry,salaisuus-1\nA@example.org,Toinen ry,salaisuus-2\n';
  const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': list });
  const receiver = await startReceiver();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  for (const argv of [DRY, SEND, DRY]) {
    const run = await runProgram(workspace.folder, argv, { env });
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    expect(run.stdout + run.stderr).not.toMatch(/salaisuus|Kanarialintu/);
  }
  expect(receiver.accepted).toHaveLength(1);
  expect(filesWith('salaisuus', workspace)).toEqual([]);
  expect(filesWith('Kanarialintu', workspace).toSorted()).toEqual(['.newsletter/ledger.db', 'dist/tammikuu/report.csv']);
});
