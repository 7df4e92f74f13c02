import { describe, expect, test } from 'vitest';
import { clockAt } from '../support/archive.ts';
import { type ProgramRun, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const ARCHIVE = 'archive: { url: "http://127.0.0.1:1", missing: ignore }\n';

function dated(date: string, config = CONFIG): TestWorkspace {
  return makeWorkspace({ 'newsletter.yaml': config, 'issues/tammikuu.md': ISSUE.replace('2022-01-26', date) });
}

async function send(workspace: TestWorkspace, now: string, ...options: readonly string[]): Promise<ProgramRun> {
  return runProgram(workspace.folder, ['send', 'tammikuu', '--json', ...options], { clock: clockAt(now) });
}

function aheadIn(run: ProgramRun): unknown[] {
  return problemsOf(run, 'send').flatMap(({ code, details }) => (code === 'issue-dated-ahead' ? [details['days']] : []));
}

describe('an issue dated weeks ahead', () => {
  test.each([
    ['2022-02-03', '2022-01-26T10:00:00Z', [8]],
    ['2022-02-02', '2022-01-26T10:00:00Z', []],
    ['2022-01-26', '2022-01-26T10:00:00Z', []],
    ['2021-12-22', '2022-01-26T10:00:00Z', []],
    ['2022-01-08', '2021-12-31T21:30:00Z', [8]],
    ['2022-01-08', '2021-12-31T22:30:00Z', []],
    ['2024-03-08', '2024-02-29T10:00:00Z', [8]],
    ['2022-04-03', '2022-03-26T22:30:00Z', []],
    ['2023-01-26', '2022-01-26T10:00:00Z', [365]],
  ])('dated %s and mailed at %s: %j days are reported', async (date, now, expected) => {
    const workspace = dated(date);
    expect(aheadIn(await send(workspace, now, '--dry-run'))).toEqual(expected);
    expect(aheadIn(await send(workspace, now, '--yes'))).toEqual(expected);
  });

  test('is reported before the confirmation, and mailed when that is given', async () => {
    const receiver = await startReceiver();
    const workspace = dated('2022-03-01', `${CONFIG}${ARCHIVE}`);
    const options = { env: { NEWSLETTER_SMTP_URL: receiver.url }, clock: clockAt('2022-01-26T10:00:00Z') };
    const declined = await runProgram(workspace.folder, ['send', 'tammikuu'], { ...options, answer: '' });
    expect(declined.exitCode).toBe(4);
    expect(declined.stderr).toMatch(/is dated 1 Mar 2022, 34 days after the day on which it is mailed\. Its web page/);
    const sent = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], options);
    expect(sent.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
    const again = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], options);
    expect(again.stderr).not.toContain('issue-dated-ahead');
  });

  test('says nothing of a web page where there is no archive', async () => {
    const [found] = problemsOf(await send(dated('2022-03-01'), '2022-01-26T10:00:00Z', '--dry-run'), 'send');
    expect(found!.message).not.toContain('web page');
  });

  test('with --at the day that it names counts', async () => {
    const at = ['--at', '2022-02-25 09:00', '--dry-run'];
    expect(aheadIn(await send(dated('2022-03-01'), '2022-01-26T10:00:00Z', ...at))).toEqual([]);
    expect(aheadIn(await send(dated('2022-03-10'), '2022-01-26T10:00:00Z', ...at))).toEqual([13]);
  });

  test('check says nothing of it: an issue is written ahead', async () => {
    const run = await runProgram(dated('2022-01-30').folder, ['check', '--json'], { clock: clockAt('2022-01-01T10:00:00Z') });
    expect(problemsOf(run, 'check')).toEqual([]);
  });
});
