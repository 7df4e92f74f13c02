import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { jsonLines, problemsOf, realClock, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

/** A clock on which the waits of half a minute pass at once, and those for a reply do not; `jump` sets it. */
class HurriedClock implements Clock {
  #ahead = 0;
  readonly #start: number;
  readonly #real = realClock.monotonic();

  constructor(start: string) {
    this.#start = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#start + this.#ahead + (realClock.monotonic() - this.#real));
  }

  monotonic(): number {
    return realClock.monotonic() + this.#ahead;
  }

  after(delay: number, callBack: () => void): () => void {
    if (!isWaiting(delay)) return realClock.after(delay, callBack);
    return realClock.after(1, () => {
      this.#ahead += delay;
      callBack();
    });
  }

  jump(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

/** Replies are waited for for two minutes and more, the time to send half a minute at a time. */
function isWaiting(delay: number): boolean {
  return delay >= 5_000 && delay <= 60_000;
}

describe('--at', () => {
  test('says that the process must stay, waits, and sends when the time has come', async () => {
    const clock = new HurriedClock('2022-01-26T05:00:00Z');
    const dates: string[] = [];
    const receiver = await startReceiver({
      onMessage: ({ raw }) => dates.push(/^Date: (.*)\r$/m.exec(raw.toString('latin1'))![1]!),
    });
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, ['send', 'tammikuu', '--yes', '--at', '09:00'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
      clock,
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/Sending begins at .*, in (2 h 0|1 h 59) min\. This process must stay/);
    expect(dates).toHaveLength(5);
    for (const date of dates) expect(date).toMatch(/^Wed, 26 Jan 2022 07:/);
  });

  test('sends the text that was confirmed, obeys who asked in the meantime, and keeps others out', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const clock = new HurriedClock('2022-01-26T06:59:00Z');
    let locked: number | undefined;
    const waiting: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delay, callBack) => {
        if (!isWaiting(delay) || locked !== undefined) return clock.after(delay, callBack);
        locked = 0;
        workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Huonompaa'));
        void runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto1@example.org'])
          .then(() => runProgram(workspace.folder, SEND, { env }))
          .then((second) => {
            locked = second.exitCode;
            return clock.after(delay, callBack);
          });
        return () => undefined;
      },
    };
    const run = await runProgram(workspace.folder, [...SEND, '--at', '09:00'], { env, clock: waiting });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(locked).toBe(4);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 4, skipped: 1 });
    expect(receiver.accepted.every(({ raw }) => !raw.toString('latin1').includes('Huonompaa'))).toBe(true);
  });

  test('Ctrl-C while it waits: nobody was mailed, and nothing says that it was', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const stop = new AbortController();
    const onStdout = (text: string): void => {
      if (text.includes('"waiting"')) stop.abort();
    };
    const run = await runProgram(workspace.folder, [...SEND, '--at', '2099-01-01 09:00'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
      stop: stop.signal,
      onStdout,
    });
    expect(run.exitCode).toBe(130);
    expect(receiver.tried).toEqual([]);
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
  });

  test('a time of the last hour means now; one before that is refused, and so is one that the machine slept through', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const late = await runProgram(workspace.folder, [...SEND, '--at', '07:00'], {
      env,
      clock: new HurriedClock('2022-01-26T06:30:00Z'),
    });
    expect(late.exitCode).toBe(4);
    expect(problemsOf(late, 'send')[0]!.code).toBe('at-past');
    const clock = new HurriedClock('2022-01-26T06:30:00Z');
    const asleep: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delay, callBack) => {
        if (isWaiting(delay)) clock.jump(4 * 3_600_000);
        return clock.after(delay, callBack);
      },
    };
    const slept = await runProgram(workspace.folder, [...SEND, '--at', '09:00'], { env, clock: asleep });
    expect(slept.exitCode).toBe(75);
    expect(problemsOf(slept, 'send')[0]!.code).toBe('at-past');
    expect(receiver.tried).toEqual([]);
    const now = await runProgram(workspace.folder, [...SEND, '--at', '08:00'], {
      env,
      clock: new HurriedClock('2022-01-26T06:30:00Z'),
    });
    expect(now.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a clock that is set back makes it wait longer, never less than nothing', async () => {
    const receiver = await startReceiver();
    const { folder } = makeWorkspace();
    const clock = new HurriedClock('2022-01-26T06:59:00Z');
    const delays: number[] = [];
    const setBack: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delay, callBack) => {
        delays.push(delay);
        if (isWaiting(delay) && delays.length === 1) clock.jump(-600_000);
        return clock.after(delay, callBack);
      },
    };
    const run = await runProgram(folder, [...SEND, '--at', '09:00'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
      clock: setBack,
    });
    expect(run.exitCode).toBe(0);
    expect(delays.length).toBeGreaterThan(10);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  });
});
