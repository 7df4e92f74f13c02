import { runProgram } from './run-program.ts';

/** A preview as a person starts it: in words. */
export interface SpokenPreview {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The addresses that it told, in order. */
  readonly told: () => string[];
  /** Ends it as Ctrl-C does; gives the exit code. */
  readonly end: () => Promise<number>;
}

/** Starts `newsletter preview` without `--json`; ready when it told an address. */
export async function speakPreview(
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<SpokenPreview> {
  const stop = new AbortController();
  const said = { stdout: '', stderr: '' };
  let start: (() => void) | undefined;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const run = runProgram(folder, ['preview', '--no-open', ...argv], {
    env,
    stop: stop.signal,
    onStdout: (text) => {
      said.stdout += text;
      if (text.includes('http://')) start!();
    },
    onStderr: (text) => {
      said.stderr += text;
    },
  });
  const ended = await Promise.race([started, run]);
  if (ended) throw new Error(`the preview did not start: ${ended.stdout}${ended.stderr}`);
  return {
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    told: () => [...`${said.stdout}\n${said.stderr}`.matchAll(/http:\/\/\S+/g)].map(([address]) => address),
    end: async () => {
      stop.abort();
      return (await run).exitCode;
    },
  };
}
