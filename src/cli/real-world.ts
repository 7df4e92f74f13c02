import { readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock/clock.ts';
import { run } from './run.ts';
import type { Output, World } from './world.ts';

/** The only place that touches the process: makes the world of it, runs the program, sets the exit code. */
export async function runInRealWorld(): Promise<void> {
  const world = realWorld();
  // mjml runs what a `.mjmlconfig` of the process's folder names; in this folder there is none, whatever a workspace holds.
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  process.exitCode = await run(world);
}

/** The commands that finish what is in flight when they are told to end. The system ends all others at once, even while they are busy. */
const FINISHES: ReadonlySet<string> = new Set(['send', 'preview', 'archive']);

function realWorld(): World {
  const stop = new AbortController();
  const leave = new AbortController();
  const interrupt = (): void => (stop.signal.aborted ? leave.abort() : stop.abort());
  if (process.argv.some((argument) => FINISHES.has(argument)))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    ask: process.stdin.isTTY && process.stderr.isTTY ? (question) => ask(question, interrupt) : null,
    open: process.stdout.isTTY ? openInBrowser : null,
    clock,
    stop: stop.signal,
    leave: leave.signal,
    pid: process.pid,
    hostname: hostname(),
    get locale() {
      return Intl.DateTimeFormat().resolvedOptions().locale;
    },
    stateFolder: stateFolder(process.env),
    mounts,
  };
}

const clock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  after: (delay, callBack) => {
    const timer = setTimeout(callBack, Math.min(delay, 2_147_483_647));
    return () => clearTimeout(timer);
  },
};

/** A reader that went away (`| head`) ends the output, not the program. */
function output(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  stream.on('error', () => {
    isOpen = false;
  });
  return {
    write: (text) => {
      if (isOpen) stream.write(text);
    },
    isTerminal: stream.isTTY,
    get width() {
      return stream.columns ?? 80;
    },
  };
}

async function openInBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const browser = await open(address).catch(() => undefined);
  browser?.on('error', () => undefined);
}

async function ask(question: string, interrupt: () => void): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.once('SIGINT', () => {
      interrupt();
      lines.close();
    });
    lines.once('close', () => resolve(null));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

function mounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}

function stateFolder(env: NodeJS.ProcessEnv): string {
  const chosen = env['XDG_STATE_HOME'] || (process.platform === 'win32' ? env['LOCALAPPDATA'] : undefined);
  return chosen || join(homedir(), '.local', 'state');
}
