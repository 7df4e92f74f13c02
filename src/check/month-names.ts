import type { Issue } from '../issue/issue.ts';

/** The months of one language as titles name them: from 0 for January, each as the source of a regular expression. */
export interface MonthNames {
  /** As a title names the month beside a year: `joulukuu`, `December`, `dec`. */
  readonly named: readonly string[];
  /** The same where a slash or a dash shows that a month is meant: `joulu/2021`, `tammi–helmikuu`. */
  readonly bare: readonly string[];
  /** As it stands before the word for a newsletter: `joulukuun uutiskirje`. */
  readonly possessive: readonly string[];
  /** Before a month and its year these words show that it is when something happens, and not the month of the issue. */
  readonly when: string;
}

const FINNISH = ['tammi', 'helmi', 'maalis', 'huhti', 'touko', 'kesä', 'heinä', 'elo', 'syys', 'loka', 'marras', 'joulu'];

const SWEDISH = [
  'jan(?:uari|\\.)?',
  'feb(?:ruari|r?\\.)?',
  'mars?',
  'apr(?:il|\\.)?',
  'maj',
  'juni?',
  'juli',
  'aug(?:usti|\\.)?',
  'sept?(?:ember|\\.)?',
  'okt(?:ober|\\.)?',
  'nov(?:ember|\\.)?',
  'dec(?:ember|\\.)?',
];

const ENGLISH = [
  'Jan(?:uary|\\.)?',
  'Feb(?:ruary|\\.)?',
  'Mar(?:ch|\\.)?',
  'Apr(?:il|\\.)?',
  'May',
  'June?',
  'July?',
  'Aug(?:ust|\\.)?',
  'Sept?(?:ember|\\.)?',
  'Oct(?:ober|\\.)?',
  'Nov(?:ember|\\.)?',
  'Dec(?:ember|\\.)?',
];

export const MONTH_NAMES: Readonly<Record<Issue['language'], MonthNames>> = {
  fi: {
    named: FINNISH.map((name) => `${name}k(?:uu)?\\.?`),
    bare: FINNISH.map((name) => `${name}(?:k(?:uu)?\\.?)?`),
    possessive: FINNISH.map((name) => `${name}kuun`),
    when: 'alkaen|asti|saakka',
  },
  sv: {
    named: SWEDISH,
    bare: SWEDISH,
    possessive: SWEDISH.map((name) => `${name}s?`),
    when: 'i|under|från|sedan|till|före|efter|senast|per|mellan|och|den',
  },
  en: {
    named: ENGLISH,
    bare: ENGLISH,
    possessive: ENGLISH.map((name) => `${name}(?:['’]s)?`),
    when: 'in|during|since|from|until|till|to|by|before|after|on|between|and',
  },
};
