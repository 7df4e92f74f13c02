import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { type SmtpReceiver, startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const CORRECTION = ISSUE.replace('title: Uutiskirje', 'title: Oikaisu, uutiskirje').replace('Lisää tekstiä', 'Päivä oli väärä');
const refuseTwo = (address: string): { code: number; text: string } | undefined =>
  /^jarjesto[23]@/.test(address) ? { code: 550, text: '5.2.1 full' } : undefined;

const jarjesto = (...numbers: number[]): string[] => numbers.map((number) => `jarjesto${number}@example.org`);
const reached = (receiver: SmtpReceiver): string[] => receiver.accepted.map(({ to }) => to).toSorted();

async function texts({ accepted }: SmtpReceiver): Promise<Map<string, string>> {
  const mails = await Promise.all(accepted.map(async ({ to, raw }) => [to, (await PostalMime.parse(raw)).text!] as const));
  return new Map(mails);
}

describe('--only', () => {
  test('mails the named ones of the plan and leaves the others for later', async () => {
    const receiver = await startReceiver();
    const { folder } = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const one = await runProgram(folder, [...SEND, '--only', 'JARJESTO2@example.org', '--only', 'jarjesto4@example.org'], {
      env,
    });
    expect(one.exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(2, 4));
    expect(jsonLines(one).at(-1)!.counts).toMatchObject({ accepted: 2, queued: 3 });
    const again = await runProgram(folder, [...SEND, '--only', 'jarjesto2@example.org'], { env });
    expect(again.exitCode).toBe(0);
    expect(problemsOf(again, 'send')).toMatchObject([{ code: 'only-not-due', details: { state: 'accepted' } }]);
    expect((await runProgram(folder, SEND, { env })).exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1, 2, 3, 4));
  });

  test('one who is in no plan is a mistake, and nobody is mailed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const run = await runProgram(workspace.folder, [...SEND, '--only', 'toinen@example.org'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
    });
    expect(run.exitCode).toBe(4);
    expect(receiver.tried).toEqual([]);
    expect(workspace.has('.newsletter/ledger.db')).toBe(false);
  });
});

describe('--to an earlier issue’s recipients', () => {
  async function afterFirst(receiver: SmtpReceiver): Promise<{
    workspace: TestWorkspace;
    env: Record<string, string>;
    correct: (...options: string[]) => ReturnType<typeof runProgram>;
  }> {
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    receiver.accepted.length = 0;
    const correct = (...options: string[]): ReturnType<typeof runProgram> =>
      runProgram(workspace.folder, ['send', 'oikaisu', '--yes', '--json', ...options], { env });
    return { workspace, env, correct };
  }

  test('accepted: exactly those who got it, whatever the list says now, but for the suppressed', async () => {
    let refuse: typeof refuseTwo | undefined = refuseTwo;
    const receiver = await startReceiver({ refuse: (address) => refuse?.(address) });
    const { workspace, correct } = await afterFirst(receiver);
    refuse = undefined;
    workspace.write('subscribers/jarjestot.csv', `${listOf(5).replace(/jarjesto0@.*\n/, '')}uusi@example.org,Uusi ry,fi\n`);
    await runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto4@example.org']);
    const run = await correct('--to', 'accepted:tammikuu');
    expect(run.exitCode, run.stdout).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1));
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 2, skipped: 1 });
    expect([...(await texts(receiver)).values()].every((text) => text.includes('Päivä oli väärä'))).toBe(true);
    expect((await texts(receiver)).get('jarjesto0@example.org')).toContain('Hei Järjestö 0 ry!');
  });

  test('rejected: exactly those who were refused', async () => {
    let refuse: typeof refuseTwo | undefined = refuseTwo;
    const receiver = await startReceiver({ refuse: (address) => refuse?.(address) });
    const { correct } = await afterFirst(receiver);
    refuse = undefined;
    expect((await correct('--to', 'rejected:tammikuu')).exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(2, 3));
  });

  test('is kept to: going on asks for nothing more, the lists add nobody, and another choice is refused', async () => {
    const receiver = await startReceiver({ refuse: refuseTwo });
    const { workspace, correct } = await afterFirst(receiver);
    await correct('--to', 'accepted:tammikuu', '--limit', '1');
    workspace.write('subscribers/jarjestot.csv', `${listOf(5)}uusi@example.org,Uusi ry,fi\n`);
    const other = await correct('--to', 'rejected:tammikuu');
    expect(other.exitCode).toBe(4);
    expect(problemsOf(other, 'send')[0]).toMatchObject({ code: 'audience-changed', details: { frozen: 'accepted:tammikuu' } });
    const rest = await correct('--include-new');
    expect(rest.exitCode, rest.stdout).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1, 4));
  });

  test('when more have got the earlier one since, --include-new mails them too', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    await runProgram(workspace.folder, ['send', 'oikaisu', '--to', 'accepted:tammikuu', '--yes'], { env });
    await runProgram(workspace.folder, SEND, { env });
    receiver.accepted.length = 0;
    const named = await runProgram(workspace.folder, ['send', 'oikaisu', '--yes', '--json'], { env });
    expect(problemsOf(named, 'send')).toMatchObject([{ code: 'recipients-added' }]);
    await runProgram(workspace.folder, ['send', 'oikaisu', '--yes', '--include-new'], { env });
    expect(reached(receiver)).toEqual(jarjesto(2, 3, 4));
  });

  test('is refused for an issue that was never really sent; a rehearsal may follow a rehearsal', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const correct = ['send', 'oikaisu', '--to', 'accepted:tammikuu', '--yes', '--json'];
    await runProgram(workspace.folder, SEND);
    const rehearsed = await runProgram(workspace.folder, correct);
    expect(jsonLines(rehearsed).at(-1)).toMatchObject({ rehearsal: true, counts: { accepted: 5 } });
    const real = await runProgram(workspace.folder, correct, { env });
    expect(real.exitCode).toBe(4);
    expect(problemsOf(real, 'send')[0]!.code).toBe('to-unknown');
    expect(receiver.tried).toEqual([]);
  });
});

