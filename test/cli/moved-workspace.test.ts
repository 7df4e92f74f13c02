import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Mover } from '../support/move-workspace.ts';
import { startPreview } from '../support/preview.ts';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function moving(files: Readonly<Record<string, string>> = {}): { workspace: TestWorkspace; mover: Mover } {
  const workspace = makeWorkspace(files);
  const mover = new Mover();
  mover.prepare(workspace);
  return { workspace, mover };
}

describe('a workspace that is moved while a command runs is not made anew at its old place', () => {
  test('in the middle of a real send: it goes on, says where the records are, and mails nobody twice in the new place', async () => {
    const { workspace, mover } = moving({ 'subscribers/jarjestot.csv': listOf(30) });
    const state = stateFolder();
    const receiver = await startReceiver({ onAccepted: (_, count) => (count === 10 ? mover.move() : undefined) });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(workspace.folder, SEND, { env, stateFolder: state });
    expect(existsSync(workspace.folder)).toBe(false);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 30 });
    const found = problemsOf(run, 'send');
    expect(found.map(({ code }) => code)).toEqual(['workspace-moved']);
    expect(String(found[0]!.details['state'])).toContain(state);
    const again = await runProgram(mover.place, SEND, { env, stateFolder: state });
    expect(again.exitCode, again.stdout).toBe(0);
    expect(receiver.accepted).toHaveLength(30);
    const status = await runProgram(mover.place, ['status', 'tammikuu'], { stateFolder: state });
    expect(status.stdout).toContain('30 accepted');
    expect(existsSync(workspace.folder)).toBe(false);
  });

  test('a run that is stopped after the move goes on in the new place', async () => {
    const { workspace, mover } = moving({ 'subscribers/jarjestot.csv': listOf(30) });
    const state = stateFolder();
    const stop = new AbortController();
    const receiver = await startReceiver({
      onAccepted: (_, count) => {
        if (count === 8) mover.move();
        if (count === 12) stop.abort();
      },
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const first = await runProgram(workspace.folder, SEND, { env, stateFolder: state, stop: stop.signal });
    expect(first.exitCode).toBe(130);
    expect(existsSync(workspace.folder)).toBe(false);
    expect((await runProgram(mover.place, SEND, { env, stateFolder: state })).exitCode).toBe(0);
    expect(receiver.times().size).toBe(30);
    expect(receiver.accepted).toHaveLength(30);
    expect(readFileSync(join(mover.place, 'issues/tammikuu.sent.yaml'), 'utf8')).toContain('accepted: 30');
  });

  test.each([{}, { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' }])(
    'while a person is asked, with %j: nothing is sent',
    async (env) => {
      const { workspace, mover } = moving();
      const options = { env, stateFolder: stateFolder(), answer: '5', onQuestion: mover.move };
      const run = await runProgram(workspace.folder, ['send', 'tammikuu'], options);
      expect(run.exitCode).toBe(4);
      expect(run.stderr).toMatch(/was moved, renamed or deleted\. Nothing was sent\..*\[workspace-gone\]/);
      expect(existsSync(workspace.folder)).toBe(false);
    },
  );

  test('in the middle of a rehearsal', async () => {
    const { workspace, mover } = moving({ 'subscribers/jarjestot.csv': listOf(30) });
    let outcomes = 0;
    const onStdout = (text: string): void => {
      if (text.includes('"outcome"') && ++outcomes === 5) mover.move();
    };
    const run = await runProgram(workspace.folder, SEND, { stateFolder: stateFolder(), onStdout });
    expect(run.exitCode).not.toBe(70);
    expect(problemsOf(run, 'send').map(({ code }) => code)).toContain('workspace-moved');
    expect(existsSync(workspace.folder)).toBe(false);
  });

  test('a preview that is asked for pages after the move', async () => {
    const { workspace, mover } = moving();
    const preview = await startPreview(workspace.folder);
    expect((await fetch(`${preview.origin}/tammikuu/`)).status).toBeLessThan(500);
    mover.move();
    for (const path of ['/', '/tammikuu/', '/tammikuu/email']) await (await fetch(`${preview.origin}${path}`)).text();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await preview.end()).toBe(0);
    expect(existsSync(workspace.folder)).toBe(false);
  });

  test('and one that is in its place has its folders made as before', async () => {
    const workspace = makeWorkspace({ 'newsletter.yaml': null });
    const config = makeWorkspace().read('newsletter.yaml');
    workspace.write('newsletter.yaml', `${config}ledger: data/deep/ledger.db\n`);
    const receiver = await startReceiver();
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(readdirSync(workspace.path('data/deep'))).toContain('ledger.db');
    expect(workspace.has('dist/tammikuu/report.txt')).toBe(true);
  });
});
