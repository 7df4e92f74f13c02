import { run } from '../../src/cli/run.ts';
import type { World } from '../../src/cli/world.ts';
import type { Clock } from '../../src/clock/clock.ts';

export const realClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  after: (delay, callBack) => {
    const timer = setTimeout(callBack, delay);
    return () => clearTimeout(timer);
  },
};

/** The time at which every test begins: noon in Helsinki, years after the dates of the issues that tests are about. */
const START = Date.parse('2026-03-02T10:00:00Z');

/** The clock of a run that names none: it begins at a fixed time, so that no test depends on the day or the hour it is run at. */
export const testClock: Clock = { ...realClock, now: () => new Date(START + performance.now()) };

/** What a run of the whole program came to. */
export interface ProgramRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What a person at a terminal answers; without it there is no terminal. */
  readonly answer?: string | null;
  /** What an address is opened with. */
  readonly open?: (address: string) => Promise<void>;
  readonly stop?: AbortSignal;
  readonly leave?: AbortSignal;
  /** `testClock` unless another is given. */
  readonly clock?: Clock;
  /** The system's table of mounts. */
  readonly mounts?: string;
  /** Where state that outlives the workspace is kept; within the workspace unless another folder is given. */
  readonly stateFolder?: string;
  /** What happens while a person is asked. */
  readonly onQuestion?: () => void;
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
}

/** Runs the whole program in this process, in a workspace's folder, with a world of its own. */
export async function runProgram(folder: string, argv: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): World['stdout'] => ({
    write: (text) => {
      if (name === 'stdout') options.onStdout?.(text);
      else options.onStderr?.(text);
      written[name] += text;
    },
    isTerminal: false,
    width: 80,
  });
  const { answer } = options;
  const exitCode = await run({
    argv,
    cwd: folder,
    env: { NEWSLETTER_LANG: 'en', ...options.env },
    stdout: output('stdout'),
    stderr: output('stderr'),
    ask: answer === undefined ? null : () => (options.onQuestion?.(), Promise.resolve(answer)),
    open: options.open ?? null,
    clock: options.clock ?? testClock,
    stop: options.stop ?? new AbortController().signal,
    leave: options.leave ?? new AbortController().signal,
    pid: process.pid,
    hostname: 'test.example.org',
    locale: 'en-GB',
    stateFolder: options.stateFolder ?? `${folder}/.state`,
    mounts: () => options.mounts ?? '',
  });
  return { exitCode, ...written };
}

/** A problem as `--json` gives it. */
export interface JsonProblem {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly details: Record<string, unknown>;
}

/** One line of `send --json`. */
export interface JsonLine {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly file?: string;
  readonly line?: number;
  readonly address?: string;
  readonly state?: string;
  readonly reply?: string;
  readonly counts?: Record<string, number>;
  readonly exitCode?: number;
  readonly ok?: boolean;
  readonly inFlightLimit?: number;
  readonly due?: number;
  readonly recipients?: { address: string }[];
  readonly rehearsal?: boolean;
}

export function jsonLines(run: { readonly stdout: string }): JsonLine[] {
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonLine);
}

/** The problems of a run with `--json`, of `send` or of any other command. */
export function problemsOf(run: ProgramRun, command: string): JsonProblem[] {
  if (command === 'send') return jsonLines(run).filter(({ type }) => type === 'problem') as unknown as JsonProblem[];
  return (JSON.parse(run.stdout) as { problems: JsonProblem[] }).problems;
}
