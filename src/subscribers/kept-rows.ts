import { problem } from '../problem/problem.ts';
import { SomeProblems } from './some-problems.ts';
import type { Subscriber } from './subscriber.ts';

/** The rows of one list in memory, each address once: its first row. */
export class KeptRows {
  readonly problems: SomeProblems;
  readonly #rows = new Map<string, Subscriber>();

  constructor(file: string) {
    this.problems = new SomeProblems(file);
  }

  take(subscriber: Subscriber): void {
    const { key, address, place } = subscriber;
    const first = this.#rows.get(key)?.place;
    if (first) this.problems.add(problem('list-duplicate-address', { address, first: `${first.file}:${first.line}` }, place));
    else this.#rows.set(key, subscriber);
  }

  rows(): Subscriber[] {
    return [...this.#rows.values()];
  }
}
