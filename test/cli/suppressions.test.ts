import { describe, expect, test } from 'vitest';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { ISSUE, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

interface Listed {
  readonly data: { readonly suppressions: { address: string; reason: string; at: string }[] };
}

async function listed(folder: string, ...addresses: string[]): Promise<Listed['data']['suppressions']> {
  const run = await runProgram(folder, ['subscribers', 'suppressed', ...addresses, '--json']);
  expect(run.exitCode).toBe(0);
  return (JSON.parse(run.stdout) as Listed).data.suppressions;
}

describe('newsletter subscribers', () => {
  test('suppresses with a reason and a date, once, whatever the spelling; and takes it back', async () => {
    const { folder } = makeWorkspace();
    const first = await runProgram(folder, ['subscribers', 'suppress', 'Aino@Example.org', '--reason', 'asked by phone']);
    expect(first.stdout).toMatch(/^Aino@example\.org {2}suppressed since .*: asked by phone\n$/);
    const again = await runProgram(folder, ['subscribers', 'suppress', 'aino@example.org', 'b@example.org']);
    expect(again.stdout).toContain('was suppressed before');
    expect(await listed(folder)).toMatchObject([
      { address: 'Aino@example.org', reason: 'asked by phone', at: expect.stringMatching(/^\d{4}-/) as string },
      { address: 'b@example.org', reason: 'no reason given' },
    ]);
    expect(await listed(folder, 'B@example.org')).toHaveLength(1);
    const lifted = await runProgram(folder, ['subscribers', 'unsuppress', 'AINO@example.org', 'c@example.org']);
    expect(lifted.stdout).toBe('AINO@example.org  may be mailed again\nc@example.org  is not suppressed\n');
    expect(await listed(folder)).toHaveLength(1);
  });

  test('lists nobody where there is no ledger, and makes none for it', async () => {
    const workspace = makeWorkspace();
    expect(await listed(workspace.folder)).toEqual([]);
    expect(workspace.has('.newsletter')).toBe(false);
  });

  test('refuses what is no address, all of it', async () => {
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, ['subscribers', 'suppress', 'a@example.org', 'b(at)example.org', '--json']);
    expect(run.exitCode).toBe(2);
    expect(problemsOf(run, 'subscribers')).toMatchObject([{ code: 'address-invalid', details: { address: 'b(at)example.org' } }]);
    expect(await listed(folder)).toEqual([]);
  });

  test('writes nothing into a new ledger while the one that sent is missing', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    workspace.remove('.newsletter');
    const run = await runProgram(workspace.folder, ['subscribers', 'suppress', 'a@example.org', '--json']);
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'subscribers')[0]!.code).toBe('ledger-missing');
    expect(workspace.has('.newsletter')).toBe(false);
  });

  test.each([
    ['subscribers', 'supress', 'a@example.org'],
    ['subscribers', 'suppress'],
  ])('%s %s: a mistake is told', async (...argv) => {
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, argv.filter(Boolean));
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(argv[1] === 'supress' ? /Did you mean "suppress"/ : /needs <address>/);
  });
});

