import { mojibakeIn } from '../source/mojibake.ts';

/** Something in a cell that nobody meant to write. */
export type CellFault = 'control-character' | 'spreadsheet-error' | 'lost-letter' | 'mojibake';

/** What is wrong with a cell, if anything; nearly all cells are found sound by the first look. */
export function faultOf(cell: string): CellFault | undefined {
  if (!NOTABLE.test(cell)) return undefined;
  if (/\p{Cc}/u.test(cell)) return 'control-character';
  if (isSpreadsheetError(cell)) return 'spreadsheet-error';
  if (cell.includes('\ufffd')) return 'lost-letter';
  return mojibakeIn(cell) ? 'mojibake' : undefined;
}

const NOTABLE = /[^ -~]|^[#EVF]/;

/** Whether a whole cell is what a spreadsheet shows for a formula that failed: Excel in English, Finnish and Swedish, and LibreOffice. */
export function isSpreadsheetError(cell: string): boolean {
  return EXCEL_ERRORS.has(cell.normalize('NFC')) || /^(?:Err|Virhe|Fel):[5-9]\d\d$/.test(cell);
}

const EXCEL_ERRORS: ReadonlySet<string> = new Set(
  [
    '#N/A #REF! #NAME? #VALUE! #DIV/0! #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #GETTING_DATA #ERROR!',
    '#PUUTTUU! #VIITTAUS! #NIMI? #ARVO! #JAKO/0! #LUKU! #TYHJÄ!',
    '#SAKNAS! #REFERENS! #NAMN? #VÄRDEFEL! #DIVISION/0! #OGILTIGT! #SKÄRNING!',
  ].flatMap((line) => line.split(' ')),
);
