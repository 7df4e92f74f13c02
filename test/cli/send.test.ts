import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import Database from 'libsql';
import PostalMime from 'postal-mime';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jsonLines, problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

describe('a real send', () => {
  test('mails everyone on the list one copy, with their own name and nobody else’s address', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(40) });
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(0);
    expect(jsonLines(run).at(-1)).toMatchObject({ type: 'summary', ok: true, counts: { accepted: 40, queued: 0 } });
    expect(receiver.times().size).toBe(40);
    for (const { from, to, raw } of receiver.accepted) {
      const number = /\d+/.exec(to)![0];
      const mail = await PostalMime.parse(raw);
      expect(from).toBe('palautuneet@example.fi');
      expect(mail.to?.map(({ address }) => address)).toEqual([to]);
      expect(mail.text).toContain(`Hei Järjestö ${number} ry!`);
      expect(mail.html).toContain(`Hei Järjestö ${number} ry!`);
      const others = raw
        .toString('latin1')
        .match(/jarjesto\d+@example\.org/g)!
        .filter((address) => address !== to);
      expect(others).toEqual([]);
    }
  });

  test('run again does nothing and says so', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    const again = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes'], { env });
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('5 accepted. Nothing was left to do.');
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a recipient refused with 550 is reported in the server’s words and does not stop the others', async () => {
    const receiver = await startReceiver({
      refuse: (address) => (address.startsWith('jarjesto2@') ? { code: 550, text: '5.1.1 no such person here' } : undefined),
    });
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(12) });
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(3);
    expect(jsonLines(run)).toContainEqual(
      expect.objectContaining({
        type: 'outcome',
        address: 'jarjesto2@example.org',
        state: 'rejected',
        reply: '550 5.1.1 no such person here',
      }),
    );
    expect(receiver.accepted).toHaveLength(11);
    expect(receiver.tried.filter((address) => address === 'jarjesto2@example.org')).toHaveLength(1);
    const status = await runProgram(workspace.folder, ['status', 'tammikuu']);
    expect(status.stdout).toContain('jarjesto2@example.org  rejected: 550 5.1.1 no such person here');
  });

  test('one answered 451 is retried within the run', async () => {
    const seen = new Set<string>();
    const receiver = await startReceiver({
      refuse: (address) => {
        if (!address.startsWith('jarjesto3@') || seen.has(address)) return undefined;
        seen.add(address);
        return { code: 451, text: '4.7.1 come back later' };
      },
    });
    const workspace = makeWorkspace();
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(0);
    expect(jsonLines(run)).toContainEqual(expect.objectContaining({ address: 'jarjesto3@example.org', state: 'deferred' }));
    expect(receiver.times().get('jarjesto3@example.org')).toBe(1);
  });

  test('one put off every time stays deferred for the next run, which goes on with it', async () => {
    let isBusy = true;
    const receiver = await startReceiver({
      refuse: (address) => (isBusy && address.startsWith('jarjesto3@') ? { code: 452, text: '4.2.2 full' } : undefined),
    });
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const first = await runProgram(workspace.folder, SEND, { env });
    expect(first.exitCode).toBe(75);
    expect(jsonLines(first).at(-1)!.counts).toMatchObject({ accepted: 4, deferred: 1 });
    expect(receiver.tried.filter((address) => address.startsWith('jarjesto3@'))).toHaveLength(3);
    isBusy = false;
    const second = await runProgram(workspace.folder, SEND, { env });
    expect(second.exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a server that refuses everyone stops the run and burns nobody', async () => {
    let isHostile = true;
    const receiver = await startReceiver({
      refuse: () => (isHostile ? { code: 554, text: '5.7.1 relay access denied' } : undefined),
    });
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(60) });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.exitCode).toBe(75);
    expect(receiver.tried.length).toBeLessThanOrEqual(6);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ rejected: 0, queued: 60 });
    expect(problemsOf(run, 'send')).toContainEqual(expect.objectContaining({ code: 'smtp-refuses-everyone' }));
    isHostile = false;
    const again = await runProgram(workspace.folder, SEND, { env });
    expect(again.exitCode).toBe(0);
    expect(receiver.times().size).toBe(60);
  });

  test('has the same Message-ID for a recipient in every attempt, another for everyone else', async () => {
    const ids = new Map<string, string[]>();
    let isFirst = true;
    const receiver = await startReceiver({
      refuseData: () => (isFirst ? { code: 451, text: '4.3.0 later' } : undefined),
      onMessage: ({ to, raw }) => {
        const id = /^Message-ID: <(.+)>\r$/im.exec(raw.toString('latin1'))![1]!;
        ids.set(to, [...(ids.get(to) ?? []), id]);
      },
    });
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG.replace('[50ms, 50ms]', '[]') });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(75);
    isFirst = false;
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    for (const [first, second] of ids.values()) expect(second).toBe(first);
    expect(new Set([...ids.values()].flat()).size).toBe(5);
  });

  test('a change of text after the start is refused; --as-started sends the frozen text to the rest', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const first = await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    expect(first.exitCode).toBe(0);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää tekstiä', 'Aivan muuta'));
    const refused = await runProgram(workspace.folder, SEND, { env });
    expect(refused.exitCode).toBe(4);
    expect(problemsOf(refused, 'send')[0]).toMatchObject({ code: 'sources-changed', details: { changed: ['issue'], left: 3 } });
    const rest = await runProgram(workspace.folder, [...SEND, '--as-started'], { env });
    expect(rest.exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    for (const { raw } of receiver.accepted) expect((await PostalMime.parse(raw)).text).toContain('Lisää tekstiä');
  });

  test('who left the list since is skipped, who came is named and not mailed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('subscribers/jarjestot.csv', listOf(5).replace(/jarjesto4@.*\n/, 'uusi@example.org,Uusi ry,fi\n'));
    const rest = await runProgram(workspace.folder, SEND, { env });
    expect(rest.exitCode).toBe(0);
    expect(jsonLines(rest).at(-1)!.counts).toMatchObject({ accepted: 4, skipped: 1 });
    expect(problemsOf(rest, 'send').map(({ code }) => code)).toEqual(['recipients-removed', 'recipients-added']);
    expect([...receiver.times().keys()]).not.toContain('uusi@example.org');
    expect([...receiver.times().keys()]).not.toContain('jarjesto4@example.org');
  });
});

