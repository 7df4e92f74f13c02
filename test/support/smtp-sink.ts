import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import type { ServerLog } from './promise.ts';
import type { Received } from './smtp-receiver.ts';

/** Postfix's smtp-sink, dumping each message that it takes into a file: its log. */
export class SmtpSink implements ServerLog {
  readonly unanswered: readonly string[] = [];
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  constructor(folder: string, port: number, options: readonly string[]) {
    this.url = `smtp://127.0.0.1:${port}`;
    this.#folder = folder;
    const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
    const argv = [...asNobody, ...options, '-d', `${folder}/%M.`, `127.0.0.1:${port}`, '128'];
    this.#process = spawn('smtp-sink', argv, { env, stdio: 'ignore' });
  }

  /** What it took, in no particular order. It writes in front of each message what was said of it, and ends its lines with LF. */
  get accepted(): Received[] {
    return readdirSync(this.#folder).map((file) => {
      const text = readFileSync(join(this.#folder, file), 'latin1');
      const to = /^X-Rcpt-Args: <(.+)>/m.exec(text)![1]!;
      const from = /^X-Mail-Args: <(.*?)>/m.exec(text)![1]!;
      return { from, to, raw: Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1') };
    });
  }

  /** Stops and, as after a mending, is started anew with other options on another port; what it has taken stays. */
  stop(): void {
    this.#process.kill();
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null;
  }
}

/** Starts smtp-sink with options such as `-r RCPT`, on a free port, until the test is over. A folder that is given is dumped into. */
export async function startSink(options: readonly string[], folder = makeFolder()): Promise<{ sink: SmtpSink; folder: string }> {
  const port = await freePort();
  const sink = new SmtpSink(folder, port, options);
  onTestFinished(() => sink.stop());
  for (let tries = 0; tries < 100; tries++) {
    if (sink.hasEnded) throw new Error('smtp-sink ended; is Debian’s package postfix installed?');
    if (await isOpen(port)) return { sink, folder };
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('smtp-sink does not listen');
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-sink-'));
  chmodSync(folder, 0o777);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
