import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { listOf, makeWorkspace } from '../support/workspace.ts';

const LIST = `${listOf(6)}a@example.fi,A,fi\nb@example.fi,B,fi\n`;
const refuse = (address: string): { code: number; text: string } | undefined => {
  if (/^jarjesto[12]@/.test(address)) return { code: 550, text: `5.1.1 <${address}>: no such user` };
  return address === 'b@example.fi' ? { code: 452, text: '4.2.2 full' } : undefined;
};

interface Report {
  readonly data: {
    readonly domains: { domain: string; counts: Record<string, number> }[];
    readonly replies: { state: string; reply: string; count: number }[];
    readonly runs: { attempted: number; accepted: number; endedAt: string | null }[];
    readonly counts: Record<string, number>;
  };
}

describe('when a send was not plain sailing', () => {
  test('status tells it by state, by domain, by reply and by run, with what to do next', async () => {
    const receiver = await startReceiver({ refuse });
    const { folder } = makeWorkspace({ 'subscribers/jarjestot.csv': LIST });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(folder, ['send', 'tammikuu', '--yes'], { env });
    expect(run.exitCode).toBe(75);
    expect(run.stdout).toContain('Details: dist/tammikuu/report.txt, or newsletter status tammikuu');
    const { data } = JSON.parse((await runProgram(folder, ['status', 'tammikuu', '--json'])).stdout) as Report;
    expect(data.counts).toMatchObject({ accepted: 5, rejected: 2, deferred: 1 });
    expect(data.domains).toMatchObject([
      { domain: 'example.org', counts: { accepted: 4, rejected: 2 } },
      { domain: 'example.fi', counts: { accepted: 1, deferred: 1 } },
    ]);
    expect(data.replies).toEqual([
      { state: 'rejected', reply: '550 5.1.1 <…>: no such user', count: 2 },
      { state: 'deferred', reply: '452 4.2.2 full', count: 1 },
    ]);
    expect(data.runs).toMatchObject([{ attempted: 8, accepted: 5, endedAt: expect.any(String) as string }]);
    const { stdout } = await runProgram(folder, ['status', 'tammikuu']);
    for (const line of [
      'example.fi: 1 accepted, 1 deferred',
      '2 × rejected: 550 5.1.1 <…>: no such user',
      'Go on with: newsletter send tammikuu',
      '2 addresses do not exist',
    ])
      expect(stdout).toContain(line);
    expect(stdout).toMatch(/8 recipients tried, 5 accepted, in [\d.]+ s/);
  });

  test('the report lies in dist/ after each run, for its owner’s eyes, and as a spreadsheet', async () => {
    let isBusy = true;
    const receiver = await startReceiver({ refuse: (address) => (isBusy ? refuse(address) : undefined) });
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': LIST });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env });
    const first = workspace.read('dist/tammikuu/report.txt');
    expect(first).toContain('b@example.fi  deferred: 452 4.2.2 full');
    expect(first).toContain('newsletter send tammikuu');
    expect(statSync(workspace.path('dist/tammikuu/report.txt')).mode & 0o077).toBe(0);
    expect(statSync(workspace.path('dist/tammikuu/report.csv')).mode & 0o077).toBe(0);
    isBusy = false;
    await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env });
    const second = workspace.read('dist/tammikuu/report.txt');
    expect(second).not.toContain('b@example.fi');
    expect(second.match(/recipients? tried/g)).toHaveLength(2);
    expect(workspace.read('dist/tammikuu/report.csv')).toContain('b@example.fi,B,,accepted,');
  });

  test('a rehearsal’s report lies with its messages and leaves a real one alone', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    const real = workspace.read('dist/tammikuu/report.txt');
    await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--outbox']);
    expect(workspace.has('dist/tammikuu/outbox/report.txt')).toBe(true);
    expect(workspace.read('dist/tammikuu/report.txt')).toBe(real);
  });
});
