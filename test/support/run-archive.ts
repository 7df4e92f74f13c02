import { expect } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { type ProgramOptions, problemsOf, realClock, runProgram } from './run-program.ts';
import type { TestWorkspace } from './workspace.ts';

/** What `archive --json` says of a run. */
export interface ArchiveData {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** A clock that stands at a time. */
export function clockAt(iso: string): Clock {
  return { ...realClock, now: () => new Date(iso) };
}

/** Writes the archive at a time; nothing may be wrong that keeps a page out. */
export async function writeArchiveAt(
  { folder }: TestWorkspace,
  iso: string,
  argv: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<ArchiveData> {
  const run = await runProgram(folder, ['archive', '--json', ...argv], { ...options, clock: clockAt(iso) });
  const errors = problemsOf(run, 'archive').filter(({ severity }) => severity === 'error');
  expect({ exitCode: run.exitCode, errors, stderr: run.stderr }).toEqual({ exitCode: 0, errors: [], stderr: '' });
  return (JSON.parse(run.stdout) as { data: ArchiveData }).data;
}
