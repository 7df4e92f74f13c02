import { expect, test } from 'vitest';
import { killUntilDone } from '../support/kill-until-done.ts';
import { startScripted } from '../support/scripted-server.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { SpawnedProgram, spawnProgram } from '../support/spawn-program.ts';
import { ISSUE, listOf, makeWorkspace } from '../support/workspace.ts';

test('after kill -9 in mid-send, send again until done: nobody twice, nobody missing, the unknown at most what was in flight', async () => {
  const report = await killUntilDone(4, 60, 1);
  expect(report.kills).toBe(4);
});

test('killed before anybody was tried, a send may begin anew with a mended text', async () => {
  let sender: SpawnedProgram | undefined;
  const silent = await startScripted((command) => {
    if (command === 'CONNECT') sender?.kill('SIGKILL');
    return 'SILENCE';
  });
  const workspace = makeWorkspace();
  sender = new SpawnedProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { NEWSLETTER_SMTP_URL: silent.url });
  expect((await sender.ended).signal).toBe('SIGKILL');
  expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(true);
  workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Parempaa'));
  const receiver = await startReceiver();
  const run = await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { NEWSLETTER_SMTP_URL: receiver.url });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(receiver.times().size).toBe(5);
});

test('Ctrl-C in the real program: what is on its way is finished, the exit code is 130, and send goes on', async () => {
  let sender: SpawnedProgram | undefined;
  const receiver = await startReceiver({
    delay: 30,
    onAccepted: (_, count) => {
      if (count === 5) sender?.kill('SIGINT');
    },
  });
  const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(60) });
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  sender = new SpawnedProgram(workspace.folder, ['send', 'tammikuu', '--yes'], env);
  const stopped = await sender.ended;
  expect(stopped.exitCode).toBe(130);
  expect(stopped.stderr).toContain('Stopping');
  expect(stopped.stdout).toContain('Go on with: newsletter send tammikuu');
  expect(receiver.accepted.length).toBeLessThan(60);
  expect((await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes'], env)).exitCode).toBe(0);
  expect(receiver.times().size).toBe(60);
  expect(receiver.accepted).toHaveLength(60);
});
