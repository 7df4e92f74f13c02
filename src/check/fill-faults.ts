import type { Hole } from '../issue/hole-table.ts';
import { LINK_LIMIT } from '../issue/body/check-link.ts';
import { SUBJECT_LIMIT } from '../issue/header/parse-header.ts';
import { type Fields, holeValue, isLinkValue } from '../personalise/fill-holes.ts';
import { type Place, type Problem, problem } from '../problem/problem.ts';

/** One whose copy is to be filled; its place is known where it was read from a list. */
export interface Row {
  readonly address: string;
  readonly fields: Fields;
  readonly place?: Place;
}

/** Sees everyone once, one after another, however many they are, and tells then what is wrong with any of them. */
export interface RowCheck {
  see(row: Row): void;
  problems(): Problem[];
}

/** One problem for a hole that some leave open, at the first of them. */
export class EmptyHole implements RowCheck {
  readonly hole: Hole;
  #first: Row | undefined;
  #count = 0;

  constructor(hole: Hole) {
    this.hole = hole;
  }

  see(row: Row): void {
    if (holeValue(this.hole, row.fields) !== '') return;
    this.#first ??= row;
    this.#count++;
  }

  problems(): Problem[] {
    const { name } = this.hole;
    const first = this.#first;
    return first ? [problem('hole-empty', { name, address: first.address, others: this.#count - 1 }, first.place)] : [];
  }
}

/** A hole that is a whole link target wants a link in every row, of a length that every mail program takes. */
export class WrongLink implements RowCheck {
  readonly #hole: Hole;
  #first: Row | undefined;

  constructor(hole: Hole) {
    this.#hole = hole;
  }

  see(row: Row): void {
    if (!this.#first && isWrongLink(holeValue(this.#hole, row.fields))) this.#first = row;
  }

  problems(): Problem[] {
    if (!this.#first) return [];
    const { fields, address, place } = this.#first;
    return [problem('hole-link', { name: this.#hole.name, value: holeValue(this.#hole, fields), address }, place)];
  }
}

function isWrongLink(value: string): boolean {
  return value !== '' && (!isLinkValue(value) || new URL(value).href.length > LINK_LIMIT);
}

/** A subject that somebody's values make too long. */
export class LongSubject implements RowCheck {
  readonly #subjectFor: (fields: Fields) => string;
  #first: Row | undefined;

  constructor(subjectFor: (fields: Fields) => string) {
    this.#subjectFor = subjectFor;
  }

  see(row: Row): void {
    if (!this.#first && this.#subjectFor(row.fields).length > SUBJECT_LIMIT) this.#first = row;
  }

  problems(): Problem[] {
    if (!this.#first) return [];
    const { length } = this.#subjectFor(this.#first.fields);
    return [problem('subject-too-long', { length, limit: SUBJECT_LIMIT }, this.#first.place)];
  }
}
