import { symlinkSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const OTHER = { 'issues/helmikuu.md': ISSUE.replace('Lisää', 'Vähemmän') };

describe('a ledger that was brought back from a backup', () => {
  test('may not send another issue either: that would carry it past the traces of the first', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace(OTHER);
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.copy('.newsletter', 'backup');
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    workspace.copy('backup', '.newsletter');
    const other = await runProgram(workspace.folder, ['send', 'helmikuu', '--yes', '--json'], { env });
    expect(other.exitCode).toBe(4);
    expect(problemsOf(other, 'send')[0]!.code).toBe('ledger-older');
    expect(receiver.accepted).toHaveLength(5);
  });

  test('is known by what it does not know, whatever its generation says', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(12) });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.copy('.newsletter', 'backup');
    await runProgram(workspace.folder, [...SEND, '--limit', '6'], { env });
    const trace = workspace.read('issues/tammikuu.sent.yaml');
    workspace.remove('.newsletter');
    workspace.remove('.state');
    workspace.copy('backup', '.newsletter');
    workspace.write('issues/tammikuu.sent.yaml', trace.replace(/^generation: .*$/m, 'generation: 1'));
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(8);
  });
});

describe('a ledger that is lost or damaged', () => {
  test.each(['lost', 'damaged'])('%s: no test copy goes out, since nobody knows who must not be mailed', async (what) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, ['subscribers', 'suppress', 'testi@example.org']);
    await runProgram(workspace.folder, SEND, { env });
    if (what === 'lost') workspace.remove('.newsletter');
    else workspace.write('.newsletter/ledger.db', 'rubbish');
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'testi@example.org'], { env });
    expect(run.exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('and when its traces cannot be read either, no test copy goes out', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    workspace.remove('.state');
    workspace.write('issues/tammikuu.sent.yaml', 'bad: [');
    expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'a@example.org'], { env })).exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a mixture of two, as a backup beside a newer log makes it, is damaged', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    const database = new Database(workspace.path('.newsletter/ledger.db'));
    database.exec("UPDATE recipient SET state = 'queued' WHERE key = 'jarjesto0@example.org'");
    database.close();
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send')[0]!.code).toBe('ledger-damaged');
    expect(receiver.accepted).toHaveLength(2);
  });

  test('--new-ledger sets nothing aside that another send is using', async () => {
    const workspace = makeWorkspace({ ...OTHER, 'subscribers/jarjestot.csv': listOf(150) });
    let exitCode: number | undefined;
    const receiver = await startReceiver({
      delay: 40,
      onAccepted: (_, count) => {
        if (count !== 3) return;
        workspace.write('issues/helmikuu.sent.yaml', 'slug: helmikuu\nledger: "other"\ngeneration: 1\nbody: x\n');
        const argv = ['send', 'helmikuu', '--yes', '--new-ledger'];
        void runProgram(workspace.folder, argv, { env }).then((run) => (exitCode = run.exitCode));
      },
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    await expect.poll(() => exitCode, { timeout: 10_000 }).toBe(4);
    expect((await runProgram(workspace.folder, ['status', 'tammikuu', '--json'])).exitCode).toBe(0);
  });

  test('status and the suppressions say that it is, and not that there is nothing', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    workspace.remove('.newsletter');
    for (const argv of [['status'], ['status', 'tammikuu'], ['subscribers', 'suppressed']]) {
      const run = await runProgram(workspace.folder, argv);
      expect(run.exitCode, argv.join(' ')).toBe(4);
      expect(run.stderr).toContain('[ledger-missing]');
    }
  });
});

test('a job that lost its server does not rehearse although the traces are gone too: the ledger knows', async () => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace();
  await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
  workspace.remove('.state');
  workspace.remove('issues/tammikuu.sent.yaml');
  expect((await runProgram(workspace.folder, SEND)).exitCode).toBe(2);
});

test('one ledger by two names has one lock for each issue', async () => {
  const home = makeWorkspace();
  const away = makeWorkspace({ 'newsletter.yaml': `${CONFIG}ledger: kirjanpito.db\n` });
  let second: number | undefined;
  const receiver = await startReceiver({
    delay: 20,
    onAccepted: (_, count) => {
      if (count !== 2) return;
      symlinkSync(home.path('.newsletter/ledger.db'), away.path('kirjanpito.db'));
      void runProgram(away.folder, SEND, { env }).then((run) => (second = run.exitCode));
    },
  });
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  home.write('subscribers/jarjestot.csv', listOf(40));
  expect((await runProgram(home.folder, SEND, { env })).exitCode).toBe(0);
  await expect.poll(() => second, { timeout: 10_000 }).toBe(4);
  expect(receiver.accepted).toHaveLength(40);
});

test('a rehearsal empties no folder that its own is a link to', async () => {
  const workspace = makeWorkspace({ 'tarkea/muistiinpano.txt': 'x', 'dist/tammikuu/x': '' });
  symlinkSync(workspace.path('tarkea'), workspace.path('dist/tammikuu/outbox'));
  expect((await runProgram(workspace.folder, SEND)).exitCode).toBe(4);
  expect(workspace.has('tarkea/muistiinpano.txt')).toBe(true);
});
