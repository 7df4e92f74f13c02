import type { DateSetting } from '../dates/parse-when.ts';
import type { MarkdownToken } from './markdown.ts';
import { type Place, type Problem, type ProblemCode, problem } from '../../problem/problem.ts';
import type { ProblemDetails } from '../../problem/problem-details.ts';
import type { Hole, HoleTable } from '../hole-table.ts';
import type { FileReference } from '../issue.ts';
import type { PageReference } from '../page-link.ts';
import { Footnotes } from './footnotes.ts';

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
  /** Links to anchors of the issue itself, to be compared with the headings once all are known. */
  readonly anchors: { target: string; written: string; place: Place }[] = [];
  /** The anchors of headings so far: each is given once. */
  readonly headingAnchors = new Set<string>();
  readonly footnotes = new Footnotes();
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
  /** Where blocks of the body begin. */
  readonly #starts = new Map<MarkdownToken, number>();
  #offset = 0;
  /** Where the block ends that is being read. */
  #end: number;

  constructor({ source, file, firstLine, holes, dates }: ReadingSetting) {
    this.#source = source;
    this.#file = file;
    this.#firstLine = firstLine;
    this.#lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.#end = source.length;
    this.holes = holes;
    this.dates = dates;
  }

  /** Notes where the blocks of the body are: their `raw` joins to the source. */
  locate(tokens: readonly MarkdownToken[]): void {
    let offset = 0;
    for (const token of tokens) {
      this.#starts.set(token, offset);
      offset += token.raw.length;
    }
  }

  /** Goes to a block; what is looked for from now on is looked for within it. A block within another is looked for in that one. */
  enter(token: MarkdownToken): void {
    const start = this.#starts.get(token);
    if (start === undefined) return this.moveTo(token.raw);
    this.#offset = start;
    this.#end = start + token.raw.length;
  }

  /** Goes to the next place of `raw` within the block, at or after the last one; stays where it is when a nested text was re-indented. */
  moveTo(raw: string): void {
    this.#offset = this.#find(raw, this.#offset) ?? this.#offset;
  }

  /** Steps over what was just read, which began at `start`, so that the same words further down are found there. */
  moveBehind(raw: string, start: number = this.#find(raw, this.#offset) ?? this.#offset): void {
    this.#offset = Math.min(start + Math.max(firstLineOf(raw).length, 1), this.#source.length);
  }

  /** Where the reading is, in characters of the body. */
  get offset(): number {
    return this.#offset;
  }

  /** The place of each of several texts that follow each other from here on; nothing is moved. */
  placesAhead(texts: readonly string[]): Place[] {
    let offset = this.#offset;
    return texts.map((text) => {
      const found = this.#find(text, offset);
      if (found !== undefined) offset = found + Math.max(firstLineOf(text).length, 1);
      return this.#placeAt(found ?? this.#offset);
    });
  }

  #find(raw: string, from: number): number | undefined {
    const found = this.#source.indexOf(firstLineOf(raw), from);
    return found >= 0 && found <= this.#end ? found : undefined;
  }

  /** Whether sections have headings with `##`. */
  get hasMarkedSections(): boolean {
    return /^ {0,3}## /m.test(this.#source);
  }

  /** Whether a link names a definition by its label, apart from the definition itself; white space and case are folded (CommonMark §6.3). */
  isNamed(label: string): boolean {
    this.#folded ??= foldLabel(this.#source.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n'));
    return this.#folded.split(`[${foldLabel(label)}]`).length > 2;
  }

  #folded: string | undefined;

  place(): Place {
    return this.#placeAt(this.#offset);
  }

  /** Where a block of the body begins. */
  placeOfBlock(token: MarkdownToken): Place {
    return this.#placeAt(this.#starts.get(token) ?? this.#offset);
  }

  /** Where a block of the body ends: its last line that is not empty. */
  endOfBlock(token: MarkdownToken): Place {
    const start = this.#starts.get(token) ?? this.#offset;
    return this.#placeAt(start + token.raw.trimEnd().lastIndexOf('\n') + 1);
  }

  /** Where the body begins: its first line that is not empty. */
  placeOfBody(): Place {
    return this.#placeAt(Math.max(this.#source.search(/\S/), 0));
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

function firstLineOf(raw: string): string {
  return raw.split('\n', 1)[0]!;
}

function foldLabel(label: string): string {
  return label
    .replace(/\s+/g, ' ')
    .replace(/\[ | \]/g, (mark) => mark.trim())
    .toLowerCase();
}
