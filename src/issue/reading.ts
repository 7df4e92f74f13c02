import { type Place, type Problem, type ProblemCode, problem } from '../problem/problem.ts';
import type { ProblemDetails } from '../problem/problem-details.ts';
import type { Hole, HoleTable } from './hole-table.ts';
import type { ImageReference } from './issue.ts';

/** Follows the parser through one body in reading order: knows where it is, and collects what it meets. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly images: ImageReference[] = [];
  /** Holes that are a whole link target. */
  readonly linkHoles: Hole[] = [];
  /** Links to anchors of the issue itself, to be compared with the sections once all are known. */
  readonly anchors: { target: string; place: Place }[] = [];
  readonly holes: HoleTable;
  readonly #source: string;
  readonly #file: string;
  readonly #firstLine: number;
  #offset = 0;

  /** `source` is the body with its holes taken out; `firstLine` is the line of the file that it begins on. */
  constructor(source: string, file: string, firstLine: number, holes: HoleTable) {
    this.#source = source;
    this.#file = file;
    this.#firstLine = firstLine;
    this.holes = holes;
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

  place(): Place {
    return this.#placeAt(this.#offset);
  }

  /** Where a text stands that occurs once. */
  placeOf(text: string): Place {
    return this.#placeAt(this.#source.indexOf(text));
  }

  #placeAt(offset: number): Place {
    const before = this.#source.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = this.#firstLine + before.split('\n').length - 1;
    return { file: this.#file, line, column: this.holes.restore(before.slice(lineStart)).length + 1 };
  }

  report<Code extends ProblemCode>(code: Code, details: ProblemDetails[Code], place: Place = this.place()): void {
    this.problems.push(problem(code, details, place));
  }
}