describe('whom a correction goes to is not forgotten', () => {
  const NOBODY_THERE = { NEWSLETTER_SMTP_URL: 'smtps://no-such-host.invalid' };

  test.each([
    ['when the server could not be reached', (): void => undefined],
    [
      'when its text was mended after that',
      (workspace: TestWorkspace) => workspace.write('issues/oikaisu.md', `${CORRECTION}\nLisäys.\n`),
    ],
  ])('%s', async (_, change) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    receiver.accepted.length = 0;
    const correct = ['send', 'oikaisu', '--yes', '--json'];
    const failed = await runProgram(workspace.folder, [...correct, '--to', 'accepted:tammikuu'], { env: NOBODY_THERE });
    expect(failed.exitCode).toBe(75);
    change(workspace);
    expect((await runProgram(workspace.folder, correct, { env })).exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1));
  });

  test('when a plan with mended text was declined, or its text had an error, in between', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    receiver.accepted.length = 0;
    const correct = ['send', 'oikaisu', '--json'];
    await runProgram(workspace.folder, [...correct, '--yes', '--to', 'accepted:tammikuu'], { env: NOBODY_THERE });
    workspace.write('issues/oikaisu.md', `${CORRECTION}\nLisäys.\n`);
    expect((await runProgram(workspace.folder, [...correct, '--confirm', '99'], { env })).exitCode).toBe(4);
    workspace.write('issues/oikaisu.md', `${CORRECTION}\n[Lue](#)\n`);
    expect((await runProgram(workspace.folder, [...correct, '--yes'], { env })).exitCode).toBe(4);
    workspace.write('issues/oikaisu.md', `${CORRECTION}\nLisäys.\n`);
    expect((await runProgram(workspace.folder, [...correct, '--yes'], { env })).exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1));
  });

  test('several states may be meant, one audience may be named', async () => {
    const receiver = await startReceiver({ refuse: refuseTwo });
    const workspace = makeWorkspace({ 'issues/oikaisu.md': CORRECTION });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    const both = ['send', 'oikaisu', '--dry-run', '--json', '--to', 'accepted,rejected:tammikuu'];
    expect(jsonLines(await runProgram(workspace.folder, both, { env }))[0]!.recipients).toHaveLength(5);
    expect((await runProgram(workspace.folder, [...both, '--to', 'unknown:tammikuu'], { env })).exitCode).toBe(2);
    const told = await runProgram(workspace.folder, ['send', 'oikaisu', '--yes', '--to', 'accepted:tammikuu'], { env });
    expect(told.stderr).toContain('Only those of tammikuu who are accepted, not its lists.');
  });
});

