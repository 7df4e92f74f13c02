import type { FootnoteToken } from './markdown.ts';

/** The footnotes of one page: what `[^label]: …` says of each, and the numbers of those that the text has a mark for. */
export class Footnotes {
  readonly #definitions = new Map<string, FootnoteToken>();
  readonly #numbers = new Map<string, number>();
  #waiting: { readonly number: number; readonly token: FootnoteToken }[] = [];

  /** Notes a definition; false for a label that has one already. */
  define(token: FootnoteToken): boolean {
    if (this.#definitions.has(token.label)) return false;
    this.#definitions.set(token.label, token);
    return true;
  }

  /** The number that stands for a label in the text, from 1 in the order of the marks; undefined when nothing defines it. */
  numberOf(label: string): number | undefined {
    const token = this.#definitions.get(label);
    if (!token) return undefined;
    const number = this.#numbers.get(label) ?? this.#numbers.size + 1;
    if (!this.#numbers.has(label)) this.#waiting.push({ number, token });
    this.#numbers.set(label, number);
    return number;
  }

  /** The next note that was marked and not yet placed; undefined when there is none. */
  next(): { readonly number: number; readonly token: FootnoteToken } | undefined {
    return this.#waiting.shift();
  }

  /** Definitions that no mark leads to. */
  unused(): FootnoteToken[] {
    return [...this.#definitions.values()].filter(({ label }) => !this.#numbers.has(label));
  }
}
