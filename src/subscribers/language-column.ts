import { type Place, type Problem, problem } from '../problem/problem.ts';
import { isLanguageWord, readLanguage } from './read-language.ts';

/** Filled cells of a column that are looked at, and different ones that a column of languages may have. */
const MOST_CELLS = 300;
const MOST_DIFFERENT = 20;

/**
 * Looks for a column of languages in a list that has no column "language": nobody would get the language that it says. It looks at the
 * first cells of each column only, so a long list costs nothing.
 */
export class LanguageColumnSearch {
  readonly #columns: { readonly name: string; readonly index: number; readonly cells: Set<string>; filled: number }[];

  constructor(columns: readonly string[]) {
    this.#columns = columns.flatMap((name, index) =>
      name === '' || COUNTRY.test(name) ? [] : [{ name, index, cells: new Set<string>(), filled: 0 }],
    );
  }

  see(cells: readonly string[]): void {
    for (let at = this.#columns.length - 1; at >= 0; at--) {
      const column = this.#columns[at]!;
      const cell = cells[column.index]!;
      if (cell === '' || column.filled >= MOST_CELLS) continue;
      column.filled++;
      column.cells.add(cell.toLowerCase());
      if (column.cells.size > MOST_DIFFERENT) this.#columns.splice(at, 1);
    }
  }

  /** A warning for each column that seems to hold languages; `place` is the list's first line. */
  problems(place: Place): Problem[] {
    return this.#columns
      .filter(({ name, cells }) => (NAMED_SO.test(name) ? isChoice([...cells]) : holdsLanguages([...cells])))
      .map(({ name, cells }) => problem('list-language-column', { column: name, example: [...cells][0]! }, place));
  }
}

/** Names that speak of a language: `kielivalinta`, `toivottu kieli`; but not `kielto` (a ban). */
const NAMED_SO = /kiel(?!l|t)|språk|sprak|(?<!\p{L})lang(?!\p{L})|language|sprache|idioma/u;
/** Names of places: Finnish calls many countries and their languages the same (`suomi`, `ruotsi`). */
const COUNTRY =
  /maa(?!\p{L})|country|(?:^|\P{L})land|valtio|nation|kansal|citizen|medborg|sijainti|alue|region|locati|paikka|ort(?!\p{L})/u;

/** Yes and no, numbers and marks, in which there is no language. */
const NO_CHOICE = /^(?:kyllä|ei|yes|no|ja|nej|true|false|on|off|[kyenjx]|[\d.,]+|[^\p{L}]+)$/u;

function isChoice(cells: readonly string[]): boolean {
  return cells.some((cell) => !NO_CHOICE.test(cell));
}

function holdsLanguages(cells: readonly string[]): boolean {
  if (cells.length < 2) return false;
  const languages = cells.map(readLanguage);
  if (languages.some((language) => language === null)) return false;
  return cells.some(isLanguageWord) || (languages.includes('fi') && languages.includes('sv'));
}
