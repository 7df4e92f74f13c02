import { describe, expect, test } from 'vitest';
import { takeLock } from '../../src/ledger/sqlite-lock.ts';
import { clockAt } from '../support/archive.ts';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

/** A quarter past two of the next day on the clocks of this workspace, which are 5 h 45 min ahead of UTC. */
const NOW = '2022-12-31T20:30:05.123Z';
const SEND = ['send', 'tammikuu', '--yes'];
const LANGUAGES = ['en', 'fi', 'sv'];
/** 1.1.2023 02.15 as each language writes it. */
const SHOWN = /(?:01\/01\/2023, 02:15|1\.1\.2023 (?:klo )?02\.15)/;

function workspaceFarEast(): TestWorkspace {
  return makeWorkspace({ 'newsletter.yaml': `${CONFIG}timezone: Asia/Kathmandu\n` });
}

describe('a time that people read is on the clocks of the workspace', () => {
  test.each(LANGUAGES)('in the status, the report and the list of suppressions (%s)', async (language) => {
    const receiver = await startReceiver();
    const workspace = workspaceFarEast();
    const options = { env: { NEWSLETTER_SMTP_URL: receiver.url, NEWSLETTER_LANG: language }, clock: clockAt(NOW) };
    const suppress = await runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto1@example.org'], options);
    const again = await runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto1@example.org'], options);
    expect((await runProgram(workspace.folder, SEND, options)).exitCode).toBe(0);
    const all = await runProgram(workspace.folder, ['status'], options);
    const one = await runProgram(workspace.folder, ['status', 'tammikuu'], options);
    const copy = await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'jarjesto1@example.org'], options);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Muuta'));
    const changed = await runProgram(workspace.folder, SEND, options);
    const report = workspace.read('dist/tammikuu/report.txt');
    for (const text of [suppress.stdout, again.stdout, all.stdout, one.stdout, report, copy.stderr, changed.stderr]) {
      expect(text).toMatch(SHOWN);
      expect(text).not.toMatch(/20[.:]30|\dZ\b/);
    }
  });

  test.each(LANGUAGES)('when another process holds the lock (%s)', async (language) => {
    const workspace = workspaceFarEast();
    const held = takeLock(workspace.path('dist/tammikuu/outbox/tammikuu.lock'), { pid: 7, host: 'other', since: NOW });
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_LANG: language } });
    if (held.kind === 'held') held.release();
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toMatch(SHOWN);
  });

  test('in the spreadsheet, with its distance from UTC', async () => {
    const receiver = await startReceiver();
    const workspace = workspaceFarEast();
    const options = { env: { NEWSLETTER_SMTP_URL: receiver.url }, clock: clockAt(NOW) };
    await runProgram(workspace.folder, SEND, options);
    await runProgram(workspace.folder, ['status', 'tammikuu', '--csv', 'a.csv'], options);
    for (const file of ['a.csv', 'dist/tammikuu/report.csv']) {
      const [header, ...rows] = workspace.read(file).trim().split('\n');
      expect(header).toMatch(/,updated$/);
      expect(rows).toHaveLength(5);
      for (const row of rows) expect(row).toMatch(/,2023-01-01T02:15:05\+05:45$/);
    }
  });

  test('and JSON has ISO times in UTC', async () => {
    const receiver = await startReceiver();
    const workspace = workspaceFarEast();
    const options = { env: { NEWSLETTER_SMTP_URL: receiver.url }, clock: clockAt(NOW) };
    await runProgram(workspace.folder, SEND, options);
    const { stdout } = await runProgram(workspace.folder, ['status', 'tammikuu', '--json'], options);
    expect(JSON.parse(stdout)).toMatchObject({ data: { startedAt: NOW, runs: [{ startedAt: NOW, endedAt: NOW }] } });
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Muuta'));
    const changed = await runProgram(workspace.folder, [...SEND, '--json'], options);
    expect(problemsOf(changed, 'send')[0]!.details).toMatchObject({ since: NOW, timezone: 'Asia/Kathmandu' });
    expect(jsonLines(changed).at(-1)!.exitCode).toBe(4);
  });
});
