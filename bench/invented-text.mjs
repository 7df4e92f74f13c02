// Text that means nothing and looks like a newsletter's: for bench/archive.mjs, which needs much of it, each time the same.
/** Syllables that invented words are made of. */
const SYLLABLES = {
  fi: ['ka', 'vi', 'tuo', 'len', 'sä', 'mii', 'ros', 'hyö', 'jen', 'pa', 'lau', 'ti', 'nen', 'kes', 'vä', 'rii'],
  sv: ['för', 'en', 'ing', 'ska', 'vår', 'del', 'mö', 'te', 'lund', 'bar', 'gå', 'stöd', 'kom', 'het', 'na', 'vin'],
  en: ['com', 'mun', 'ter', 'west', 'ing', 'sha', 'ble', 'gar', 'den', 'wor', 'ly', 'sto', 'ne', 'fair', 'mee', 'tor'],
};
const WORDS = 4000;
const VOCABULARIES = Object.fromEntries(
  Object.entries(SYLLABLES).map(([language, syllables]) => [language, vocabulary(syllables)]),
);

/** Writes invented text in a language: the same for the same seed. */
export class Writer {
  #state;
  #vocabulary;

  constructor(language, seed) {
    this.#state = seed + 1;
    this.#vocabulary = VOCABULARIES[language];
  }

  /** Mulberry32: at least 0, below 1. */
  random() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  number() {
    return 1000 + Math.floor(this.random() * 9000);
  }

  /** Some words often, most rarely. */
  word() {
    return this.#vocabulary[Math.floor(this.#vocabulary.length * this.random() ** 3)];
  }

  name() {
    return `${capital(this.word())} ${capital(this.word())}`;
  }

  title() {
    return capital(this.times(3 + Math.floor(this.random() * 3), () => this.word()).join(' '));
  }

  sentence() {
    return `${capital(this.times(7 + Math.floor(this.random() * 9), () => this.word()).join(' '))}.`;
  }

  paragraph(sentences) {
    return this.times(sentences, () => this.sentence()).join(' ');
  }

  times(count, make) {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

/** Words of two, three and four syllables. */
function vocabulary(syllables) {
  const { length } = syllables;
  const syllable = (index, place) => syllables[Math.floor(index / length ** place) % length];
  return Array.from({ length: WORDS }, (_, index) => {
    const mixed = (index * 7919) % length ** 4;
    return Array.from({ length: 2 + (index % 3) }, (_unused, place) => syllable(mixed, place)).join('');
  });
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}
