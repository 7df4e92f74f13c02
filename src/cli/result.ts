import type { Problem } from '../problem/problem.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command comes to. `lines` are its results for people, on stdout; `data` is the same for scripts. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  readonly lines: Iterable<string>;
  /** Called when both have been told: they may be read only then. */
  readonly release?: () => void;
}
