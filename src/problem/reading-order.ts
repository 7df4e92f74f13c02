import type { Problem } from './problem.ts';

/** The problems of each file together and by line, the files as they came. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ place }) => place?.file))];
  const rank = ({ place }: Problem): number => files.indexOf(place?.file);
  return problems.toSorted(
    (a, b) => rank(a) - rank(b) || (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
