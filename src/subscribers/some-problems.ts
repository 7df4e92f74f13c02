import { type Problem, type ProblemCode, problem } from '../problem/problem.ts';

/** Of more rows than this with the same problem in one list, the others are counted. */
export const MOST_ALIKE = 200;

/** The problems of one list's rows, the first ones of each kind; a list may have as many wrong rows as it has rows. */
export class SomeProblems {
  readonly #file: string;
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<ProblemCode, number>();

  constructor(file: string) {
    this.#file = file;
  }

  add(found: Problem): void {
    const count = (this.#counts.get(found.code) ?? 0) + 1;
    this.#counts.set(found.code, count);
    if (count <= MOST_ALIKE) this.#kept.push(found);
  }

  /** As they came, and then how many more there are of each kind. */
  all(): Problem[] {
    const more = [...this.#counts].filter(([, count]) => count > MOST_ALIKE);
    const counted = more.map(([code, count]) => problem('list-more', { code, count: count - MOST_ALIKE }, { file: this.#file }));
    return [...this.#kept, ...counted];
  }
}
