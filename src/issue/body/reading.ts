import type { DateSetting } from '../dates/parse-when.ts';
import { type Place, type Problem, type ProblemCode, problem } from '../../problem/problem.ts';
import type { ProblemDetails } from '../../problem/problem-details.ts';
import type { Hole, HoleTable } from '../hole-table.ts';
import type { FileReference } from '../issue.ts';
import type { PageReference } from '../page-link.ts';

/** What the body of an issue is read with. */
export interface ReadingSetting {
  /** With its holes taken out. */
  readonly source: string;
  readonly file: string;
  /** The line of the file that the body begins on. */
  readonly firstLine: number;
  readonly holes: HoleTable;
  readonly dates: DateSetting;
}

/** Follows the parser through one body in reading order: knows where it is, and collects what it meets. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly images: FileReference[] = [];
  /** Files of the folder that are linked to. */
  readonly files: FileReference[] = [];
  /** Other pages that are linked to by their names. */
  readonly pages: PageReference[] = [];
  /** The names of the events so far: each is known by one of its own. */
  readonly eventIds = new Set<string>();
  /** Holes that are a whole link target. */
  readonly linkHoles: Hole[] = [];
  /** Links to anchors of the issue itself, to be compared with the sections once all are known. */
  readonly anchors: { target: string; place: Place }[] = [];
  readonly holes: HoleTable;
  readonly dates: DateSetting;
  /** HTML tags that were opened in running text, and named as problems. */
  readonly openTags: string[] = [];
  /** The level of the last heading: 1 in the introduction, which stands below the title, 2 at the start of a section. */
  headingLevel = 1;
  readonly #source: string;
  readonly #file: string;
  readonly #firstLine: number;
  readonly #lineStarts: readonly number[];
  #offset = 0;

  constructor({ source, file, firstLine, holes, dates }: ReadingSetting) {
    this.#source = source;
    this.#file = file;
    this.#firstLine = firstLine;
    this.#lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.holes = holes;
    this.dates = dates;
  }

  /** Goes to the next place where `raw` stands, at or behind the last one; stays where it is when a nested text was re-indented. */
  moveTo(raw: string): void {
    const firstLine = raw.split('\n', 1)[0]!;
    const found = this.#source.indexOf(firstLine, this.#offset);
    if (found >= 0) this.#offset = found;
  }

  /** Steps over what was just read, so that the same words further down are found there. */
  moveBehind(raw: string): void {
    this.moveTo(raw);
    this.#offset = Math.min(this.#offset + Math.max(raw.split('\n', 1)[0]!.length, 1), this.#source.length);
  }

  /** Whether a link names a definition by its label, beside the definition itself. */
  isNamed(label: string): boolean {
    return this.#source.toLowerCase().split(`[${label.toLowerCase()}]`).length > 2;
  }

  place(): Place {
    return this.#placeAt(this.#offset);
  }

  /** Where a text stands that occurs once. */
  placeOf(text: string): Place {
    return this.#placeAt(this.#source.indexOf(text));
  }

  #placeAt(offset: number): Place {
    const line = this.#lineAt(offset);
    const before = this.#source.slice(this.#lineStarts[line], offset);
    return { file: this.#file, line: this.#firstLine + line, column: this.holes.restore(before).length + 1 };
  }

  /** The line that an offset is on, from 0: the last that starts at or before it. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a closing tag belongs to one that was named when it was opened. */
  closeTag(name: string): boolean {
    const index = this.openTags.lastIndexOf(name);
    if (index >= 0) this.openTags.splice(index, 1);
    return index >= 0;
  }

  report<Code extends ProblemCode>(code: Code, details: ProblemDetails[Code], place: Place = this.place()): void {
    this.problems.push(problem(code, details, place));
  }
}
