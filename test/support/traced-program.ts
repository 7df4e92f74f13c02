import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpawnedRun } from './spawn-program.ts';
import { type Call, TRACED_CALLS, parseStrace } from './strace-log.ts';

export interface TracedRun extends SpawnedRun {
  /** What the program asked of the kernel, in order. */
  readonly calls: readonly Call[];
}

/** Runs a program of ours under strace. Without strace nothing can be said of power cuts, so that is an error. */
export async function traceProgram(
  program: string,
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<TracedRun> {
  const log = join(folder, '.strace');
  const strace = ['-f', '-y', '-xx', '-s', '1000000', '-e', `trace=${TRACED_CALLS}`, '-o', log, process.execPath];
  const own = { NEWSLETTER_LANG: 'en', XDG_STATE_HOME: join(folder, '.state'), NO_COLOR: '1' };
  const traced = spawn('strace', [...strace, program, ...argv], { cwd: folder, env: { ...process.env, ...own, ...env } });
  let stdout = '';
  let stderr = '';
  traced.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  traced.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = await new Promise<Pick<SpawnedRun, 'exitCode' | 'signal'>>((resolve, reject) => {
    traced.on('error', (error) =>
      reject(new Error('strace cannot be run; is Debian’s package strace installed?', { cause: error })),
    );
    traced.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  return { ...ended, stdout, stderr, calls: existsSync(log) ? parseStrace(readFileSync(log, 'latin1')) : [] };
}
