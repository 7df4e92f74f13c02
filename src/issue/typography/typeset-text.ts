import type { IssueLanguage } from '../../config/config.ts';
import { joinUnbroken } from './join-unbroken.ts';
import { setDashes } from './set-dashes.ts';
import { setQuotes } from './set-quotes.ts';
import { setRanges } from './set-ranges.ts';

/** What no rule may touch within a text: addresses of any kind. */
const ADDRESS = /(\S*(?:[a-z]:\/\/|www\.|@)\S*)/i;

/**
 * Words as print would have them in their language: quotation marks, dashes, ellipses, and spaces that no line breaks at. `before` is
 * what stands before them on the same line, by which a quotation mark knows whether it opens.
 */
export function typesetText(text: string, language: IssueLanguage, before = ''): string {
  if (!/@|:\/\/|www\./i.test(text)) return typesetPiece(text, language, before);
  return text
    .split(ADDRESS)
    .map((piece, index, pieces) => {
      const isAddress = index % 2 === 1;
      return isAddress ? piece : typesetPiece(piece, language, pieces[index - 1] ?? before);
    })
    .join('');
}

function typesetPiece(text: string, language: IssueLanguage, before: string): string {
  const dotted = text.replace(/(?<!\.)\.{3}(?!\.)/g, '…');
  const dashed = dotted.includes('-') ? setRanges(setDashes(dotted, language)) : dotted;
  return joinUnbroken(setQuotes(dashed, language, before.slice(-1)), language);
}
