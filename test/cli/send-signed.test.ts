import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const KEY = '.newsletter/kirje.pem';

/** A workspace whose configuration names a key, which is not made yet. */
function workspaceWithKey(): TestWorkspace {
  return makeWorkspace({
    'newsletter.yaml': `${CONFIG}dkim: { domain: example.fi, selector: kirje, keyFile: ${KEY} }\n`,
    'subscribers/jarjestot.csv': listOf(5),
  });
}

const to = ({ url }: SmtpReceiver): object => ({ env: { NEWSLETTER_SMTP_URL: url } });
const signatures = ({ accepted }: SmtpReceiver): number[] =>
  accepted.map(({ raw }) => raw.toString('latin1').match(/^DKIM-Signature: v=1; a=rsa-sha256;/gm)?.length ?? 0);

test('every copy is signed once there is a key, and a test copy too', async () => {
  const workspace = workspaceWithKey();
  const receiver = await startReceiver();
  expect((await runProgram(workspace.folder, ['dkim-key'])).exitCode).toBe(0);
  expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'a@example.org'], to(receiver))).exitCode).toBe(0);
  expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], to(receiver))).exitCode).toBe(0);
  expect(signatures(receiver)).toEqual([1, 1, 1, 1, 1, 1]);
});

test.each([
  ['is not there', () => undefined, 'dkim-key-unreadable'],
  ['others can read', (path: string) => chmodSync(path, 0o644), 'dkim-key-open'],
])('nobody is mailed with a key that %s, neither copies nor tests', async (situation, spoil, code) => {
  const workspace = workspaceWithKey();
  const receiver = await startReceiver();
  if (situation !== 'is not there') await runProgram(workspace.folder, ['dkim-key']);
  spoil(workspace.path(KEY));
  for (const more of [['--yes'], ['--test', 'a@example.org']]) {
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--json', ...more], to(receiver));
    expect(run.exitCode).toBe(4);
    expect(run.stdout).toContain(code);
  }
  expect(receiver.tried).toEqual([]);
});

test('a rehearsal is signed with the key, and goes on without it', async () => {
  const workspace = workspaceWithKey();
  const unsigned = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json']);
  expect(unsigned.exitCode).toBe(0);
  expect(unsigned.stdout).toContain('rehearsal-unsigned');
  expect(workspace.read('dist/tammikuu/outbox/jarjesto0@example.org.eml')).not.toMatch(/^DKIM-Signature:/m);
  await runProgram(workspace.folder, ['dkim-key']);
  workspace.write('subscribers/jarjestot.csv', listOf(4));
  expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'])).exitCode).toBe(0);
  expect(workspace.read('dist/tammikuu/outbox/jarjesto0@example.org.eml')).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/m);
});
