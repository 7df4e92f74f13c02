import type { Place } from '../../problem/problem.ts';
import type { Reading } from './reading.ts';

/** Gives sections without a number the next one, and reports written numbers that repeat, leave a gap or go back. */
export class SectionNumbers {
  readonly #lines = new Map<number, number>();
  readonly #reading: Reading;
  #last = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  next(written: number | null, place: Place): number {
    const number = written ?? this.#last + 1;
    if (written !== null) this.#check(written, place);
    if (!this.#lines.has(number)) this.#lines.set(number, place.line ?? 1);
    this.#last = Math.max(number, this.#last);
    return number;
  }

  #check(number: number, place: Place): void {
    const firstLine = this.#lines.get(number);
    if (firstLine !== undefined) {
      this.#reading.report('section-number-repeated', { number, firstLine }, place);
    } else if (number < this.#last) {
      this.#reading.report('section-number-order', { number, after: this.#last }, place);
    } else if (number > this.#last + 1) {
      const missing = Array.from({ length: Math.min(number - this.#last - 1, 100) }, (_, index) => this.#last + 1 + index);
      this.#reading.report('section-number-gap', { missing, after: this.#last, found: number }, place);
    }
  }
}
