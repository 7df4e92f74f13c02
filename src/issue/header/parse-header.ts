import { ISSUE_LANGUAGES, type IssueLanguage } from '../../config/config.ts';
import { type Parsed, type Place, type Problem, problem } from '../../problem/problem.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { YamlEntry, YamlSource } from '../../source/parse-yaml.ts';
import { suspiciousIn } from '../../source/suspicious-header.ts';

/** The front matter of an issue, understood. */
export interface Header {
  readonly title: string;
  readonly subject: string;
  readonly date: string;
  readonly language: IssueLanguage | null;
  readonly lists: readonly string[];
  readonly listsLine: number;
  readonly summary: string;
  readonly theme: string | null;
  /** Null when nothing was said of it. */
  readonly typography: boolean | null;
}

/** What a variant shares with the issue that it is a variant of, and must not say otherwise. */
export interface SharedHeader {
  readonly language: IssueLanguage;
  readonly date: string;
  readonly lists: readonly string[];
  readonly theme: string | null;
}

const KEYS = ['title', 'subject', 'date', 'lang', 'lists', 'summary', 'theme', 'typography'] as const;
type Key = (typeof KEYS)[number];

const EXAMPLES: Readonly<Record<'title' | 'date' | 'lists', string>> = {
  title: 'title: Uutiskirje tammikuu/2022',
  date: 'date: 2022-01-26',
  lists: 'lists: [jarjestot]',
};

/** A subject over this many characters is cut by every mail program, and refused here. */
export const SUBJECT_LIMIT = 200;

/** Makes what it can of the front matter; the title falls back to `slug`, so that a draft can be looked at. `shared` is given for a variant. */
export function parseHeader(source: YamlSource, file: string, slug: string, shared?: SharedHeader): Parsed<Header> {
  const problems: Problem[] = [];
  const entries = new Map(source.entries.map((entry) => [entry.key, entry]));
  for (const { key, line } of source.entries) {
    if (KEYS.includes(key as Key)) continue;
    problems.push(problem('front-matter-unknown-key', { key, nearest: nearestName(key, KEYS) }, { file, line: line }));
  }
  const reader = new HeaderReader(entries, file, problems);
  const title = reader.text('title', EXAMPLES.title) ?? slug;
  const subject = reader.text('subject') ?? title;
  const header: Header = {
    title,
    subject,
    ...(shared ? reader.shared(shared) : reader.own()),
    listsLine: entries.get('lists')?.line ?? 1,
    summary: reader.text('summary') ?? '',
    typography: reader.onOrOff('typography'),
  };
  const place = { file, line: (entries.get('subject') ?? entries.get('title'))?.line ?? 1 };
  if (subject.length > SUBJECT_LIMIT)
    problems.push(problem('subject-too-long', { length: subject.length, limit: SUBJECT_LIMIT }, place));
  const found = suspiciousIn(subject);
  if (found !== undefined) problems.push(problem('subject-form', { found }, place));
  return { value: header, problems };
}

class HeaderReader {
  readonly #entries: ReadonlyMap<string, YamlEntry>;
  readonly #file: string;
  readonly #problems: Problem[];

  constructor(entries: ReadonlyMap<string, YamlEntry>, file: string, problems: Problem[]) {
    this.#entries = entries;
    this.#file = file;
    this.#problems = problems;
  }

  text(key: Key, example?: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.value === null || entry.value === '') {
      if (example !== undefined) this.#problems.push(problem('front-matter-required', { key, example }, this.#place(entry)));
      return undefined;
    }
    if (typeof entry.value === 'object') return this.#refuse(entry, 'text');
    const value = entry.value.replace(/\s+/g, ' ').trim();
    if (isCut(entry)) {
      const suggestion = `${key}: "${value} #${entry.comment}"`;
      this.#problems.push(problem('front-matter-cut', { key, value, suggestion }, this.#place(entry)));
    }
    return value;
  }

  own(): Omit<SharedHeader, 'language'> & { readonly language: IssueLanguage | null } {
    return { date: this.#date(), language: this.#language(), lists: this.#lists(), theme: this.text('theme') ?? null };
  }

  /** What the issue says holds for its variants; one that says something else was meant otherwise. */
  shared(shared: SharedHeader): SharedHeader {
    const expected = { date: shared.date, lang: shared.language, lists: shared.lists.join(', '), theme: shared.theme ?? '' };
    for (const [key, value] of Object.entries(expected)) {
      const entry = this.#entries.get(key);
      if (entry === undefined || entry.value === null) continue;
      const written = Array.isArray(entry.value) ? entry.value.join(', ') : shownValue(entry);
      if (written !== value)
        this.#problems.push(problem('variant-differs', { key, written, expected: value }, this.#place(entry)));
    }
    return shared;
  }

  onOrOff(key: Key): boolean | null {
    const written = this.text(key);
    if (written === undefined) return null;
    if (/^(?:on|yes|true)$/i.test(written)) return true;
    return /^(?:off|no|false)$/i.test(written) ? false : (this.#refuse(this.#entries.get(key)!, 'on | off') ?? null);
  }

  #date(): string {
    const written = this.text('date', EXAMPLES.date);
    if (written === undefined) return '';
    const entry = this.#entries.get('date')!;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return this.#refuse(entry, 'date') ?? '';
    if (isRealDate(written)) return written;
    this.#problems.push(problem('date-impossible', { value: written }, this.#place(entry)));
    return '';
  }

  #language(): IssueLanguage | null {
    const written = this.text('lang');
    if (written === undefined) return null;
    const known = ISSUE_LANGUAGES.find((language) => language === written);
    return known ?? this.#refuse(this.#entries.get('lang')!, ISSUE_LANGUAGES.join(' | ')) ?? null;
  }

  #lists(): string[] {
    const entry = this.#entries.get('lists');
    if (entry === undefined || entry.value === null) {
      this.#problems.push(problem('front-matter-required', { key: 'lists', example: EXAMPLES.lists }, this.#place(entry)));
      return [];
    }
    if (Array.isArray(entry.value) && entry.value.length > 0) return entry.value.map(String);
    return this.#refuse(entry, 'list-names') ?? [];
  }

  #refuse(entry: YamlEntry, expected: string): undefined {
    this.#problems.push(
      problem('front-matter-value', { key: entry.key, expected, value: shownValue(entry) }, this.#place(entry)),
    );
    return undefined;
  }

  #place(entry: YamlEntry | undefined): Place {
    return { file: this.#file, line: entry?.line ?? 1 };
  }
}

function shownValue({ value }: YamlEntry): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** YAML takes ` #` for a comment. `#` with no space behind it was meant as text: "Uutiskirje #4/2021". */
function isCut(entry: YamlEntry): boolean {
  return entry.comment !== null && !/^\s/.test(entry.comment);
}

function isRealDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
