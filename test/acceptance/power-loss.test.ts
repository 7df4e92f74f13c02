import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseTrace } from '../../src/ledger/trace.ts';
import { makeCarelessProgram } from '../support/careless-program.ts';
import { EVERYTHING, EVERY_SECOND, NOTHING_MORE } from '../support/durable-disk.ts';
import { Judge, type PowerCut, filesLeft, powerCuts } from '../support/power-cut.ts';
import { jsonLines } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { PROGRAM, spawnProgram } from '../support/spawn-program.ts';
import type { Call } from '../support/strace-log.ts';
import { CONNECTIONS, SEND, type TracedSend, filesOf, traceSend } from '../support/trace-send.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

/** So many that SQLite folds its log into the file in mid-send, and begins the log anew. */
const RECIPIENTS = 640;
/** How often bytes of a message are written: the message, then the dot, for everyone but the one who is refused before. */
const WRITES = 2 * (RECIPIENTS - 1);

let traced: TracedSend;

beforeAll(async () => {
  traced = await traceSend(PROGRAM, RECIPIENTS);
  return () => rmSync(traced.folder, { recursive: true });
});

test('whenever the power goes, the ledger is sound, and nobody is due who has had a byte of a message', () => {
  const synced = new Judge(traced);
  const torn = new Judge(traced);
  let writes = 0;
  let flushes = 0;
  for (const cut of powerCuts(traced.calls)) {
    expect(synced.faultsOf(cut, NOTHING_MORE)).toEqual([]);
    if (cut.sending !== undefined) writes++;
    else if (flushes++ % 3 === 0) expect(torn.faultsOf(cut, EVERY_SECOND)).toEqual([]);
  }
  expect(writes).toBeGreaterThanOrEqual(WRITES);
});

test('before the first byte of a message goes out, the plan and the trace are on disk, and so are their names', () => {
  const { disk } = cutInMessage(0);
  const trace = parseTrace(String(disk.content(traced.trace, NOTHING_MORE)));
  expect(trace.value).toMatchObject({ slug: 'tammikuu', recipients: RECIPIENTS });
  for (const path of [traced.ledger, `${traced.ledger}-wal`, traced.trace]) expect(disk.isNameDurable(path), path).toBe(true);
});

describe.each([0, 101, 460, WRITES - 1])('after a cut when bytes of a message were written for time %i', (place) => {
  test('a dry run calls those in flight unknown, and nobody due who was mailed', async () => {
    const { cut, workspace, env } = resume(place, await startReceiver());
    const reached = traced.recipients.filter((recipient) => ['out', 'over'].includes(cut.progress.standing(recipient)));
    const { due, unknown } = await dryRun(workspace.folder, env);
    expect(due.filter((address) => reached.includes(address) && !traced.refused.has(address))).toEqual([]);
    expect(unknown).toBeGreaterThanOrEqual(1);
    expect(unknown).toBeLessThanOrEqual(CONNECTIONS);
  });

  test('the next run goes on by itself, mails exactly who is due, and names whom nobody can know of', async () => {
    const receiver = await startReceiver();
    const { cut, workspace, env } = resume(place, receiver);
    const { due, unknown } = await dryRun(workspace.folder, env);
    const run = await spawnProgram(workspace.folder, SEND, env);
    expect(run.exitCode, run.stdout).toBe(5);
    expect(receiver.accepted.map(({ to }) => to).toSorted()).toEqual(due.toSorted());
    const status = await spawnProgram(workspace.folder, ['status', 'tammikuu', '--json'], env);
    const { data } = JSON.parse(status.stdout) as { data: { recipients: { address: string; state: string }[] } };
    const named = data.recipients.filter(({ state }) => state === 'unknown').map(({ address }) => address);
    expect(named).toHaveLength(unknown);
    expect(named).toContain(cut.sending);
  });
});

test('the simulated disk ends up with what the real one holds, and the log was folded into the file in mid-send', () => {
  const { disk } = [...powerCuts(traced.calls)].at(-1)!;
  for (const path of [traced.ledger, `${traced.ledger}-wal`, traced.trace]) {
    const real = existsSync(path) ? readFileSync(path).toString('latin1') : undefined;
    expect(disk.content(path, EVERYTHING)?.toString('latin1') === real, path).toBe(true);
  }
  const [first, last] = [0, WRITES - 1].map((place) => cutInMessage(place).disk.content(traced.ledger, NOTHING_MORE)!);
  expect(first!.equals(last!)).toBe(false);
});

test('with synchronous = NORMAL the same cuts find messages going out to people who would be mailed again', async () => {
  const careless = await traceSend(makeCarelessProgram(), 50);
  onTestFinished(() => rmSync(careless.folder, { recursive: true }));
  const judge = new Judge(careless);
  const kinds = new Set<string>();
  for (const cut of cutsInMessages(careless.calls)) for (const { kind } of judge.faultsOf(cut, NOTHING_MORE)) kinds.add(kind);
  expect([...kinds]).toContain('claim');
});

function* cutsInMessages(calls: readonly Call[]): Generator<PowerCut> {
  for (const cut of powerCuts(calls)) if (cut.sending !== undefined) yield cut;
}

/** The cut at the message bytes that were written as the so-manieth, from 0. */
function cutInMessage(place: number): PowerCut {
  let passed = 0;
  for (const cut of cutsInMessages(traced.calls)) if (passed++ === place) return cut;
  throw new Error(`only ${passed} times were bytes of a message written`);
}

/** What is there after a power cut: a workspace with whatever of its files the disk kept. */
function resume(place: number, { url }: SmtpReceiver): { cut: PowerCut; workspace: TestWorkspace; env: Record<string, string> } {
  const cut = cutInMessage(place);
  const workspace = makeWorkspace({ ...filesOf(RECIPIENTS), ...filesLeft(cut, traced.folder, NOTHING_MORE) });
  return { cut, workspace, env: { NEWSLETTER_SMTP_URL: url } };
}

async function dryRun(folder: string, env: Readonly<Record<string, string>>): Promise<{ due: string[]; unknown: number }> {
  const run = await spawnProgram(folder, ['send', 'tammikuu', '--dry-run', '--json'], env);
  expect(run.exitCode, run.stdout).toBe(0);
  const { counts, recipients } = jsonLines(run).find(({ type }) => type === 'plan')!;
  return { due: recipients!.map(({ address }) => address), unknown: counts!['unknown']! };
}
