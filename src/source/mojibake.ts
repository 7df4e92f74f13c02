import { type Place, type Problem, problem } from '../problem/problem.ts';

/** A word that was garbled, and the word that it was before where that can be told. */
export interface Garbled {
  readonly written: string;
  readonly meant: string | null;
}

/**
 * Finds the first word that was UTF-8, was read as Windows-1252 or Latin-1, and was saved so: `JÃ¤rvi` for `Järvi`. A letter such as Ã alone
 * means nothing: Portuguese writes it (`SÃO`), and marks may follow it (`MAÇÃ”`).
 */
export function mojibakeIn(text: string): Garbled | undefined {
  if (!LEAD.test(text)) return undefined;
  const sure = CERTAIN.exec(text)?.index;
  if (sure !== undefined) return garbledAt(text, sure);
  for (const { index } of text.matchAll(LIKELY)) {
    const found = garbledAt(text, index);
    if (found.meant !== null) return found;
  }
  return undefined;
}

function garbledAt(text: string, at: number): Garbled {
  const start = Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('\t', at), text.lastIndexOf('\n', at)) + 1;
  const word = /^[^ \t\n]+/.exec(text.slice(start))?.[0] ?? '';
  const written = word.replace(/^["'(*_[]+|["'.,;:!?)*_\]]+$/g, '').slice(0, LONGEST);
  return { written, meant: ungarble(written) };
}

/** Characters of a word that are shown. */
const LONGEST = 60;

/** One problem for all garbled words of a file: its first place, and how many more lines or cells have one. */
export class MojibakeCheck {
  readonly #unit: 'line' | 'cell';
  #first: { readonly garbled: Garbled; readonly place: Place } | undefined;
  #count = 0;

  constructor(unit: 'line' | 'cell') {
    this.#unit = unit;
  }

  see(text: string, place: Place): void {
    const garbled = mojibakeIn(text);
    if (!garbled) return;
    this.#first ??= { garbled, place };
    this.#count++;
  }

  problems(): Problem[] {
    if (!this.#first) return [];
    const { garbled, place } = this.#first;
    return [problem('text-mojibake', { ...garbled, unit: this.#unit, others: this.#count - 1 }, place)];
  }
}

/** The garbled words of a text, which may have many lines. */
export function findMojibake(text: string, file: string): Problem[] {
  const check = new MojibakeCheck('line');
  if (LEAD.test(text)) for (const [index, line] of text.split('\n').entries()) check.see(line, { file, line: index + 1 });
  return check.problems();
}

/** What Windows-1252 shows for the octets 80 to 9F; five of them mean nothing there and come through as control characters. */
const SHOWN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** The octets 80 to BF as they are shown: what may follow the first octet of a letter in UTF-8 (RFC 3629 §3). */
const NEXT = `${SHOWN}\u0080-\u00bf`;
/** Of these the ones that may stand behind a word that ends in a capital letter: quotation marks, dashes, spaces, signs of trademarks and notes. */
const MARKS = '‚„…‹›‘’“”•–—™\u00a0«»\u00ad®²³¹·';
const FOLLOWERS = Array.from(`${SHOWN}${charactersBetween(0x80, 0xbf)}`)
  .filter((character) => !MARKS.includes(character))
  .join('');

/** One of these begins everything that is looked for. */
const LEAD = /[ÂÃÄÅâïðÐÑ]/;

/** Nobody writes these. */
const CERTAIN = new RegExp(
  [
    // À to ÿ: ä is Ã¤.
    `Ã[${FOLLOWERS}]`,
    // Signs from a no-break space to ¿, of which » may also end a quotation.
    'Â[\\u00a0-\\u00ba\\u00bc-\\u00bf]',
    // š, Ž and ž.
    'Å[¡½¾]',
    // Quotation marks, dashes, the euro: â€™, â€“, â‚¬; and â„¢, âœ“.
    `â(?:€|[\\u0080-\\u009f]|[‚„†ˆ‰˜™œ¬][${NEXT}])`,
    // A byte order mark, and emoji.
    'ï»¿',
    `ð[Ÿ\\u009f][${NEXT}]`,
    // Two Cyrillic letters.
    `(?:[ÐÑ][${NEXT}]){2}`,
  ].join('|'),
  'u',
);

/** These count where the whole word was UTF-8: a mark behind Ã where a letter follows, or behind a capital within a word of small letters. */
const LIKELY = new RegExp([`Ã[${MARKS}](?=\\p{L})`, `(?<=\\p{Ll})[ÃÄÅ][${NEXT}]`, '(?<!\\p{L})Ã\\u00a0(?= )'].join('|'), 'gu');

function charactersBetween(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** The word that was read wrongly; null where its octets are no UTF-8. */
function ungarble(written: string): string | null {
  const octets = Array.from(written).map((character) => {
    const shown = SHOWN.indexOf(character);
    return shown >= 0 ? 0x80 + shown : character.codePointAt(0)!;
  });
  if (octets.some((octet) => octet > 0xff)) return null;
  try {
    const read = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(octets));
    return /[\p{Cc}]/u.test(read) || read.trim() === '' ? null : read.trim();
  } catch {
    return null;
  }
}
