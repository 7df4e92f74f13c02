import { foldCell } from './fold-cell.ts';

/** Characters that take no room: zero-width ones, soft hyphens, and a byte order mark that was pasted along. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** The name of a column as it is compared: NFC (a Mac may write NFD), lower case, white space single, nothing that cannot be seen. */
export function foldHeader(cell: string): string {
  return foldCell(cell.replace(UNSEEN, '')).normalize('NFC').toLowerCase();
}
