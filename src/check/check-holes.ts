import type { Hole } from '../issue/hole-table.ts';
import type { HoleUse, Issue } from '../issue/issue.ts';
import { SUBJECT_LIMIT } from '../issue/header/parse-header.ts';
import { type Fields, holeValue } from '../personalise/fill-holes.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { emptyHole, wrongLink } from './fill-faults.ts';

/** Proves that every recipient's copy can be filled: a column for each hole, a value in each row, a link where one is wanted. */
export function checkHoles(issue: Issue, columns: readonly string[], recipients: readonly Subscriber[]): Problem[] {
  const unknown = issue.holeUses.filter(({ hole }) => !columns.includes(hole.name)).map((use) => unknownHole(use, columns));
  const known = distinct(issue.holeUses.filter(({ hole }) => columns.includes(hole.name)));
  const empty = known.flatMap((hole) => emptyHole(hole, recipients));
  const links = issue.linkHoles.flatMap((hole) => wrongLink(hole, recipients));
  return [...unknown, ...empty, ...links, ...checkSubject(issue, recipients)];
}

function unknownHole({ hole, place }: HoleUse, columns: readonly string[]): Problem {
  const nearest = nearestName(hole.name, columns);
  if (hole.fallback) return problem('hole-fallback-only', { name: hole.name, nearest }, place);
  return problem('hole-unknown', { name: hole.name, nearest, columns: [...columns] }, place);
}

function distinct(uses: readonly HoleUse[]): Hole[] {
  return [...new Map(uses.map(({ hole }) => [`${hole.name}\0${hole.fallback ?? ''}`, hole])).values()];
}

function checkSubject(issue: Issue, recipients: readonly Subscriber[]): Problem[] {
  const pieces = issue.holes.cut(issue.subject);
  if (pieces.every((piece) => typeof piece === 'string')) return [];
  const lengthFor = (fields: Fields): number =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : holeValue(piece.hole, fields))).join('').length;
  const tooLong = recipients.find(({ fields }) => lengthFor(fields) > SUBJECT_LIMIT);
  return tooLong ? [problem('subject-too-long', { length: lengthFor(tooLong.fields), limit: SUBJECT_LIMIT }, tooLong.place)] : [];
}
