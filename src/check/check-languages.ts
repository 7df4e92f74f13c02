import { ISSUE_LANGUAGES } from '../config/config.ts';
import type { Issue } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { readLanguage } from '../subscribers/read-language.ts';
import type { Row, RowCheck } from './fill-faults.ts';

/** Different cells that are reported one by one; all others are counted together. */
const MOST_VALUES = 5;

/** Holds the languages that readers want against those that an issue is in: nobody gets another language in silence. */
export class LanguageCheck implements RowCheck {
  readonly #own: Issue;
  readonly #variants: readonly Issue[];
  /** How many want a language, by its code. */
  readonly #wanted = new Map<string, number>();
  /** Cells that are not one language, with the first row of each. */
  readonly #unclear = new Map<string, { readonly row: Row; count: number }>();

  constructor(own: Issue, variants: readonly Issue[]) {
    this.#own = own;
    this.#variants = variants;
  }

  see(row: Row): void {
    const cell = row.fields['language'] ?? '';
    const wanted = readLanguage(cell);
    if (wanted === null) this.#countUnclear(cell, row);
    else this.#wanted.set(wanted, (this.#wanted.get(wanted) ?? 0) + 1);
  }

  problems(): Problem[] {
    return [...this.#unclearCells(), ...this.#withoutVariant(), ...this.#unread()];
  }

  #countUnclear(cell: string, row: Row): void {
    const value = cell.toLowerCase();
    const key = this.#unclear.has(value) || this.#unclear.size < MOST_VALUES ? value : OTHERS;
    const known = this.#unclear.get(key);
    if (known) known.count++;
    else this.#unclear.set(key, { row, count: 1 });
  }

  #unclearCells(): Problem[] {
    return [...this.#unclear.values()].map(({ row: { fields, address, place }, count }) =>
      problem('list-language', { language: fields['language']!, address, others: count - 1, own: this.#own.language }, place),
    );
  }

  #withoutVariant(): Problem[] {
    const { slug, file, language: own } = this.#own;
    const there: readonly string[] = ['', own, ...this.#variants.map(({ language }) => language)];
    return [...this.#wanted]
      .filter(([language]) => !there.includes(language))
      .toSorted(([, one], [, other]) => other - one)
      .map(([language, count]) => {
        const isPossible = ISSUE_LANGUAGES.some((each) => each === language);
        const variant = isPossible ? `${slug}.${language}.md` : null;
        return problem('language-without-variant', { language, count, own, variant }, { file });
      });
  }

  /** Where nobody was seen, the lists could not be read, which is told. */
  #unread(): Problem[] {
    if (this.#wanted.size + this.#unclear.size === 0) return [];
    return this.#variants
      .filter(({ language }) => !this.#wanted.has(language))
      .map(({ language, file }) => problem('variant-unread', { language }, { file }));
  }
}

/** Stands for the cells that are counted together; no cell is so written. */
const OTHERS = '\n';
