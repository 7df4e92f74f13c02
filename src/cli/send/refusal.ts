import { type Problem, isError } from '../../problem/problem.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';

/** Why nothing was sent, and the exit code that says so. */
export interface Refusal {
  readonly reasons: readonly Problem[];
  readonly exitCode: ExitCode;
}

export function refuse(reasons: readonly Problem[], exitCode: ExitCode = EXIT.refused): Refusal {
  return { reasons, exitCode };
}

export function isRefusal(candidate: object): candidate is Refusal {
  return 'reasons' in candidate;
}

/** Refuses when there is an error among the problems. */
export function refuseErrors(problems: readonly Problem[], exitCode: ExitCode = EXIT.refused): Refusal | undefined {
  return problems.some(isError) ? refuse(problems, exitCode) : undefined;
}
