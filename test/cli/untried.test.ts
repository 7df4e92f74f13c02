import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import type { Untried } from '../../src/words/words.ts';
import { jsonLines, realClock, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes'];
const LEFT = 'Nothing was left to do.';
const AWAY = { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' };

/** A clock on which every wait is over at once. */
function impatientClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.parse('2022-01-26T06:30:00Z') + ahead),
    monotonic: () => realClock.monotonic() + ahead,
    after: (delay, callBack) =>
      realClock.after(Math.min(delay, 2), () => {
        ahead += delay;
        callBack();
      }),
  };
}

/** Sends to five, of whom the server refuses `jarjesto1` for good. */
async function sendMostly(): Promise<{ folder: string; env: Record<string, string>; write: (list: string) => void }> {
  const receiver = await startReceiver({
    refuse: (address) => (address.startsWith('jarjesto1@') ? { code: 550, text: '5.1.1 unknown' } : undefined),
  });
  const workspace = makeWorkspace();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(3);
  return { folder: workspace.folder, env, write: (list) => workspace.write('subscribers/jarjestot.csv', list) };
}

function untriedIn(run: { readonly stdout: string }): Untried | null {
  return (jsonLines(run).at(-1) as unknown as { untried: Untried | null }).untried;
}

describe('a run that mailed nobody says why', () => {
  test('everybody has it: nothing was left to do', async () => {
    const { folder, env } = await sendMostly();
    const run = await runProgram(folder, SEND, { env });
    expect(run.stdout).toContain(`4 accepted, 1 rejected. ${LEFT}`);
    expect(untriedIn(await runProgram(folder, [...SEND, '--json'], { env }))).toBe('done');
  });

  test.each([
    ['--retry-rejected', 'This run mailed nobody: the problem that was reported stopped it first.'],
    ['--limit=1', LEFT],
  ])('the server is away, %s', async (option, said) => {
    const { folder } = await sendMostly();
    const run = await runProgram(folder, [...SEND, option], { env: AWAY, clock: impatientClock() });
    expect(run.stdout).toContain(said);
    if (said !== LEFT) expect(run.stdout).not.toContain(LEFT);
  });

  test('the server is away before the first attempt', async () => {
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, SEND, { env: AWAY, clock: impatientClock() });
    expect(run.exitCode).toBe(75);
    expect(run.stdout).toContain('5 queued. This run mailed nobody: the problem that was reported stopped it first.');
  });

  test.each([
    [['--retry-rejected'], 'no recipient is rejected, so --retry-rejected had nothing to do'],
    [['--resend-unknown'], 'no recipient is unknown, so --resend-unknown had nothing to do'],
    [['--retry-rejected', '--resend-unknown'], 'no recipient is rejected or unknown'],
  ])('%j when nobody is in that state', async (options, said) => {
    const receiver = await startReceiver();
    const { folder } = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(folder, SEND, { env });
    const run = await runProgram(folder, [...SEND, ...options], { env });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(said);
    expect(run.stdout).not.toContain(LEFT);
  });

  test('--only names recipients who are not due', async () => {
    const { folder, env } = await sendMostly();
    const run = await runProgram(folder, [...SEND, '--only', 'jarjesto0@example.org', '--only', 'jarjesto1@example.org'], {
      env,
    });
    expect(run.stdout).toContain('none of the recipients that --only names is due');
    expect(run.stdout).not.toContain(LEFT);
  });

  test('all who were left have left the list', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '3'], { env });
    workspace.write('subscribers/jarjestot.csv', listOf(3));
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.stdout).toContain('3 accepted, 2 skipped. This run mailed nobody: all recipients who were left are skipped.');
    expect((await runProgram(workspace.folder, SEND, { env })).stdout).toContain(LEFT);
  });

  test('Ctrl-C while it looks for the server again', async () => {
    const { folder } = await sendMostly();
    const stop = new AbortController();
    const onStderr = (text: string): void => {
      if (text.includes('Trying again')) stop.abort();
    };
    const run = await runProgram(folder, [...SEND, '--retry-rejected'], { env: AWAY, stop: stop.signal, onStderr });
    expect(run.exitCode).toBe(130);
    expect(run.stdout).toContain('This run mailed nobody: it was interrupted first.');
    expect(run.stdout).not.toContain(LEFT);
  });

  test('the time of --at was slept through', async () => {
    const { folder, env } = await sendMostly();
    let now = Date.parse('2022-01-26T06:30:00Z');
    const clock: Clock = {
      ...realClock,
      now: () => new Date(now),
      after: (delay, callBack) => {
        if (delay === 30_000) now += 4 * 3_600_000;
        return realClock.after(delay === 30_000 ? 1 : delay, callBack);
      },
    };
    const run = await runProgram(folder, [...SEND, '--retry-rejected', '--at', '09:00'], { env, clock });
    expect(run.stderr).toContain('[at-past]');
    expect(run.stdout).toContain('This run mailed nobody');
    expect(run.stdout).not.toContain(LEFT);
  });

  test.each(['fi', 'sv'])('in the language of the people who run it (%s)', async (language) => {
    const { folder } = await sendMostly();
    const run = await runProgram(folder, [...SEND, '--retry-rejected'], {
      env: { ...AWAY, NEWSLETTER_LANG: language },
      clock: impatientClock(),
    });
    expect(run.stdout).toMatch(/Tämä ajo ei lähettänyt kenellekään|Den här körningen skickade till ingen/);
    expect(run.stdout).not.toMatch(/Mitään ei ollut jäljellä|Inget återstod/);
  });

  test('and one that mailed somebody says how many, and nothing else', async () => {
    const receiver = await startReceiver();
    const { folder } = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(folder, [...SEND, '--limit', '2'], { env });
    expect(run.stdout).toContain('This run: 2 recipients');
    expect(run.stdout).not.toMatch(/mailed nobody|left to do/);
    expect(untriedIn(await runProgram(folder, [...SEND, '--dry-run', '--json'], { env }))).toBeNull();
  });
});
