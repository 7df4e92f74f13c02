import { runProgram, type ProgramOptions } from './run-program.ts';

/** A preview that runs in this process. */
export interface RunningPreview {
  /** `http://127.0.0.1:12345`, without a slash at the end. */
  readonly origin: string;
  /** The address that it told, with a page, and a token where one is needed. */
  readonly url: string;
  /** What it said on stderr so far. */
  readonly stderr: () => string;
  /** As Ctrl-C does; gives the exit code. */
  readonly end: () => Promise<number>;
}

/** Starts `newsletter preview` in a workspace, on a port that is free unless another is asked for. */
export async function startPreview(
  folder: string,
  argv: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<RunningPreview> {
  const stop = new AbortController();
  let said = '';
  let url: ((url: string) => void) | undefined;
  const started = new Promise<string>((resolve) => {
    url = resolve;
  });
  const port = argv.includes('--port') ? [] : ['--port', '0'];
  const run = runProgram(folder, ['preview', '--no-open', ...port, ...argv, '--json'], {
    ...options,
    stop: stop.signal,
    onStdout: (text) => {
      const told = /"url":"([^"]+)"/.exec(text)?.[1];
      if (told !== undefined) url!(told);
    },
    onStderr: (text) => {
      said += text;
    },
  });
  const first = await Promise.race([started, run]);
  if (typeof first !== 'string') throw new Error(`the preview did not start: ${first.stdout}${first.stderr}`);
  return {
    origin: new URL(first).origin,
    url: first,
    stderr: () => said,
    end: async () => {
      stop.abort();
      return (await run).exitCode;
    },
  };
}
