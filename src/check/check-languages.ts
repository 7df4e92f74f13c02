import { type Problem, problem } from '../problem/problem.ts';
import type { Row, RowCheck } from './fill-faults.ts';

/** Words in the column for languages that are no code of one, as `svenska`: whoever has them would get another language than was meant. */
export class LanguageCheck implements RowCheck {
  #first: Row | undefined;
  #count = 0;

  see(row: Row): void {
    if (/^(?:[a-z]{2}(?:[-_].*)?)?$/i.test(row.fields['language'] ?? '')) return;
    this.#first ??= row;
    this.#count++;
  }

  problems(): Problem[] {
    if (!this.#first) return [];
    const { fields, address, place } = this.#first;
    return [problem('list-language', { language: fields['language']!, address, others: this.#count - 1 }, place)];
  }
}
