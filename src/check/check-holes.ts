import type { Hole } from '../issue/hole-table.ts';
import type { HoleUse, Issue } from '../issue/issue.ts';
import { holeValue } from '../personalise/fill-holes.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { EmptyHole, LongSubject, type Row, type RowCheck, WrongLink } from './fill-faults.ts';

/** Proves that every recipient's copy can be filled: a column for each hole, a value in each row, a link where one is wanted. */
export class HoleCheck {
  readonly #issue: Issue;
  readonly #empty: readonly EmptyHole[];
  readonly #others: readonly RowCheck[];

  constructor(issue: Issue) {
    this.#issue = issue;
    this.#empty = distinct(issue.holeUses).map((hole) => new EmptyHole(hole));
    this.#others = [...issue.linkHoles.map((hole) => new WrongLink(hole)), ...subjectCheck(issue)];
  }

  see(row: Row): void {
    for (const check of this.#empty) check.see(row);
    for (const check of this.#others) check.see(row);
  }

  /** `columns` are those of all lists together. */
  problems(columns: readonly string[]): Problem[] {
    const isKnown = ({ hole }: { readonly hole: Hole }): boolean => columns.includes(hole.name);
    const unknown = this.#issue.holeUses.filter((use) => !isKnown(use)).map((use) => unknownHole(use, columns));
    return [...unknown, ...[...this.#empty.filter(isKnown), ...this.#others].flatMap((check) => check.problems())];
  }
}

function unknownHole({ hole, place }: HoleUse, columns: readonly string[]): Problem {
  const nearest = nearestName(hole.name, columns);
  if (hole.fallback) return problem('hole-fallback-only', { name: hole.name, nearest }, place);
  return problem('hole-unknown', { name: hole.name, nearest, columns: [...columns] }, place);
}

function distinct(uses: readonly HoleUse[]): Hole[] {
  return [...new Map(uses.map(({ hole }) => [`${hole.name}\0${hole.fallback ?? ''}`, hole])).values()];
}

function subjectCheck(issue: Issue): LongSubject[] {
  const pieces = issue.holes.cut(issue.subject);
  if (pieces.every((piece) => typeof piece === 'string')) return [];
  const fill = (fields: Row['fields']): string =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : holeValue(piece.hole, fields))).join('');
  return [new LongSubject(fill)];
}
