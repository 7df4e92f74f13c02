import { ISSUE_LANGUAGES, type IssueLanguage } from '../../config/config.ts';
import { type Place, type Problem, problem } from '../../problem/problem.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { YamlEntry, YamlSource } from '../../source/parse-yaml.ts';
import { quoteYaml } from '../../source/quote-yaml.ts';
import { hasSeen } from '../../source/unseen.ts';

/** Something that was put right after it had been published. */
export interface Correction {
  /** ISO date. */
  readonly date: string;
  readonly text: string;
}

/** How a page stands in the archive. */
export interface Publication {
  /** Not to be published, whatever its date. */
  readonly draft: boolean;
  /** Published at its address, but nothing links to it or lists it. */
  readonly unlisted: boolean;
  /** Whether search engines may list it. */
  readonly indexed: boolean;
  readonly corrections: readonly Correction[];
}

/** Of a page whose front matter cannot be read. */
export const NO_PUBLICATION: Publication = { draft: false, unlisted: false, indexed: false, corrections: [] };

/** The keys that every page's front matter may have. */
export const PUBLICATION_KEYS = ['draft', 'unlisted', 'robots', 'corrections'] as const;

/** Reads the keys of a front matter one by one, and keeps what is wrong with any. */
export class HeaderReader {
  readonly problems: Problem[] = [];
  readonly #entries: ReadonlyMap<string, YamlEntry>;
  readonly #file: string;

  /** `known`: the keys that may stand there. */
  constructor(source: YamlSource, file: string, known: readonly string[]) {
    this.#entries = new Map(source.entries.map((entry) => [entry.key, entry]));
    this.#file = file;
    for (const { key, line } of source.entries) {
      if (known.includes(key)) continue;
      this.problems.push(problem('front-matter-unknown-key', { key, nearest: nearestName(key, known) }, { file, line }));
    }
  }

