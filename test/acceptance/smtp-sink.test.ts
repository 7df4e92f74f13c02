import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { jsonLines } from '../support/run-program.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, listOf, makeWorkspace } from '../support/workspace.ts';

const RECIPIENTS = 2000;

test('2,000 recipients through Postfix’s smtp-sink: all there, each with its own name and nobody else’s address', async () => {
  const sink = await startSink();
  const workspace = makeWorkspace({
    'subscribers/jarjestot.csv': listOf(RECIPIENTS),
    'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 10'),
  });
  const run = await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], { NEWSLETTER_SMTP_URL: sink.url });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(jsonLines(run).at(-1)).toMatchObject({ type: 'summary', ok: true, counts: { accepted: RECIPIENTS } });

  const files = readdirSync(sink.folder);
  expect(files).toHaveLength(RECIPIENTS);
  const seen = new Set<string>();
  for (const file of files) {
    const dump = readFileSync(join(sink.folder, file));
    const recipients = [...dump.toString('latin1').matchAll(/^X-Rcpt-Args: <(.+)>/gm)].map((match) => match[1]!);
    expect(recipients).toHaveLength(1);
    const [address] = recipients as [string];
    const number = /\d+/.exec(address)![0];
    seen.add(address);
    const mail = await PostalMime.parse(dump);
    expect(mail.to).toEqual([{ name: `Järjestö ${number} ry`, address }]);
    expect(mail.subject).toBe('Uutiskirje tammikuu/2022');
    for (const part of [mail.text, mail.html]) expect(part).toContain(`Hei Järjestö ${number} ry!`);
    const body = `${mail.text}${mail.html}${mail.headers.map(({ value }) => value).join()}`;
    expect([...body.matchAll(/jarjesto\d+@example\.org/g)].filter(([other]) => other !== address)).toEqual([]);
  }
  expect(seen.size).toBe(RECIPIENTS);
});

/** smtp-sink on a free port, dumping each message into a file; stopped when the test is over. */
async function startSink(): Promise<{ url: string; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-sink-'));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
  const sink = spawn('smtp-sink', [...asNobody, '-d', `${folder}/%M.`, `127.0.0.1:${port}`, '128'], { env, stdio: 'ignore' });
  onTestFinished(() => {
    sink.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await untilListening(port, sink);
  return { url: `smtp://127.0.0.1:${port}`, folder };
}

async function untilListening(port: number, sink: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (sink.exitCode !== null) throw new Error('smtp-sink ended; is Debian’s package postfix installed?');
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('smtp-sink does not listen');
}
