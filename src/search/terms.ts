import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as swedish } from '@orama/stemmers/swedish';

/** The languages whose inflected forms the search knows for one word. */
export type SearchLanguage = 'fi' | 'sv' | 'en';

/** What a word is looked up by in one language; null for one that means nothing by itself. */
export type TermOf = (word: string) => string | null;

const STEMMERS: Readonly<Record<SearchLanguage, (word: string) => string>> = { fi: finnishStem, sv: swedishStem, en: english };

/** The same for what is written and for what is asked for. */
export function termOf(language: SearchLanguage): TermOf {
  const known = remembered[language];
  return (word) => {
    const term = known.get(word) ?? lookUp(word, language);
    known.set(word, term);
    return term;
  };
}

/** Words come again and again. */
const remembered: Readonly<Record<SearchLanguage, Map<string, string | null>>> = { fi: new Map(), sv: new Map(), en: new Map() };

function lookUp(word: string, language: SearchLanguage): string | null {
  const plain = word.toLowerCase().replace(/['’]/g, '');
  if (plain.length < 2) return null;
  return /\d/.test(plain) ? plain : STEMMERS[language](plain);
}

/** Letters and digits belong together; anything else parts words. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}'’]+/gu) ?? [];
}

/**
 * Snowball's stem with what it leaves apart joined again: `avustus` and `avustuks-en`, `neuvon-ta` and `neuvont-aa`, consonants that are
 * doubled or not, and the genitive of short words.
 */
function finnishStem(word: string): string {
  const stem = finnish(word);
  const short = stem === word && /^\p{L}{3,5}$/u.test(word) ? word.replace(/(?<=[aeiouyäö])n$/, '') : stem;
  return short
    .replace(/ks$/, 's')
    .replace(/nt$/, 'n')
    .replace(/([kpt])\1(?=.{0,2}$)/, '$1');
}

/** Snowball leaves the article of neuter words: `evenemanget`. */
function swedishStem(word: string): string {
  const stem = swedish(word);
  return stem === word ? stem.replace(/(?<=\p{L}{5})et$/u, '') : stem;
}
