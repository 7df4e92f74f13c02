import { isStorageFault } from '../../ledger/group-commit.ts';
import { type Problem, problem } from '../../problem/problem.ts';

/** A disk that is full is a problem; anything else is a bug and goes on its way. */
export function writeFailure(error: unknown): Problem {
  if (!isStorageFault(error)) throw error;
  return problem('ledger-write-failed', { reason: error.message });
}
