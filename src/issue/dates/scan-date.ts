import type { Lexicon } from './lexicon.ts';

/** A day as it was written: what was left out is null. */
export interface WrittenDay {
  /** 1 for Monday; null when no weekday was written. */
  readonly weekday: number | null;
  readonly day: number;
  readonly month: number | null;
  readonly year: number | null;
}

/** An hour as it was written; `half` is what stood behind it on a clock of twelve hours. */
export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
}

/** Goes through words from left to right and takes off what it knows; spaces and the kinds of dashes are made one before. */
export class DateScanner {
  readonly #text: string;
  readonly #words: Lexicon;
  #offset: number;

  constructor(text: string, words: Lexicon, offset = 0) {
    this.#text = text;
    this.#words = words;
    this.#offset = offset;
  }

  get isDone(): boolean {
    return /^[\s.]*(?:\([^()]*\))?[\s.]*$/.test(this.#text.slice(this.#offset));
  }

  get offset(): number {
    return this.#offset;
  }

  /** `ti`, `tiistaina`, `tisdagen den`, `Tue,` → 2. */
  weekday(): number | null {
    const { weekdays, day } = this.#words;
    for (const [index, name] of weekdays.entries()) {
      if (this.#take(`(?<![\\p{L}\\d])${name}\\.?(?![\\p{L}]),? ?${day}`)) return index + 1;
    }
    return null;
  }

  dash(): boolean {
    return this.#take(` ?– ?| ${this.#words.until} `) !== null;
  }

  week(): { week: number; year: number | null } | null {
    const match = this.#take(`${this.#words.week}\\.? ?(\\d{1,2})(?: ?[/ ] ?(\\d{4})| of (\\d{4}))?`);
    const year = match?.[2] ?? match?.[3];
    return match && { week: Number(match[1]), year: year === undefined ? null : Number(year) };
  }

  /** A day in running text, where much else looks like one: with both dots in Finnish, a year only where it is joined to it or to a month's name. */
  plainDay(): Omit<WrittenDay, 'weekday'> | null {
    const written = this.#text.slice(this.#offset);
    const isNumber = /^\d{1,2}[./]\d/.test(written);
    if (isNumber && this.#words.needsDots && !/^\d{1,2}\.\d{1,2}\.(?!\d{1,3}(?!\d))/.test(written)) return null;
    const start = this.#offset;
    const found = this.day();
    const taken = this.#text.slice(start, this.#offset);
    const isLoose = isNumber && /[ /]\d{4}$/.test(taken);
    if (!found) return null;
    if (isLoose) {
      this.#offset -= ' 2022'.length;
      return { ...found, year: null };
    }
    return found.year !== null && (found.year < 1990 || found.year > 2100) ? null : found;
  }

  /** `25.1.2022`, `25.1.`, `25/1 2022`, `25 January 2022`, `January 25, 2022`. */
  day(): Omit<WrittenDay, 'weekday'> | null {
    const { months, day } = this.#words;
    const numeric = this.#take(
      `${day}(\\d{1,2})(?:\\. ?(\\d{1,2})(?:\\.(?: ?(\\d{4})(?!\\d|[.:]\\d)|(\\d{2})(?![\\d.:]))?|(?= |$|–))|/(\\d{1,2})(?!\\d)(?:[ /.](\\d{4}))?)`,
    );
    if (numeric) {
      const [, date, month, year, shortYear, slashMonth, slashYear] = numeric;
      const full = year ?? slashYear ?? (shortYear === undefined ? undefined : `20${shortYear}`);
      return { day: Number(date), month: Number(month ?? slashMonth), year: full === undefined ? null : Number(full) };
    }
    for (const [index, name] of months.entries()) {
      const month = `${name}\\.?(?![\\p{L}])`;
      const year = '(?:,? (\\d{4})(?![.:]?\\d))?';
      const first = this.#take(`${day}(\\d{1,2})(?:\\.|st|nd|rd|th|:[ae])? (?:of )?${month}${year}`);
      const second = first ?? this.#take(`${month} (\\d{1,2})(?:st|nd|rd|th)?(?!\\d)${year}`);
      if (second) return { day: Number(second[1]), month: index + 1, year: second[2] === undefined ? null : Number(second[2]) };
    }
    return null;
  }

  /** The first day of a range whose month stands behind the second: `12.–`, `12–`, `12th–`. */
  bareDay(): Omit<WrittenDay, 'weekday'> | null {
    const match = this.#take(`${this.#words.day}(\\d{1,2})(?:\\.|st|nd|rd|th|:[ae])?(?= ?–)`);
    return match && { day: Number(match[1]), month: null, year: null };
  }

  /** `klo 15`, `kl. 15.30`, `at 3 pm`, `noon`. */
  time(): WrittenTime | null {
    const named = this.#take(`,? ?(?:${this.#words.clock}\\.? )?(?:12 )?(noon|midnight)(?![\\p{L}])`);
    if (named) return { hour: named[1]!.toLowerCase() === 'noon' ? 12 : 0, minute: 0, half: null };
    const match = this.#take(`,? ?(?:${this.#words.clock}\\.? ?)?(\\d{1,2})(?:[.:](\\d{2}))?(?![\\d/])(?: ?([ap])\\.?m\\b\\.?)?`);
    if (!match) return null;
    const half = match[3] === undefined ? null : match[3].toLowerCase() === 'a' ? 'am' : 'pm';
    return { hour: Number(match[1]), minute: Number(match[2] ?? 0), half };
  }

  /** Goes back to where it was when what follows is something else. */
  attempt<T>(scan: () => T | null): T | null {
    const start = this.#offset;
    const found = scan();
    if (found === null) this.#offset = start;
    return found;
  }

  #take(pattern: string): RegExpExecArray | null {
    const expression = compiled(pattern);
    expression.lastIndex = this.#offset;
    const match = expression.exec(this.#text);
    if (match) this.#offset = expression.lastIndex;
    return match;
  }
}

const expressions = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(`(?:${pattern})`, 'iuy');
  expressions.set(pattern, known);
  return known;
}

/** One kind of space and one kind of dash, with the same length as before. */
export function plainDate(text: string): string {
  return text.replace(/[\u00a0\u2007\u202f\t]/g, ' ').replace(/[-\u2010\u2011\u2012\u2014\u2212]/g, '–');
}
