import type { HoleTable } from '../../issue/hole-table.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { protectAddresses } from './protect-addresses.ts';

/** What stands in the place of a hole that has no default. */
const OPEN = '…';

/** A text as the public reads it: holes have their defaults, addresses of people are not there to be gathered. */
export function publicWords(text: string, holes: HoleTable): string {
  const filled = holes.cut(text).map((piece) => (typeof piece === 'string' ? piece : piece.hole.fallback || OPEN));
  return protectAddresses(withoutControls(filled.join('')));
}

/** HTML with its holes filled in the same way, each as it has to be written where it stands. */
export function fillPublicHoles(html: string, holes: HoleTable): string {
  return holes
    .cut(html)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = withoutControls(piece.hole.fallback || OPEN);
      return escapeHtml(piece.within === 'target' ? encodeURIComponent(value) : protectAddresses(value));
    })
    .join('');
}

/** Whether a link target leads somewhere for the public: every hole in it has a default, and one that is all of it is an address. */
export function isPublicTarget(target: string, holes: HoleTable): boolean {
  const pieces = holes.cut(target);
  return pieces.every(
    (piece) =>
      typeof piece === 'string' ||
      (piece.hole.fallback && (piece.within !== 'whole-target' || /^https?:\/\//i.test(piece.hole.fallback))),
  );
}

/** XML and HTML have no such characters; a NUL marks links within the archive. */
export function withoutControls(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '',
  );
}
