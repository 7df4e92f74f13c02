import type { Issue } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** Whether a variant has the sections of its issue, by their numbers. */
export function checkVariant(variant: Issue, own: Issue): Problem[] {
  const [here, there] = [variant, own].map(({ sections }) => sections.map(({ number }) => number)) as [number[], number[]];
  const missing = there.filter((number) => !here.includes(number));
  const extra = here.filter((number) => !there.includes(number));
  if (missing.length + extra.length === 0) return [];
  return [problem('variant-sections', { language: variant.language, missing, extra }, { file: variant.file })];
}
