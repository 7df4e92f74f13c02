import type { Problem } from '../problem/problem.ts';
import type { Words } from './words.ts';

/** The sentence about a problem, free of control, escape and bidi characters that a cell or a server may have brought. */
export function describeProblem(problem: Problem, words: Words): string {
  const describe = words.problems[problem.code] as (details: Problem['details']) => string;
  return describe(problem.details).replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
