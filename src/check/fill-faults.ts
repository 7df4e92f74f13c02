import type { Hole } from '../issue/hole-table.ts';
import { LINK_LIMIT } from '../issue/body/check-link.ts';
import { type Fields, holeValue, isLinkValue } from '../personalise/fill-holes.ts';
import { type Place, type Problem, problem } from '../problem/problem.ts';

/** One whose copy is to be filled; its place is known where it was read from a list. */
export interface Row {
  readonly address: string;
  readonly fields: Fields;
  readonly place?: Place;
}

/** One problem for a hole that some leave open, at the first of them. */
export function emptyHole(hole: Hole, rows: readonly Row[]): Problem[] {
  const open = rows.filter(({ fields }) => holeValue(hole, fields) === '');
  const [first] = open;
  return first ? [problem('hole-empty', { name: hole.name, address: first.address, others: open.length - 1 }, first.place)] : [];
}

/** A hole that is a whole link target wants a link in every row, of a length that every mail program takes. */
export function wrongLink(hole: Hole, rows: readonly Row[]): Problem[] {
  const isWrong = (value: string): boolean => value !== '' && (!isLinkValue(value) || new URL(value).href.length > LINK_LIMIT);
  const wrong = rows.find(({ fields }) => isWrong(holeValue(hole, fields)));
  if (!wrong) return [];
  return [problem('hole-link', { name: hole.name, value: holeValue(hole, wrong.fields), address: wrong.address }, wrong.place)];
}