describe('what keeps a send from happening twice', () => {
  test('a rehearsal followed by a real send mails everyone; a real send followed by anything mails nobody twice', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect(jsonLines(await runProgram(workspace.folder, SEND)).at(-1)).toMatchObject({
      rehearsal: true,
      counts: { accepted: 5 },
    });
    expect(receiver.accepted).toHaveLength(0);
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    await runProgram(workspace.folder, SEND, { env });
    await runProgram(workspace.folder, [...SEND, '--outbox'], { env });
    await runProgram(workspace.folder, SEND, { env });
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a deleted .newsletter/ mails nobody', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send').map(({ code }) => code)).toContain('ledger-missing');
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a deleted .newsletter/ and a deleted trace beside the issue mail nobody either', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    workspace.remove('issues/tammikuu.sent.yaml');
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('a ledger of yesterday, brought back from a backup, mails nobody', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.copy('.newsletter', 'backup');
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    workspace.copy('backup', '.newsletter');
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.exitCode).toBe(4);
    const [found] = problemsOf(run, 'send');
    expect(found!.code).toBe('ledger-older');
    expect(Number(found!.details['traced'])).toBeGreaterThan(Number(found!.details['found']));
    expect(receiver.accepted).toHaveLength(5);
  });

  test('the same text under another name is refused', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.copy('issues/tammikuu.md', 'issues/helmikuu.md');
    const run = await runProgram(workspace.folder, ['send', 'helmikuu', '--yes', '--json'], { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send')[0]).toMatchObject({ code: 'content-sent-before', details: { slug: 'tammikuu' } });
  });

  test('a job that lost its server does not succeed into a folder', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    const run = await runProgram(workspace.folder, SEND);
    expect(run.exitCode).toBe(2);
    expect(problemsOf(run, 'send')[0]!.code).toBe('smtp-not-configured');
  });

  test('--new-ledger is the way on when the ledger is lost for good', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.remove('.newsletter');
    const run = await runProgram(workspace.folder, [...SEND, '--new-ledger'], { env });
    expect(run.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(10);
  });
});

