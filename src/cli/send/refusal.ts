import { type Problem, isError } from '../../problem/problem.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';

/** Why nothing was sent, and the exit code that says so. */
export interface Refusal {
  readonly refused: readonly Problem[];
  readonly exitCode: ExitCode;
}

export function refuse(refused: readonly Problem[], exitCode: ExitCode = EXIT.refused): Refusal {
  return { refused, exitCode };
}

export function isRefusal(candidate: object): candidate is Refusal {
  return 'refused' in candidate;
}

/** Refuses when there is an error among the problems. */
export function refuseErrors(problems: readonly Problem[], exitCode: ExitCode = EXIT.refused): Refusal | undefined {
  return problems.some(isError) ? refuse(problems, exitCode) : undefined;
}
