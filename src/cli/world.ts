import type { Clock } from '../clock/clock.ts';

/** Everything outside the program that it may touch, as an argument: tests run the whole program with a world of their own. */
export interface World {
  /** The arguments behind the program's name. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks a person one question; null when there is no terminal to ask at, or the answer was to go away. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  /** Opens an address in the browser of whoever sits here; null where nobody does. Never fails: the address is told as well. */
  readonly open: ((address: string) => Promise<void>) | null;
  readonly clock: Clock;
  /** Given at the first Ctrl-C, SIGTERM or SIGHUP: finish what is in flight. */
  readonly stop: AbortSignal;
  /** Given at the second: leave. */
  readonly leave: AbortSignal;
  readonly pid: number;
  readonly hostname: string;
  /** The system's language, such as `fi-FI`, for when no variable says another. */
  readonly locale: string;
  /** The folder for state that outlives the workspace: XDG_STATE_HOME or its like. */
  readonly stateFolder: string;
  /** The system's table of mounts as Linux writes it (proc(5), mountinfo); empty where there is none. */
  readonly mounts: () => string;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}
