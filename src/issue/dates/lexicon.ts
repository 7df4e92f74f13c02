import type { IssueLanguage } from '../../config/config.ts';

/** The words of dates in one language, each as the source of a regular expression; weekdays and months in their order. */
export interface Lexicon {
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly week: string;
  /** What may stand before a day of the month. */
  readonly day: string;
  /** What may stand before an hour. */
  readonly clock: string;
  /** What stands between the ends of a range, beside a dash. */
  readonly until: string;
  /** Whether a day in numbers ends with a dot, as `25.1.`, so that `9.10` is a time. */
  readonly needsDots: boolean;
  /** Weekdays of fewer letters are words of other meanings in running text. */
  readonly leastLetters: number;
}

const CASE = '(?:na|ta|sta|lla|ksi|n|hin|on)?';

/** The names of weekdays and months as they are written short and long, with the endings that they take in dates. */
export const LEXICONS: Readonly<Record<IssueLanguage, Lexicon>> = {
  fi: {
    weekdays: [
      `ma(?:anantai${CASE})?`,
      `ti(?:istai${CASE})?`,
      `ke(?:skiviikko${CASE})?`,
      `to(?:rstai${CASE})?`,
      `pe(?:rjantai${CASE})?`,
      `la(?:uantai${CASE})?`,
      `su(?:nnuntai${CASE})?`,
    ],
    months: ['tammi', 'helmi', 'maalis', 'huhti', 'touko', 'kesä', 'heinä', 'elo', 'syys', 'loka', 'marras', 'joulu'].map(
      (name) => `${name}(?:kuu(?:ta|n|ssa)?|k)`,
    ),
    week: '(?:viikolla|viikko|vko|vk)',
    day: '',
    clock: '(?:klo|kello)',
    until: '(?:asti|saakka)',
    needsDots: true,
    leastLetters: 2,
  },
  sv: {
    weekdays: [
      'm(?:å|ån(?:dag(?:en)?)?)',
      'ti(?:s(?:dag(?:en)?)?)?',
      'on(?:s(?:dag(?:en)?)?)?',
      'to(?:r(?:s(?:dag(?:en)?)?)?)?',
      'fr(?:e(?:dag(?:en)?)?)?',
      'lö(?:r(?:dag(?:en)?)?)?',
      'sö(?:n(?:dag(?:en)?)?)?',
    ],
    months: [
      'jan(?:uari)?',
      'feb(?:r(?:uari)?)?',
      'mar(?:s)?',
      'apr(?:il)?',
      'maj',
      'juni?',
      'juli?',
      'aug(?:usti)?',
      'sept?(?:ember)?',
      'okt(?:ober)?',
      'nov(?:ember)?',
      'dec(?:ember)?',
    ],
    week: '(?:vecka|v)',
    day: '(?:den )?',
    clock: '(?:klockan|kl)',
    until: '(?:till)',
    needsDots: false,
    leastLetters: 3,
  },
  en: {
    weekdays: [
      'mon(?:day)?',
      'tue(?:s(?:day)?)?',
      'wed(?:nesday)?',
      'thu(?:r(?:s(?:day)?)?)?',
      'fri(?:day)?',
      'sat(?:urday)?',
      'sun(?:day)?',
    ],
    months: [
      'jan(?:uary)?',
      'feb(?:ruary)?',
      'mar(?:ch)?',
      'apr(?:il)?',
      'may',
      'june?',
      'july?',
      'aug(?:ust)?',
      'sept?(?:ember)?',
      'oct(?:ober)?',
      'nov(?:ember)?',
      'dec(?:ember)?',
    ],
    week: '(?:in week|week)',
    day: '(?:the )?',
    clock: '(?:at|from)',
    until: '(?:to|until)',
    needsDots: false,
    leastLetters: 3,
  },
};