  /** Where a key stands; the first line when it does not. */
  placeOf(...keys: readonly string[]): Place {
    const found = keys.flatMap((key) => this.#entries.get(key) ?? []);
    return this.#place(found[0]);
  }

  /** The value of a key; undefined when nothing is there that can be seen. With an `example` the key is required. */
  text(key: string, example?: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry && hidesText(entry, example !== undefined)) return this.#reportCut(entry, '');
    if (entry === undefined || !isFilled(entry.value)) {
      if (example !== undefined) this.problems.push(problem('front-matter-required', { key, example }, this.#place(entry)));
      else if (typeof entry?.value === 'string' && entry.value !== '') this.#reportBlank(entry);
      return undefined;
    }
    if (typeof entry.value === 'object') return this.#refuseBrackets(entry);
    const value = entry.value.replace(/[^\S\ufeff]+/g, ' ').trim();
    if (isCut(entry)) this.#reportCut(entry, value);
    return value;
  }

  /** The same of a key that may be left out, but not be left empty. */
  filledText(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || isFilled(entry.value)) return this.text(key);
    return hidesText(entry, true) ? this.#reportCut(entry, '') : this.#reportBlank(entry);
  }

  #reportCut({ key, comment, line }: YamlEntry, value: string): undefined {
    const suggestion = `${key}: ${quoteYaml(`${value} #${comment}`.trim())}`;
    this.problems.push(problem('front-matter-cut', { key, value, suggestion }, { file: this.#file, line }));
    return undefined;
  }

  #reportBlank(entry: YamlEntry): undefined {
    this.problems.push(problem('front-matter-blank', { key: entry.key }, this.#place(entry)));
    return undefined;
  }

  /** A text that begins with a bracket, which YAML reads as a list or as a group of keys. */
  #refuseBrackets(entry: YamlEntry): undefined {
    if (!/^[[{]/.test(entry.source)) return this.#refuse(entry, 'text');
    const suggestion = `${entry.key}: ${quoteYaml(entry.source.replace(/\s+/g, ' '))}`;
    this.problems.push(problem('front-matter-quotes', { key: entry.key, suggestion }, this.#place(entry)));
    return undefined;
  }

  /** A key whose value is decided elsewhere: one that says something else was meant otherwise. */
  expect(key: string, value: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.value === null) return;
    const written = Array.isArray(entry.value) ? entry.value.join(', ') : shownValue(entry);
    if (written === value) return;
    this.problems.push(problem('variant-differs', { key, written, expected: value }, this.#place(entry)));
  }

  onOrOff(key: string, expected = 'on | off'): boolean | null {
    const written = this.text(key);
    if (written === undefined) return null;
    if (/^(?:on|yes|true)$/i.test(written)) return true;
    return /^(?:off|no|false)$/i.test(written) ? false : (this.#refuse(this.#entries.get(key)!, expected) ?? null);
  }

  /** `of`: what a variant's issue or article says for all its languages. */
  publication(of: Pick<Publication, 'draft' | 'unlisted'> | undefined): Publication {
    return {
      draft: this.onOrOff('draft', 'true | false') === true || of?.draft === true,
      unlisted: this.#unlisted() || of?.unlisted === true,
      indexed: this.#robots(),
      corrections: this.#corrections(),
    };
  }

  /** A value that cannot be understood counts as yes: what was to be unlisted is not listed for a typing error. */
  #unlisted(): boolean {
    const before = this.problems.length;
    return this.onOrOff('unlisted', 'true | false') ?? this.problems.length > before;
  }

  #robots(): boolean {
    const written = this.text('robots') ?? 'index';
    if (written !== 'index' && written !== 'noindex') this.#refuse(this.#entries.get('robots')!, 'index | noindex');
    return written !== 'noindex';
  }

  /** `- 2022-01-03: what was put right`, one for each. */
  #corrections(): Correction[] {
    const entry = this.#entries.get('corrections');
    if (entry === undefined || entry.value === null) return [];
    const items: readonly unknown[] = Array.isArray(entry.value) ? entry.value : [entry.value];
    const found = items.flatMap((item) => {
      const written = typeof item === 'object' && item !== null ? Object.entries(item) : [];
      const found = written.flatMap(([date, text]: [string, unknown]) =>
        isRealDate(date) && typeof text === 'string' && hasSeen(text) ? [{ date, text: text.replace(/\s+/g, ' ').trim() }] : [],
      );
      if (found.length === 0 || found.length < written.length) this.#refuse(entry, 'corrections');
      return found;
    });
    return found.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  }

  date(example?: string): string {
    const written = this.text('date', example);
    if (written === undefined) return '';
    const entry = this.#entries.get('date')!;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return this.#refuse(entry, 'date') ?? '';
    if (isRealDate(written)) return written;
    this.problems.push(problem('date-impossible', { value: written }, this.#place(entry)));
    return '';
  }

  language(): IssueLanguage | null {
    const written = this.text('lang');
    if (written === undefined) return null;
    const known = ISSUE_LANGUAGES.find((language) => language === written);
    return known ?? this.#refuse(this.#entries.get('lang')!, ISSUE_LANGUAGES.join(' | ')) ?? null;
  }

  lists(example: string): string[] {
    const entry = this.#entries.get('lists');
    if (entry === undefined || entry.value === null) {
      this.problems.push(problem('front-matter-required', { key: 'lists', example }, this.#place(entry)));
      return [];
    }
    if (Array.isArray(entry.value) && entry.value.length > 0) return entry.value.map(String);
    return this.#refuse(entry, 'list-names') ?? [];
  }

  #refuse(entry: YamlEntry, expected: string): undefined {
    this.problems.push(problem('front-matter-value', { key: entry.key, expected, value: shownValue(entry) }, this.#place(entry)));
    return undefined;
  }

  #place(entry: YamlEntry | undefined): Place {
    return { file: this.#file, line: entry?.line ?? 1 };
  }
}

function shownValue({ value }: YamlEntry): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isFilled(value: YamlEntry['value']): value is string | object {
  return value !== null && (typeof value === 'object' || hasSeen(value));
}

/** Whether the whole value stands in a comment: `title: #4`. Of a key that needs one, `title: # 4` was meant as text as well. */
function hidesText(entry: YamlEntry, isNeeded: boolean): boolean {
  return entry.value === null && entry.source === '' && entry.hidesComment && (isNeeded || isCut(entry));
}

/** YAML takes ` #` for a comment. `#` with no space behind it was meant as text: "Uutiskirje #4/2021". */
function isCut(entry: YamlEntry): boolean {
  return entry.comment !== null && !/^\s/.test(entry.comment);
}

function isRealDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
