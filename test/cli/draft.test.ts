import { describe, expect, test } from 'vitest';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const ARCHIVE = 'archive: { url: https://arkisto.example.fi, missing: ignore }\n';
const DRAFT = ISSUE.replace('lang: fi', 'lang: fi\ndraft: true');
const VARIANT = '---\ntitle: Brev\ndraft: true\n---\n\nHej!\n\n## 1. Ett\n\nText.\n\n## 2. Två\n\nText.\n';

async function send(
  workspace: TestWorkspace,
  receiver: SmtpReceiver,
  ...options: string[]
): Promise<{ exitCode: number; codes: string[] }> {
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json', ...options], { env });
  return { exitCode: run.exitCode, codes: problemsOf(run, 'send').map(({ code }) => code) };
}

describe('a draft is mailed by nothing', () => {
  test.each([
    ['without an archive', { 'issues/tammikuu.md': DRAFT }],
    ['with an archive', { 'issues/tammikuu.md': DRAFT, 'newsletter.yaml': CONFIG + ARCHIVE }],
    ['that says on', { 'issues/tammikuu.md': DRAFT.replace('draft: true', 'draft: on') }],
    ['that says yes in quotes', { 'issues/tammikuu.md': DRAFT.replace('draft: true', 'draft: "yes"') }],
    ['in another language alone', { 'issues/tammikuu.sv.md': VARIANT }],
  ])('%s', async (_, files) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace(files);
    for (const options of [[], ['--dry-run'], ['--outbox'], ['--limit', '1'], ['--only', 'jarjesto1@example.org']]) {
      const { exitCode, codes } = await send(workspace, receiver, ...options);
      expect([exitCode, codes.includes('send-draft')], options.join(' ')).toEqual([4, true]);
    }
    expect(receiver.tried).toEqual([]);
    expect(workspace.has('dist/tammikuu/outbox/ledger.db')).toBe(false);
  });

  test('`check` says so', async () => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': DRAFT });
    const run = await runProgram(workspace.folder, ['check']);
    expect(run.stdout).toContain('[issue-draft]');
    expect(run.exitCode).toBe(0);
  });

  test('a test copy is mailed all the same', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/tammikuu.md': DRAFT });
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'aino@example.org'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(receiver.tried).toHaveLength(1);
  });

  test.each(['--as-started', '--with-changes'])(
    'one that was begun before it became a draft does not go on with %s',
    async (option) => {
      const receiver = await startReceiver();
      const workspace = makeWorkspace();
      expect((await send(workspace, receiver, '--limit', '2')).exitCode).toBe(0);
      workspace.write('issues/tammikuu.md', DRAFT);
      const { exitCode, codes } = await send(workspace, receiver, option);
      expect([exitCode, codes.includes('send-draft')]).toEqual([4, true]);
      expect(receiver.tried).toHaveLength(2);
      workspace.write('issues/tammikuu.md', ISSUE);
      expect((await send(workspace, receiver)).exitCode).toBe(0);
      expect(receiver.tried).toHaveLength(5);
    },
  );
});

test('an issue that says draft: false, or nothing, is mailed', async () => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace({ 'issues/tammikuu.md': DRAFT.replace('draft: true', 'draft: false') });
  expect((await send(workspace, receiver)).exitCode).toBe(0);
  expect(receiver.tried).toHaveLength(5);
});
