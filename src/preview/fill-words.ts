import type { HoleTable } from '../issue/hole-table.ts';
import type { Fields } from '../personalise/fill-holes.ts';
import { holeValue } from '../personalise/fill-holes.ts';

/** Words of an issue with their holes filled, each line as a text shows it: without spaces that no line breaks at. */
export function fillWords(words: string, holes: HoleTable, fields: Fields): string {
  const pieces = holes.cut(words).map((piece) => (typeof piece === 'string' ? piece : holeValue(piece.hole, fields)));
  return pieces.join('').replace(/[\u00a0\u202f]/g, ' ');
}
