import { type Problem, type ProblemCode, problem } from '../problem/problem.ts';

/** Of more rows than this with the same problem in one list, the others are counted. */
const MOST_ALIKE = 200;

/** The problems of one list's rows, the first ones of each kind; a list may have as many wrong rows as it has rows. */
export class SomeProblems {
  readonly #file: string;
  readonly #kept: Problem[] = [];
  readonly #alike = new Map<ProblemCode, { count: number; last: Problem }>();

  constructor(file: string) {
    this.#file = file;
  }

  add(found: Problem): void {
    const known = this.#alike.get(found.code);
    const count = (known?.count ?? 0) + 1;
    const isKept = count <= MOST_ALIKE;
    if (isKept) this.#kept.push(found);
    this.#alike.set(found.code, { count, last: known && !isKept ? known.last : found });
  }

  /** As they came, and then how many more there are of each kind, where the last that is told is. */
  all(): Problem[] {
    const more = [...this.#alike].filter(([, { count }]) => count > MOST_ALIKE);
    const counted = more.map(([code, { count, last }]) =>
      problem('list-more', { code, count: count - MOST_ALIKE }, { file: this.#file, ...last.place }),
    );
    return [...this.#kept, ...counted];
  }
}
