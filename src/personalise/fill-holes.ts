import type { HoleContext, Piece } from '../compose/message-template.ts';
import type { Hole } from '../issue/hole-table.ts';
import { escapeHtml } from '../markup/escape-html.ts';

/** The cells that holes are filled from: column in lower case → text. */
export type Fields = Readonly<Record<string, string>>;

/** What fills a hole for one recipient: the cell, else the hole's fallback; empty when neither says anything. */
export function holeValue(hole: Hole, fields: Fields): string {
  return fields[hole.name] || hole.fallback || '';
}

/** Text with its holes filled, each value written as its place demands. */
export function fillHoles(pieces: readonly Piece[], fields: Fields): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : writeValue(holeValue(piece.hole, fields), piece.context)))
    .join('');
}

/** A value as it stands in HTML, text, a header or a link target; it can never end what it stands in. */
export function writeValue(value: string, context: HoleContext): string {
  switch (context) {
    case 'html':
      return escapeHtml(value);
    case 'target':
      return encodeURIComponent(value.toWellFormed()).replace(/['()]/g, percent).replace(/%40/g, '@');
    case 'html-link':
      return escapeHtml(linkValue(value));
    case 'text-link':
      return linkValue(value);
    case 'text':
    case 'header':
      return value;
  }
}

/** `encodeURIComponent` leaves these, at which programs that look for links in text may end one. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Whether a value may be a whole link target: http(s), mailto or tel. */
export function isLinkValue(value: string): boolean {
  return URL.canParse(value) && /^(?:https?|mailto|tel):$/.test(new URL(value).protocol);
}

function linkValue(value: string): string {
  return isLinkValue(value) ? new URL(value).href : '#';
}

/** What a copy without a recipient shows in a hole: its fallback, else the column's name, visibly no real text. */
export function sampleFields(pieces: readonly Piece[]): Fields {
  const fields = Object.create(null) as Record<string, string>;
  for (const piece of pieces) {
    if (typeof piece !== 'string' && piece.hole.fallback === null) fields[piece.hole.name] = `⟨${piece.hole.name}⟩`;
  }
  return fields;
}
