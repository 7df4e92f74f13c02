import { hasSeen } from '../source/unseen.ts';

/** Letters and marks of the Latin script with single spaces between them, which is what nearly all cells are. */
const PLAIN = /^[!-~¡-¬®-ɏ]+(?: [!-~¡-¬®-ɏ]+)*$/;

/** White space is folded; a cell in which there is nothing to be seen is empty. A control character stays, to be reported. */
export function foldCell(cell: string): string {
  if (cell === '' || PLAIN.test(cell)) return cell;
  const folded = cell.replace(/\s+/g, ' ').trim();
  return hasSeen(folded) || /\p{Cc}/u.test(folded) ? folded : '';
}