describe('before anything is sent', () => {
  test('a dry run prints whom a real run mails, writes nothing and mails nobody', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const dry = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run', '--json'], { env });
    expect(dry.exitCode).toBe(0);
    expect(receiver.tried).toEqual([]);
    expect(workspace.has('.newsletter')).toBe(false);
    const planned = jsonLines(dry)[0]!.recipients!.map(({ address }) => address);
    await runProgram(workspace.folder, SEND, { env });
    expect([...receiver.times().keys()].toSorted()).toEqual(planned.toSorted());
  });

  test('without a terminal it needs --yes or the right --confirm', async () => {
    const workspace = makeWorkspace();
    expect((await runProgram(workspace.folder, ['send', 'tammikuu'])).exitCode).toBe(4);
    const wrong = await runProgram(workspace.folder, ['send', 'tammikuu', '--confirm', '4']);
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stderr).toContain('"4" is not the number of recipients, 5');
    expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--confirm', '5'])).exitCode).toBe(0);
  });

  test('at a terminal the number must be typed', async () => {
    const workspace = makeWorkspace();
    expect((await runProgram(workspace.folder, ['send', 'tammikuu'], { answer: 'yes' })).exitCode).toBe(4);
    expect((await runProgram(workspace.folder, ['send', 'tammikuu'], { answer: '' })).exitCode).toBe(4);
    expect((await runProgram(workspace.folder, ['send', 'tammikuu'], { answer: '5' })).exitCode).toBe(0);
  });

  test('--limit begins so many and ends with 0; the next run takes the rest', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const first = await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    expect(first.exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(2);
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
  });

  test('a server that cannot be reached touches no recipient', async () => {
    const workspace = makeWorkspace();
    const stop = new AbortController();
    const onStdout = (text: string): void => {
      if (text.includes('"waiting"')) stop.abort();
    };
    const run = await runProgram(workspace.folder, SEND, {
      env: { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' },
      stop: stop.signal,
      onStdout,
    });
    expect(run.exitCode).toBe(130);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ queued: 5, accepted: 0 });
  });

  test('the first line says how many can be in flight, the last is the summary', async () => {
    const workspace = makeWorkspace({
      'newsletter.yaml': `${CONFIG}archive: { url: https://www.example.fi/kirjeet, missing: ignore }\n`,
    });
    const lines = jsonLines(await runProgram(workspace.folder, SEND));
    expect(lines[0]).toMatchObject({ type: 'plan', inFlightLimit: 3, due: 5 });
    expect(lines.at(-1)).toMatchObject({ type: 'summary', schemaVersion: 1, inFlightLimit: 3, exitCode: 0 });
    expect(Object.keys(lines.at(-1)!.counts!).toSorted()).toEqual([
      'accepted',
      'attempting',
      'deferred',
      'queued',
      'rejected',
      'skipped',
      'unknown',
    ]);
  });
});

describe('a test copy', () => {
  test('is marked, has its own Message-ID, no subscriber’s data, and leaves no trace; problems do not stop it', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('https://www.example.fi/a?o={{organisation|x}}', '#'),
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--test', 'minä(at)example.fi', '--json'], { env });
    expect(run.exitCode).toBe(2);
    const both = ['--test', 'mina@example.fi', '--test', 'sina@example.fi'];
    const sent = await runProgram(workspace.folder, ['send', 'tammikuu', ...both, '--json'], { env });
    expect(sent.exitCode).toBe(0);
    expect(receiver.accepted.map(({ to }) => to)).toEqual(['mina@example.fi', 'sina@example.fi']);
    const mails = await Promise.all(receiver.accepted.map(({ raw }) => PostalMime.parse(raw)));
    expect(mails[0]!.subject).toBe('TEST: Uutiskirje tammikuu/2022');
    expect(mails[0]!.text).toContain('Hei hyvä lukija!');
    expect(mails[0]!.messageId).not.toBe(mails[1]!.messageId);
    expect(workspace.has('.newsletter')).toBe(false);
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
  });
});

