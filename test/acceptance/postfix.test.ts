import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test, vi } from 'vitest';
import { type Postfix, startPostfix } from '../support/postfix.ts';
import { headersOf } from '../support/raw-mail.ts';
import { rawMailViolations } from '../support/raw-mail-rules.ts';
import { jsonLines } from '../support/run-program.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const ONCE = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'list-id', 'list-unsubscribe'];

test('1,000 recipients and an unknown one through Postfix: one message in each mailbox, and the unknown one refused', async () => {
  const postfix = await startPostfix({ users: 1000 });
  const workspace = makeWorkspace({
    'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 10'),
    'subscribers/jarjestot.csv': listOf(1000).replace(/^jarjesto500@/m, 'tuntematon@example.org,Tuntematon ry,fi\n$&'),
  });
  const run = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: postfix.url });
  expect(run.exitCode, run.stderr).toBe(3);
  const lines = jsonLines(run);
  expect(lines.at(-1)).toMatchObject({ type: 'summary', exitCode: 3, counts: { ...NONE, accepted: 1000, rejected: 1 } });
  const rejected = lines.filter(({ type, state }) => type === 'outcome' && state === 'rejected');
  expect(rejected).toMatchObject([{ address: 'tuntematon@example.org', reply: expect.stringMatching(/^550 5\.1\.1 .*unknown/) }]);

  await postfix.untilDelivered();
  const messageIds = new Set<string>();
  for (let index = 0; index < 1000; index++) messageIds.add(await assertDelivered(postfix, index));
  expect(messageIds.size).toBe(1000);
});

test.each(['454', '554'] as const)(
  'a Postfix that does not relay for us (%s) stops the run; when it does, everyone gets it once',
  async (code) => {
    const refusing = await startPostfix({ users: 0, relay: code });
    const workspace = makeWorkspace({ 'subscribers/jarjestot.csv': listOf(200) });
    const run = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: refusing.url });
    expect(run.exitCode, run.stderr).toBe(75);
    const lines = jsonLines(run);
    const { counts, inFlightLimit } = lines.at(-1)!;
    expect(counts).toEqual({ ...NONE, queued: 200 });
    const problem = lines.find((line) => line.code === 'smtp-refuses-everyone');
    expect(problem?.message).toMatch(new RegExp(`${code} \\d\\.7\\.1 .*Relay access denied`));
    const tried = lines.filter(({ type }) => type === 'outcome').length;
    expect(tried).toBeLessThan(3 + inFlightLimit!);
    await vi.waitFor(() => expect(refusing.log().match(/ reject: RCPT /g)).toHaveLength(tried));
    await refusing.stop();

    const relaying = await startPostfix({ users: 200 });
    const again = await spawnProgram(workspace.folder, SEND, { NEWSLETTER_SMTP_URL: relaying.url });
    expect(again.exitCode, again.stderr).toBe(0);
    expect(jsonLines(again).at(-1)!.counts).toEqual({ ...NONE, accepted: 200 });
    await relaying.untilDelivered();
    for (let index = 0; index < 200; index++) await assertDelivered(relaying, index);
  },
);

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };

/** Asserts that an organisation's mailbox holds the newsletter once, filled for it and naming nobody else. Gives its Message-ID. */
async function assertDelivered(postfix: Postfix, index: number): Promise<string> {
  const address = `jarjesto${index}@example.org`;
  const name = `Järjestö ${index} ry`;
  const folder = join(postfix.maildirOf(address), 'new');
  const files = readdirSync(folder);
  expect(files, address).toHaveLength(1);
  const raw = readFileSync(join(folder, files[0]!));

  const headers = headersOf(raw);
  for (const header of ONCE) expect(headers.get(header), `${header} of ${address}`).toHaveLength(1);
  expect(headers.get('return-path')).toEqual(['<palautuneet@example.fi>']);
  expect(headers.get('delivered-to')).toEqual([address]);
  expect(rawMailViolations(asOnTheWire(raw)), address).toEqual([]);

  const mail = await PostalMime.parse(raw);
  expect(mail.to).toEqual([{ name, address }]);
  expect(mail.subject).toBe('Uutiskirje tammikuu/2022');
  for (const part of [mail.text, mail.html]) expect(part).toContain(`Hei ${name}!`);
  const everything = `${raw.toString('latin1')}${mail.text}${mail.html}`;
  expect(new Set(everything.match(/jarjesto\d+@example\.org/g))).toEqual(new Set([address]));
  expect(new Set(everything.match(/Järjestö \d+ ry/g))).toEqual(new Set([name]));
  return headers.get('message-id')![0]!;
}

/** A mailbox keeps the line ends of its system. */
function asOnTheWire(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
}