describe('whoever is suppressed', () => {
  test('is skipped by a first send, a rehearsal and a resume, with the reason, and stays on record', async () => {
    const receiver = await startReceiver();
    const { folder } = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(folder, ['subscribers', 'suppress', 'JARJESTO1@example.org', '--reason', 'left']);
    expect(jsonLines(await runProgram(folder, SEND)).at(-1)!.counts).toMatchObject({ accepted: 4, skipped: 1 });
    await runProgram(folder, [...SEND, '--limit', '2'], { env });
    await runProgram(folder, ['subscribers', 'suppress', 'jarjesto4@example.org', '--reason', 'asked']);
    const rest = await runProgram(folder, SEND, { env });
    expect(rest.exitCode).toBe(0);
    expect(jsonLines(rest).at(-1)!.counts).toMatchObject({ accepted: 3, skipped: 2, queued: 0 });
    expect([...receiver.times().keys()].toSorted()).toEqual([
      'jarjesto0@example.org',
      'jarjesto2@example.org',
      'jarjesto3@example.org',
    ]);
    const status = await runProgram(folder, ['status', 'tammikuu']);
    expect(status.stdout).toContain('jarjesto1@example.org  skipped: suppressed: left');
    expect(status.stdout).toContain('jarjesto4@example.org  skipped: suppressed: asked');
  });

  test('is not mailed by --only, --retry-rejected, --resend-unknown or --test either, and what is known of it stays', async () => {
    const receiver = await startReceiver({
      refuse: (address) => (address.startsWith('jarjesto1@') ? { code: 550, text: '5.7.1 no' } : undefined),
    });
    const { folder } = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(folder, SEND, { env });
    await runProgram(folder, ['subscribers', 'suppress', 'jarjesto1@example.org']);
    const tried = receiver.tried.length;
    for (const options of [['--retry-rejected'], ['--only', 'jarjesto1@example.org', '--retry-rejected'], ['--resend-unknown']]) {
      const run = await runProgram(folder, [...SEND, ...options], { env });
      expect(run.exitCode, run.stdout).toBe(3);
      expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 4, rejected: 1 });
    }
    expect((await runProgram(folder, ['send', 'tammikuu', '--test', 'jarjesto1@example.org'], { env })).exitCode).toBe(4);
    expect(receiver.tried).toHaveLength(tried);
  });

  test('between the moment at which it is looked up and its claim is not mailed: the claim looks again', async () => {
    const { folder } = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(1) });
    let isSuppressed = false;
    const receiver = await startReceiver({
      refuse: () => undefined,
      server: {
        onMailFrom: (_address, _session, done) => {
          isSuppressed = true;
          void runProgram(folder, ['subscribers', 'suppress', 'jarjesto0@example.org']).then(() => done());
        },
      },
    });
    const run = await runProgram(folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(isSuppressed).toBe(true);
    expect(run.exitCode).toBe(0);
    expect(jsonLines(run)).toContainEqual(expect.objectContaining({ type: 'outcome', state: 'skipped' }));
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 0, skipped: 1 });
    expect(receiver.accepted).toEqual([]);
  });

  test('is known to the ledger that --new-ledger begins', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto1@example.org']);
    await runProgram(workspace.folder, SEND, { env });
    const trace = workspace.read('issues/tammikuu.sent.yaml');
    workspace.write('issues/tammikuu.sent.yaml', trace.replace(/^ledger: .*/m, 'ledger: "other"'));
    workspace.remove('.state');
    const run = await runProgram(workspace.folder, [...SEND, '--new-ledger'], { env });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(receiver.times().get('jarjesto1@example.org')).toBeUndefined();
    expect(await listed(workspace.folder)).toMatchObject([{ address: 'jarjesto1@example.org' }]);
  });
});

describe('an address that the server calls unknown', () => {
  const refuse = (address: string): { code: number; text: string } | undefined => {
    if (address.startsWith('jarjesto1@')) return { code: 550, text: '5.1.1 no such user' };
    if (address.startsWith('jarjesto2@')) return { code: 550, text: '5.7.1 not wanted' };
    return address.startsWith('jarjesto3@') ? { code: 550, text: '5.1.8 we do not know you' } : undefined;
  };

  test('is proposed for suppression, never suppressed unasked; one that is refused for another reason is not', async () => {
    const receiver = await startReceiver({ refuse });
    const { folder } = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(12) });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(folder, ['send', 'tammikuu', '--yes'], { env });
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toContain(
      '1 address does not exist, says the server. To mail them never again: newsletter send tammikuu --suppress-rejected',
    );
    expect(await listed(folder)).toEqual([]);
    const status = await runProgram(folder, ['status', 'tammikuu', '--json']);
    expect((JSON.parse(status.stdout) as { data: { bounced: string[] } }).data.bounced).toEqual(['jarjesto1@example.org']);
    const applied = await runProgram(folder, ['send', 'tammikuu', '--yes', '--suppress-rejected'], { env });
    expect(applied.exitCode).toBe(3);
    expect(applied.stdout).toContain('1 address suppressed.');
    expect(applied.stdout).not.toContain('--suppress-rejected');
    expect(await listed(folder)).toMatchObject([
      { address: 'jarjesto1@example.org', reason: 'the server says that there is no such address (550 5.1.1 no such user)' },
    ]);
    expect(receiver.tried).toHaveLength(12);
  });

  test('is suppressed by the run that meets it, where that is asked for, and skipped by the next issue', async () => {
    const receiver = await startReceiver({ refuse });
    const workspace = makeWorkspace({
      'subscribers/jarjestot.csv': listOf(12),
      'issues/helmikuu.md': ISSUE.replace('Lisää', 'Vähemmän'),
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--suppress-rejected'], { env });
    expect(await listed(workspace.folder)).toHaveLength(1);
    const next = await runProgram(workspace.folder, ['send', 'helmikuu', '--yes', '--json'], { env });
    expect(jsonLines(next).at(-1)!.counts).toMatchObject({ accepted: 9, rejected: 2, skipped: 1 });
    expect(receiver.tried.filter((address) => address === 'jarjesto1@example.org')).toHaveLength(1);
  });

  test('means nothing in a rehearsal', async () => {
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, [...SEND, '--suppress-rejected']);
    expect(run.exitCode).toBe(0);
    expect(await listed(folder)).toEqual([]);
  });
});