describe('a send whose sources changed since it began', () => {
  test('--with-changes goes by the lists that the issue names now, and by its language, for those too who come later', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'newsletter.yaml': CONFIG.replace('lists:', 'lists:\n  muut: { title: Muut, file: subscribers/muut.csv }'),
      'subscribers/muut.csv': 'email,organisation\nmuu1@example.org,M1\nmuu2@example.org,M2\n',
      'issues/tammikuu.md': ISSUE.replace('[jarjestot]', '[jarjestot, muut]'),
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('issues/tammikuu.md', ISSUE.replace('lang: fi', 'lang: en').replace('Lisää tekstiä', 'More text'));
    await runProgram(workspace.folder, [...SEND, '--with-changes', '--limit', '1'], { env });
    workspace.write('subscribers/jarjestot.csv', listOf(6));
    const rest = await runProgram(workspace.folder, [...SEND, '--include-new'], { env });
    expect(rest.exitCode, rest.stdout).toBe(0);
    expect(jsonLines(rest).at(-1)!.counts).toMatchObject({ accepted: 6, skipped: 2 });
    expect(reached(receiver)).toEqual(jarjesto(0, 1, 2, 3, 4, 5));
    const read = await texts(receiver);
    for (const late of jarjesto(2, 3, 4, 5)) expect(read.get(late), late).toContain('More text');
    expect((await runProgram(workspace.folder, ['status', 'tammikuu'])).stdout).toContain('text 2: 4 recipients');
  });

  test('a text that was replaced is known all the same: under another name it is refused', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Parempaa'));
    await runProgram(workspace.folder, [...SEND, '--with-changes'], { env });
    workspace.write('issues/helmikuu.md', ISSUE);
    const twin = await runProgram(workspace.folder, ['send', 'helmikuu', '--yes', '--json'], { env });
    expect(twin.exitCode).toBe(4);
    expect(problemsOf(twin, 'send')[0]!.code).toBe('content-sent-before');
    expect(receiver.accepted).toHaveLength(5);
  });

  test('--with-changes sends the rest what stands there now, values too; the others keep what they got', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä', 'Parempaa tekstiä kunnasta {{kunta}}'));
    workspace.write(
      'subscribers/jarjestot.csv',
      listOf(5).replace('language', 'language,kunta').replaceAll(/,fi$/gm, ',fi,Järvimaa').replace('Järjestö 3', 'Uusi nimi 3'),
    );
    const rest = await runProgram(workspace.folder, [...SEND, '--with-changes'], { env });
    expect(rest.exitCode, rest.stdout).toBe(0);
    const read = await texts(receiver);
    expect(read.get('jarjesto0@example.org')).toContain('Lisää tekstiä');
    expect(read.get('jarjesto3@example.org')).toContain('Hei Uusi nimi 3 ry!');
    expect(read.get('jarjesto3@example.org')).toContain('Parempaa tekstiä kunnasta Järvimaa');
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('--with-changes is refused while there is an error in them, and nobody is mailed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä', '{{kunta}}'));
    const run = await runProgram(workspace.folder, [...SEND, '--with-changes'], { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send').map(({ code }) => code)).toContain('hole-unknown');
    expect(receiver.accepted).toHaveLength(2);
    expect((await runProgram(workspace.folder, [...SEND, '--as-started'], { env })).exitCode).toBe(0);
  });

  test('a changed cell is named, and what was frozen is used', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write(
      'subscribers/jarjestot.csv',
      listOf(5).replace('Järjestö 3', 'Uusi nimi 3').replace('Järjestö 0', 'Uusi nimi 0'),
    );
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(problemsOf(run, 'send')).toMatchObject([{ code: 'recipients-changed', details: { addresses: jarjesto(3) } }]);
    expect((await texts(receiver)).get('jarjesto3@example.org')).toContain('Hei Järjestö 3 ry!');
  });
});

describe('--include-new', () => {
  test('mails who came to the lists since, also after the send is finished, and nobody twice', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.write('subscribers/jarjestot.csv', listOf(8));
    const run = await runProgram(workspace.folder, [...SEND, '--include-new', '--limit', '2'], { env });
    expect(run.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(7);
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    expect(reached(receiver)).toEqual(jarjesto(0, 1, 2, 3, 4, 5, 6, 7));
    expect((await texts(receiver)).get('jarjesto7@example.org')).toContain('Hei Järjestö 7 ry!');
  });

  test('one whose copy cannot be filled from the frozen text stops it before anyone is mailed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('{{organisation|hyvä lukija}}', '{{organisation}}') });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.write('subscribers/jarjestot.csv', `${listOf(5)}a@example.org,A,fi\nuusi@example.org,,fi\n`);
    const run = await runProgram(workspace.folder, [...SEND, '--include-new'], { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send')).toMatchObject([{ code: 'hole-empty', line: 8 }]);
    expect(receiver.accepted).toHaveLength(5);
  });
});