describe('a list that cannot be read when a send goes on', () => {
  test.each([
    ['is gone', null, 'unreadable', 'ENOENT'],
    ['is empty', 'email,organisation,language\n', 'broken', 'list-empty'],
    ['is in Latin-1', Buffer.from('email,organisation\nx@example.org,Pöytyä\n', 'latin1'), 'broken', 'file-encoding'],
    ['has another header', listOf(5).replace('email', 'yhteys'), 'broken', 'list-no-email-column'],
    ['has a broken address', `${listOf(4)}a@b@c,A,fi\n`, 'broken', 'list-address'],
  ])('%s: nobody is taken off the plan for it, and it is reported', async (_, list, loss, reason) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    if (list === null) workspace.remove('subscribers/jarjestot.csv');
    else workspace.write('subscribers/jarjestot.csv', list);
    const rest = await runProgram(workspace.folder, SEND, { env });
    expect(rest.exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    const found = problemsOf(rest, 'send');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      code: 'list-lost',
      severity: 'warning',
      file: 'subscribers/jarjestot.csv',
      details: { list: 'jarjestot', loss, reason, left: 3 },
    });
  });

  test('a list that newsletter.yaml calls otherwise now is reported too, and so is one of two', async () => {
    const both = CONFIG.replace('delivery:', '  muut: { title: Muut, file: subscribers/muut.csv }\ndelivery:');
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'newsletter.yaml': both,
      'issues/tammikuu.md': ISSUE.replace('[jarjestot]', '[jarjestot, muut]'),
      'subscribers/muut.csv': 'email\nmuu@example.org\n',
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('newsletter.yaml', both.replace('muut:', 'toiset:'));
    const rest = await runProgram(workspace.folder, [...SEND, '--as-started'], { env });
    expect(rest.exitCode).toBe(0);
    expect(problemsOf(rest, 'send')).toMatchObject([
      { code: 'list-lost', file: 'issues/tammikuu.md', line: 5, details: { list: 'muut', loss: 'unknown', left: 4 } },
    ]);
    expect(receiver.times().size).toBe(6);
    const done = await runProgram(workspace.folder, [...SEND, '--as-started'], { env });
    expect(problemsOf(done, 'send')[0]!.message).not.toContain('mailed all the same');
  });

  test('a list that is as it was, or has only rows more, or warnings, is not reported', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('subscribers/jarjestot.csv', `${listOf(6)}jarjesto1@example.org,Sama,fi\n`);
    const rest = await runProgram(workspace.folder, SEND, { env });
    expect(problemsOf(rest, 'send').map(({ code }) => code)).not.toContain('list-lost');
  });

  test('a list that the issue no longer names takes nobody off the plan', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'newsletter.yaml': CONFIG.replace('delivery:', '  muut: { title: Muut, file: subscribers/muut.csv }\ndelivery:'),
    });
    workspace.write('subscribers/muut.csv', 'email\nmuu@example.org\n');
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '2'], { env });
    workspace.write('issues/tammikuu.md', ISSUE.replace('[jarjestot]', '[muut]'));
    const rest = await runProgram(workspace.folder, [...SEND, '--as-started'], { env });
    expect(rest.exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    expect(problemsOf(rest, 'send').find(({ code }) => code === 'list-lost')).toMatchObject({
      details: { list: 'jarjestot', loss: 'unnamed', left: 3 },
    });
  });
});

describe('what a ledger and its traces may look like', () => {
  test('a ledger copied in mid-run and brought back when it was over mails nobody', async () => {
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(30) });
    const receiver = await startReceiver({
      onAccepted: (_, count) => {
        if (count === 5) workspace.copy('.newsletter', 'backup');
      },
    });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(0);
    workspace.remove('.newsletter');
    workspace.copy('backup', '.newsletter');
    const run = await runProgram(workspace.folder, SEND, { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send')[0]!.code).toBe('ledger-older');
    expect(receiver.accepted).toHaveLength(30);
  });

  test.each(['202201', 'null', 'true', '1e5'])('an issue called %s is traced and goes on like any other', async (slug) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ [`issues/${slug}.md`]: ISSUE });
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    const argv = ['send', slug, '--yes', '--json'];
    expect((await runProgram(workspace.folder, [...argv, '--limit', '2'], { env })).exitCode).toBe(0);
    expect((await runProgram(workspace.folder, argv, { env })).exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
  });

  test('a workspace reached by a symbolic link is the same workspace', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    symlinkSync(workspace.folder, `${workspace.folder}-link`);
    onTestFinished(() => rmSync(`${workspace.folder}-link`));
    await runProgram(`${workspace.folder}-link`, SEND, { env });
    workspace.remove('.newsletter');
    workspace.remove('issues/tammikuu.sent.yaml');
    expect((await runProgram(workspace.folder, SEND, { env })).exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(5);
  });

  test('--new-ledger sets nothing aside before it is confirmed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, SEND, { env });
    workspace.write(
      'issues/tammikuu.sent.yaml',
      workspace.read('issues/tammikuu.sent.yaml').replace(/^ledger: .*/m, 'ledger: "other"'),
    );
    workspace.remove('.state');
    const declined = await runProgram(workspace.folder, ['send', 'tammikuu', '--new-ledger', '--confirm', '4'], { env });
    expect(declined.exitCode).toBe(4);
    expect(readdirSync(workspace.path('.newsletter')).filter((name) => /ledger\.db\.\d/.test(name))).toEqual([]);
    expect((await runProgram(workspace.folder, [...SEND, '--new-ledger'], { env })).exitCode).toBe(0);
    expect(receiver.accepted).toHaveLength(10);
  });

  test('an empty secret, or one that cannot be read, is not used', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace({ '.newsletter/secret': '' });
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send')[0]!.code).toBe('secret-missing');
  });

  test.each([
    ['dist/tammikuu/outbox/ledger.db', ''],
    ['dist/tammikuu/outbox/ledger.db', 'rubbish'],
  ])('a rehearsal does not mind what a broken one left in %s', async (file, content) => {
    const workspace = makeWorkspace({ [file]: content });
    expect((await runProgram(workspace.folder, SEND)).exitCode).toBe(0);
  });

  test.each([
    [{ '.newsletter': 'a file' }, 'file-unwritable'],
    [
      { '.newsletter/tammikuu.lock': 'rubbish that is no database, and long enough to be looked at'.repeat(40) },
      'file-unwritable',
    ],
    [{ 'issues/tammikuu.sent.yaml/x': '' }, 'trace-unreadable'],
  ])('%j is told in words and mails nobody', async (files, code) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace(files);
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, 'send').map((problem) => problem.code)).toContain(code);
    expect(receiver.tried).toEqual([]);
  });

  test('when the last ones left the list, nothing has to be confirmed', async () => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    await runProgram(workspace.folder, [...SEND, '--limit', '3'], { env });
    workspace.write('subscribers/jarjestot.csv', listOf(3));
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--json'], { env });
    expect(run.exitCode).toBe(0);
    expect(jsonLines(run).at(-1)!.counts).toMatchObject({ accepted: 3, skipped: 2, queued: 0 });
  });

  test('--test and --dry-run do not go together', async () => {
    const { folder } = makeWorkspace();
    expect((await runProgram(folder, ['send', 'tammikuu', '--dry-run', '--test', 'a@example.org'])).exitCode).toBe(2);
  });
});

