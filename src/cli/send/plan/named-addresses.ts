import type { SomeAddresses } from '../../../problem/problem-details.ts';
import { type Problem, problem } from '../../../problem/problem.ts';

/** Of more addresses than this, the others are counted. */
const MOST_NAMED = 500;

type ManyCode = 'recipients-added' | 'recipients-changed' | 'recipients-removed' | 'recipients-suppressed';

/** Addresses that one problem names, of many the first ones. */
export class NamedAddresses {
  readonly #named: string[] = [];
  #others = 0;

  constructor(addresses: Iterable<string> = []) {
    for (const address of addresses) this.add(address);
  }

  add(address: string): void {
    if (this.#named.length < MOST_NAMED) this.#named.push(address);
    else this.#others++;
  }

  /** Nothing where nobody is named. */
  problem(code: ManyCode): Problem[] {
    const details: SomeAddresses = { addresses: this.#named, others: this.#others };
    return this.#named.length > 0 ? [problem(code, details)] : [];
  }
}
