import { LANGUAGE_WORDS, NOT_CODES } from './language-words.ts';

/** What a cell says of the language that its reader wants. */
export type WantedLanguage =
  /** An ISO 639 code in lower case, `fi`; '' where the cell is empty. */
  | string
  /** More than one language, or something that is none. */
  | null;

/** Lists have few different cells of this kind; a column that is mistaken for one must not fill the memory. */
const MOST_REMEMBERED = 500;
const remembered = new Map<string, WantedLanguage>();

/**
 * Understands the cell of a language: a code (`fi`, `FI`, `fin`, `sv-FI`, BCP 47) or a word in Finnish, Swedish or English (`suomi`,
 * `på svenska`). It is asked for each row of a list, so it remembers its answers.
 */
export function readLanguage(cell: string): WantedLanguage {
  const known = remembered.get(cell);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const read = understand(cell);
  remembered.set(cell, read);
  return read;
}

/** Whether a cell has a word for a language, and not its code. */
export function isLanguageWord(cell: string): boolean {
  const folded = fold(cell);
  return folded.length > 3 && LANGUAGE_WORDS.has(folded);
}

function understand(cell: string): WantedLanguage {
  const folded = fold(cell);
  if (folded === '') return '';
  const whole = languageOf(folded);
  if (whole !== null) return whole;
  const parts = folded.split(PARTS).filter((part) => part !== '');
  const [first, ...others] = parts.map(languageOf);
  return first !== undefined && others.length > 0 && others.every((other) => other === first) ? first : null;
}

/** `suomi (fi)` and `fi / suomi` say one language twice. */
const PARTS = /[\s,;:/|&+()[\]–-]+/;

function fold(cell: string): string {
  return cell.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '').trim();
}

function languageOf(folded: string): string | null {
  const word = LANGUAGE_WORDS.get(folded);
  if (word !== undefined) return word;
  const [, code = '', region = ''] = /^([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}|\d{3}))?$/.exec(folded) ?? [];
  // `fi-sv` is two languages, though SV is also a country.
  if (['sv', 'en'].includes(region)) return null;
  if (region !== '' && LANGUAGE_WORDS.has(code)) return LANGUAGE_WORDS.get(code)!;
  return isCode(code) && (region !== '' || !NOT_CODES.has(code)) ? code : null;
}

/** Codes of two letters (ISO 639-1) that are a language somewhere. */
function isCode(code: string): boolean {
  return code.length === 2 && CODES.of(code) !== undefined;
}

const CODES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
