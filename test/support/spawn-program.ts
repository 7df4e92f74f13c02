import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROGRAM = join(fileURLToPath(new URL('../..', import.meta.url)), 'bin', 'newsletter.js');

export interface SpawnedRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real program as a process of its own. */
export class SpawnedProgram {
  readonly process: ChildProcess;
  readonly ended: Promise<SpawnedRun>;

  constructor(folder: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const own = { NEWSLETTER_LANG: 'en', XDG_STATE_HOME: join(folder, '.state'), NO_COLOR: '1' };
    this.process = spawn(process.execPath, [PROGRAM, ...argv], { cwd: folder, env: { ...process.env, ...own, ...env } });
    let stdout = '';
    let stderr = '';
    this.process.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.process.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

export function spawnProgram(
  folder: string,
  argv: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<SpawnedRun> {
  return new SpawnedProgram(folder, argv, env).ended;
}
