import { type MessageTemplate, type OpenPiece, type Piece, UNSUBSCRIBE_HOLE } from '../compose/message-template.ts';
import type { Hole } from '../issue/hole-table.ts';
import { SUBJECT_LIMIT } from '../issue/header/parse-header.ts';
import { type Fields, fillHoles, holeValue, writeValue } from '../personalise/fill-holes.ts';
import { TOKEN_LENGTH } from '../personalise/keyed-hash.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { type Row, emptyHole, wrongLink } from './fill-faults.ts';

/** Octets of decoded HTML, its line ends two each: Gmail cuts a message off near 102 KB and hides the rest, the unsubscribe link with it. */
export const HTML_WARNING = 90_000;
export const HTML_LIMIT = 100_000;

/** Proves of a composed template, before anyone is mailed, that every recipient's copy can be made from it and shown whole. */
export function checkCopies(template: MessageTemplate, rows: readonly Row[]): Problem[] {
  const holes = holesIn(template);
  const links = distinct([...template.html, ...template.text].flatMap((piece) => (isWholeLink(piece) ? [piece.hole] : [])));
  return [
    ...holes.flatMap((hole) => emptyHole(hole, rows)),
    ...links.flatMap((hole) => wrongLink(hole, rows)),
    ...checkSubject(template, rows),
    ...checkSize(template, rows),
  ];
}

/** The holes that a column must fill, each once. */
export function holesIn({ subject, html, text }: MessageTemplate): Hole[] {
  return distinct([...subject, ...html, ...text].flatMap((piece) => (typeof piece === 'string' ? [] : [piece.hole])));
}

function isWholeLink(piece: Piece): piece is OpenPiece {
  return typeof piece !== 'string' && (piece.context === 'html-link' || piece.context === 'text-link');
}

function distinct(holes: readonly Hole[]): Hole[] {
  const own = holes.filter(({ name }) => name !== UNSUBSCRIBE_HOLE.name);
  return [...new Map(own.map((hole) => [`${hole.name}\0${hole.fallback ?? ''}`, hole])).values()];
}

function checkSubject({ subject }: MessageTemplate, rows: readonly Row[]): Problem[] {
  const lengthFor = (fields: Fields): number => fillHoles(subject, fields).length;
  const tooLong = rows.find(({ fields }) => lengthFor(fields) > SUBJECT_LIMIT);
  if (!tooLong) return [];
  return [problem('subject-too-long', { length: lengthFor(tooLong.fields), limit: SUBJECT_LIMIT }, tooLong.place)];
}

/** Whether mail programs show the message whole; the largest copy decides. */
export function checkSize(template: MessageTemplate, rows: readonly Row[]): Problem[] {
  return sizeProblems(largestCopy(template, rows));
}

/** What is wrong with a message of so many octets of HTML. */
export function sizeProblems(size: number): Problem[] {
  if (size > HTML_LIMIT) return [problem('html-too-large', { size, limit: HTML_LIMIT })];
  return size > HTML_WARNING ? [problem('html-large', { size, limit: HTML_LIMIT })] : [];
}

/** Octets of the decoded HTML of the largest copy. */
export function largestCopy({ html, sender }: MessageTemplate, rows: readonly Row[]): number {
  const link = { [UNSUBSCRIBE_HOLE.name]: `${sender.unsubscribe.url ?? ''}/${'x'.repeat(TOKEN_LENGTH)}` };
  const fixed = html.reduce((sum, piece) => sum + (typeof piece === 'string' ? octetsOf(piece) : 0), 0);
  const open = html.filter((piece) => typeof piece !== 'string');
  const filled = (fields: Fields): number =>
    open.reduce((sum, { hole, context }) => sum + octetsOf(writeValue(holeValue(hole, { ...fields, ...link }), context)), 0);
  return rows.reduce((most, { fields }) => Math.max(most, fixed + filled(fields)), fixed);
}

function octetsOf(text: string): number {
  return Buffer.byteLength(text) + (text.match(/(?<!\r)\n/g)?.length ?? 0);
}