describe('a send that reached nobody', () => {
  test('is forgotten: the text may still be mended, nothing says that mail was sent', async () => {
    const workspace = makeWorkspace();
    const stop = new AbortController();
    const onStdout = (text: string): void => {
      if (text.includes('"waiting"')) stop.abort();
    };
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: 'smtp://127.0.0.1:1' }, stop: stop.signal, onStdout });
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
    workspace.write('issues/tammikuu.md', ISSUE.replace('Lisää', 'Parempaa'));
    const receiver = await startReceiver();
    expect((await runProgram(workspace.folder, SEND)).exitCode).toBe(0);
    expect((await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } })).exitCode).toBe(0);
    expect(receiver.times().size).toBe(5);
    expect((await PostalMime.parse(receiver.accepted[0]!.raw)).text).toContain('Parempaa');
  });

  test('a name that nobody knows is told at once', async () => {
    const workspace = makeWorkspace();
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: 'smtps://no-such-host.invalid' } });
    expect(run.exitCode).toBe(75);
    expect(problemsOf(run, 'send')[0]!.code).toBe('smtp-unreachable');
  });
});

describe('a trace of a real send outlives', () => {
  test.each([
    ['a rehearsal that tried nobody', '--outbox', {}],
    ['a new ledger with which nobody could be tried', '--new-ledger', { NEWSLETTER_SMTP_URL: 'smtps://no-such-host.invalid' }],
  ])('%s', async (_, option, env) => {
    const receiver = await startReceiver();
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    if (option === '--new-ledger') workspace.remove('.newsletter');
    const stop = AbortSignal.abort();
    await runProgram(workspace.folder, [...SEND, option], option === '--outbox' ? { env, stop } : { env });
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(true);
    workspace.remove('.newsletter');
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode).toBe(4);
    expect(receiver.accepted).toHaveLength(5);
  });
});

test('a ledger whose tables are not what they should be is damaged, not a bug', async () => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  await runProgram(workspace.folder, SEND, { env });
  const database = new Database(workspace.path('.newsletter/ledger.db'));
  database.exec('DELETE FROM identity');
  database.close();
  for (const argv of [SEND, ['status', 'tammikuu', '--json']]) {
    const run = await runProgram(workspace.folder, argv, { env });
    expect(run.exitCode).toBe(4);
    expect(problemsOf(run, argv[0]!)[0]!.code).toBe('ledger-damaged');
  }
  expect(receiver.accepted).toHaveLength(5);
});

describe('anything that takes over a second', () => {
  test.each([['--yes'], ['--yes', '--json']])(
    'shows how far it is, how fast, and how long it will take (%s)',
    async (...options) => {
      const receiver = await startReceiver({ delay: 300 });
      const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(15) });
      const run = await runProgram(workspace.folder, ['send', 'tammikuu', ...options], {
        env: { NEWSLETTER_SMTP_URL: receiver.url },
      });
      expect(run.exitCode).toBe(0);
      if (options.includes('--json')) {
        expect(jsonLines(run)).toContainEqual(
          expect.objectContaining({ type: 'progress', total: 15, elapsedMs: expect.any(Number) as number }),
        );
      } else expect(run.stderr).toMatch(/^\d+ of 15, [\d.]+\/s, [\d.]+ s left$/m);
    },
  );
});
