import { expect, test } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { type ProgramRun, problemsOf, realClock, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
/** The pauses between the renewals pass in a moment. */
const hurried: Clock = {
  ...realClock,
  after: (delay, callBack) => realClock.after(delay === 1_000 || delay === 5_000 ? 20 : delay, callBack),
};

test('the trace is renewed while a run goes on: a copy of the ledger made in mid-run is known to be old though the run never ends', async () => {
  const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(60) });
  const generation = (): number => Number(/^generation: (\d+)$/m.exec(workspace.read('issues/tammikuu.sent.yaml'))![1]);
  const seen: number[] = [];
  const receiver = await startReceiver({
    delay: 10,
    onAccepted: (_, count) => {
      if (count === 15) workspace.copy('.newsletter', 'copy');
      if (count % 15 === 0) seen.push(generation());
      if (count === 50) workspace.copy('.newsletter', 'killed');
      if (count === 50) workspace.copy('issues/tammikuu.sent.yaml', 'killed.yaml');
    },
  });
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  await runProgram(workspace.folder, SEND, { env, clock: hurried });
  expect(seen[1]).toBeGreaterThan(seen[0]!);
  expect(seen[2]).toBeGreaterThan(seen[1]!);

  const goOnWith = async (copy: string): Promise<ProgramRun> => {
    workspace.remove('.newsletter');
    workspace.remove('.state');
    workspace.copy(copy, '.newsletter');
    workspace.copy('killed.yaml', 'issues/tammikuu.sent.yaml');
    return runProgram(workspace.folder, SEND, { env });
  };
  const refused = await goOnWith('copy');
  expect(refused.exitCode).toBe(4);
  expect(problemsOf(refused, 'send')[0]!.code).toBe('ledger-older');
  expect((await goOnWith('killed')).exitCode).not.toBe(4);
});
