import type { Problem, ProblemCode } from '../../problem/problem.ts';

/** Whether front matter could not be read: without it a text has no name and no date, and what was made of it before should stay. */
export function hasNoHeader(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => NO_HEADER.has(code));
}

const NO_HEADER: ReadonlySet<ProblemCode> = new Set([
  'front-matter-missing',
  'front-matter-unclosed',
  'front-matter-language',
  'front-matter-syntax',
  'front-matter-colon',
]);
