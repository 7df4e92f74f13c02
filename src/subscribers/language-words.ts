/** Words for languages in Finnish, Swedish and English, and codes of three letters (ISO 639-2), with the code that each means. */
export const LANGUAGE_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fi: 'fi fin suomi suomea suomeksi suomenkielinen suomenkieliset finska finskspråkig finnish',
    sv: 'sv swe sve ruotsi ruotsia ruotsiksi ruotsinkielinen ruotsinkieliset svenska svenskspråkig swedish',
    en: 'en eng englanti englantia englanniksi englanninkielinen engelska engelskspråkig english',
    de: 'deu ger saksa saksaksi tyska german deutsch',
    et: 'est viro eesti viroksi estniska estonian',
    fr: 'fra fre ranska ranskaksi franska french français',
    ru: 'rus venäjä venäjäksi ryska russian русский',
    no: 'nor norja norjaksi norska norwegian norsk',
    da: 'dan tanska tanskaksi danska danish dansk',
    is: 'isl islanti isländska icelandic',
    es: 'spa espanja spanska spanish español',
    it: 'ita italia italienska italian',
    pl: 'pol puola polska polish',
    lt: 'lit liettua litauiska lithuanian',
    lv: 'lav latvia lettiska latvian',
    uk: 'ukr ukraina ukrainska ukrainian',
    ar: 'ara arabia arabiska arabic',
    so: 'som somali somaliska',
    fa: 'fas persia farsi persiska persian',
    ku: 'kur kurdi kurdiska kurdish',
    vi: 'vie vietnam vietnamesiska vietnamese',
    zh: 'zho kiina kinesiska chinese',
    tr: 'tur turkki turkiska turkish',
    se: 'smi sme saame saameksi saamen samiska sami sámi pohjoissaame nordsamiska',
    smn: 'smn inarinsaame enaresamiska',
    sms: 'sms koltansaame skoltsamiska',
    rom: 'rom romani',
  }).flatMap(([code, words]) => words.split(' ').flatMap((word) => phrases(word).map((phrase) => [phrase, code] as const))),
);

/** Swedish says `på svenska`, English `in Swedish`; Finnish has it in the word. */
function phrases(word: string): string[] {
  if (word.length <= 3) return [word];
  return [word, `på ${word}`, `in ${word}`, ...(word.endsWith('i') ? [`${word.slice(0, -1)}en kieli`, `${word}n kieli`] : [])];
}

/** Codes of languages that people write for something else: a country (`se`, `ee`, `uk`), an abbreviation (`su`, `sw`), yes, or nothing (`na`). */
export const NOT_CODES: ReadonlySet<string> = new Set(['se', 'ee', 'uk', 'su', 'sw', 'ja', 'na']);
