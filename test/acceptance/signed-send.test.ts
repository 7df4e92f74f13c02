import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { NAUGHTY_STRINGS } from '../support/naughty-strings.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { type SignatureVerdict, verifyWithMailauth, verifyWithPython } from '../support/verify-dkim.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const DKIM = `dkim:
  domain: example.fi
  selector: kirje
  keyFile: .newsletter/kirje.pem
  ed25519: { selector: kirje-e, keyFile: .newsletter/kirje-e.pem }
`;
const ISSUE = `---
title: Kirje
subject: 'Kirje, {{name|lukija}}'
date: 2022-01-26
lists: [jarjestot]
summary: Lyhyesti.
---

Hei {{name|lukija}} ja **{{organisation|Koe}}**!

## 1. Osio

Tule [mukaan](https://www.example.fi/ilmo?nimi={{name|lukija}}).
`;

const PASSES: readonly Partial<SignatureVerdict>[] = [
  { selector: 'kirje', algorithm: 'rsa-sha256', passes: true },
  { selector: 'kirje-e', algorithm: 'ed25519-sha256', passes: true },
];

/** What every message signs (RFC 6376 §5.4.1, RFC 8058 §4), and what nobody may add a second of. */
const SIGNED =
  'From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Reply-To|List-Id|List-Unsubscribe|List-Unsubscribe-Post'.split('|');

/** A real send to 500 recipients whose names try everything; the keys and their records are those that `dkim-key` makes and tells. */
async function sendSigned(): Promise<{ raws: Buffer[]; records: Record<string, string> }> {
  const rows = NAUGHTY_STRINGS.filter((name) => name.length < 150).slice(0, 500);
  const list = rows.map((name, index) => ({ email: `jarjesto${index}@example.org`, name, organisation: rows.at(-index - 1)! }));
  const config = CONFIG.replace(/^unsubscribe:.*$/m, 'unsubscribe: { mailto: poistu@example.fi, url: https://www.example.fi/p }');
  const workspace = makeWorkspace({
    'newsletter.yaml': config + DKIM,
    'issues/tammikuu.md': ISSUE,
    'subscribers/jarjestot.csv': stringify(list, { header: true, quoted_match: /[\r\n]|^\s|\s$/ }),
  });
  const records = { ...(await recordOf(workspace)), ...(await recordOf(workspace, '--ed25519')) };
  const receiver = await startReceiver();
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  const run = await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], env);
  expect(run.exitCode, run.stdout.slice(-2000) + run.stderr).toBe(0);
  expect(receiver.accepted).toHaveLength(500);
  return { raws: receiver.accepted.map(({ raw }) => raw), records };
}

async function recordOf({ folder }: TestWorkspace, ...options: string[]): Promise<Record<string, string>> {
  const run = await spawnProgram(folder, ['dkim-key', ...options, '--json'], {});
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  const { record } = (JSON.parse(run.stdout) as { data: { record: { name: string; value: string } } }).data;
  return { [record.name]: record.value };
}

function passing(verdicts: readonly (readonly SignatureVerdict[])[]): boolean[][] {
  return verdicts.map((signatures) => signatures.map(({ passes }) => passes));
}

test('the copies of 500 recipients with names that try everything are signed by both keys, and two verifiers say so; any change breaks it', async () => {
  const { raws, records } = await sendSigned();
  for (const verify of [verifyWithMailauth, verifyWithPython]) {
    const verdicts = await verify(raws, records);
    expect(verdicts).toHaveLength(500);
    for (const [index, verdict] of verdicts.entries()) expect(verdict, raws[index]!.toString('latin1')).toMatchObject(PASSES);
  }

  const message = raws[0]!.toString('latin1');
  const body = message.indexOf('\r\n\r\n') + 4;
  const changed = [
    ...SIGNED.map((name) => message.replace(new RegExp(`^(${name}:[^]*?)(?=\r\n(?![\t ]))`, 'mi'), '$1 x')),
    ...SIGNED.map((name) => message.replace(new RegExp(`^${name}:[^]*?\r\n(?![\t ])`, 'mi'), '')),
    ...['From', 'To', 'Subject', 'Reply-To', 'List-Unsubscribe'].map((name) => `${name}: b@example.org\r\n${message}`),
    ...Array.from({ length: 20 }, (_, index) => body + Math.floor(((message.length - body) * index) / 20)).map((at) => {
      const octet = message[at] === 'x' ? 'y' : 'x';
      return message.slice(0, at) + octet + message.slice(at + 1);
    }),
  ];
  expect(changed.filter((other) => other === message)).toEqual([]);
  const broken = changed.map((text) => Buffer.from(text, 'latin1'));
  for (const verify of [verifyWithMailauth, verifyWithPython]) {
    const verdicts = passing(await verify(broken, records));
    expect(verdicts.filter((each) => each.length !== 2 || each.includes(true))).toEqual([]);
  }
});
