import type { Problem, ProblemCode } from '../../problem/problem.ts';

/** Problems whose sentences name a recipient, or what stands in a recipient's cell. */
const NAMING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'hole-empty',
  'hole-link',
  'list-address',
  'list-address-not-ascii',
  'list-duplicate-address',
  'list-language',
  'list-letter-lost',
]);

/** Stands for what is not told. */
const HIDDEN = '…';

/** A problem as it is told before recipients were asked for: where it is stays, whom it is about does not. */
export function hidePeople(problem: Problem): Problem {
  if (problem.code === 'text-mojibake' && problem.details.unit === 'cell')
    return { ...problem, details: { ...problem.details, written: HIDDEN, meant: null } };
  if (!NAMING.has(problem.code)) return problem;
  const hidden = 'value' in problem.details ? { address: HIDDEN, value: HIDDEN } : { address: HIDDEN };
  return { ...problem, details: { ...problem.details, ...hidden } } as Problem;
}
