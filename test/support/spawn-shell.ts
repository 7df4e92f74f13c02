import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { SpawnedRun } from './spawn-program.ts';

/** A line of shell, run as a process that does not outlive the test; `$1` and so on are its arguments. */
export class SpawnedShell {
  readonly process: ChildProcess;
  readonly ended: Promise<SpawnedRun>;

  constructor(
    folder: string,
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    launcher: readonly string[] = [],
  ) {
    const own = { NEWSLETTER_LANG: 'en', XDG_STATE_HOME: `${folder}/.state`, NO_COLOR: '1' };
    const argv = [...launcher, 'sh', '-c', script, 'sh', ...args];
    const options = { cwd: folder, env: { ...process.env, ...own, ...env } };
    this.process = spawn(argv[0]!, argv.slice(1), options);
    let stdout = '';
    let stderr = '';
    this.process.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.process.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    });
    onTestFinished(() => {
      this.process.kill('SIGKILL');
    });
  }
}

export function spawnShell(
  folder: string,
  script: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<SpawnedRun> {
  return new SpawnedShell(folder, script, args, env).ended;
}
