import type { Written } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** Holes without a default: on a web page nobody fills them. */
export function checkPublicHoles({ holeUses }: Written): Problem[] {
  const open = holeUses.filter(({ hole }) => !hole.fallback);
  const first = new Map(open.toReversed().map((use) => [use.hole.name, use]));
  return [...first.values()].toReversed().map(({ hole, place }) => problem('hole-public', { name: hole.name }, place));
}
