// Whole processes, timed: `seconds` from their start to their end, `cpu` in microseconds (user and system, all threads), `memory` in
// megabytes (resident, at its peak; null where nobody tells it).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the output so many bytes are kept: a million lines are of no use. */
const END = 16_384;
const HOOK = new URL('usage-at-exit.mjs', import.meta.url).href;

/** A path from this folder. */
export function at(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Node with those arguments; `output` is the end of what it wrote, into a file, so that reading it takes nothing from the measured. */
export async function timeNode(args, env = process.env) {
  return timed(process.execPath, args, (folder) => ({ ...env, ...usageVariables(folder) }), readUsage);
}

/** A program that is not of Node; Bash tells what it used. */
export async function timeCommand(args) {
  const script = 'TIMEFORMAT="bench %U %S"; time "$@"';
  return timed(
    'bash',
    ['-c', script, 'bash', ...args],
    () => ({ ...process.env, LC_ALL: 'C' }),
    (_, errors) => {
      const [user, system] = /bench ([\d.]+) ([\d.]+)/.exec(errors).slice(1).map(Number);
      return { cpu: (user + system) * 1e6, memory: null };
    },
  );
}

/** What makes a process of Node leave in that folder what it used. */
export function usageVariables(folder) {
  return { NODE_OPTIONS: `--import=${HOOK}`, BENCH_USAGE: join(folder, 'usage.json') };
}

export function readUsage(folder) {
  return JSON.parse(readFileSync(join(folder, 'usage.json'), 'utf8'));
}

async function timed(command, args, envIn, usageOf) {
  const folder = mkdtempSync(join(tmpdir(), 'newsletter-bench-'));
  const [stdout, stderr] = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'w'));
  try {
    const start = performance.now();
    const child = spawn(command, args, { env: envIn(folder), stdio: ['ignore', stdout, stderr] });
    const [code] = await once(child, 'exit');
    const seconds = (performance.now() - start) / 1000;
    const [output, errors] = ['stdout', 'stderr'].map((name) => readEnd(join(folder, name)));
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${output}${errors}`);
    return { seconds, output, ...usageOf(folder, errors) };
  } finally {
    closeSync(stdout);
    closeSync(stderr);
    rmSync(folder, { recursive: true });
  }
}

function readEnd(path) {
  const file = openSync(path, 'r');
  const start = Math.max(0, fstatSync(file).size - END);
  const bytes = Buffer.alloc(END);
  const length = readSync(file, bytes, 0, END, start);
  closeSync(file);
  return bytes.toString('utf8', 0, length);
}
