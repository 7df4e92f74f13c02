import type { IssueLanguage } from '../config/config.ts';

/** Every word that the product itself puts into a newsletter. A missing one does not compile. */
export interface IssueWords {
  readonly contents: string;
  readonly event: string;
  readonly when: string;
  readonly where: string;
  readonly deadline: string;
  readonly signUp: string;
  readonly contacts: string;
  readonly image: string;
  readonly why: (list: string) => string;
  readonly unsubscribe: string;
  readonly privacy: string;
  readonly accessibility: string;
  readonly date: (iso: string) => string;
}

const ISSUE_WORDS: Readonly<Record<IssueLanguage, IssueWords>> = {
  fi: {
    contents: 'Tässä uutiskirjeessä',
    event: 'Tapahtuma',
    when: 'Aika',
    where: 'Paikka',
    deadline: 'Ilmoittaudu viimeistään',
    signUp: 'Ilmoittaudu mukaan',
    contacts: 'Lisätietoja',
    image: 'Kuva',
    why: (list) => `Saat tämän uutiskirjeen, koska osoitteesi on jakelulistalla ${list}.`,
    unsubscribe: 'Peru uutiskirjeen tilaus',
    privacy: 'Tietosuoja',
    accessibility: 'Saavutettavuus',
    date: (iso) => formatDay('fi-FI', iso),
  },
  sv: {
    contents: 'I det här nyhetsbrevet',
    event: 'Evenemang',
    when: 'Tid',
    where: 'Plats',
    deadline: 'Anmäl dig senast',
    signUp: 'Anmäl dig',
    contacts: 'Mer information',
    image: 'Bild',
    why: (list) => `Du får det här nyhetsbrevet eftersom din adress finns på sändlistan ${list}.`,
    unsubscribe: 'Avsluta prenumerationen',
    privacy: 'Dataskydd',
    accessibility: 'Tillgänglighet',
    date: (iso) => formatDay('sv-FI', iso),
  },
  en: {
    contents: 'In this newsletter',
    event: 'Event',
    when: 'When',
    where: 'Where',
    deadline: 'Sign up by',
    signUp: 'Sign up',
    contacts: 'More information',
    image: 'Image',
    why: (list) => `You receive this newsletter because your address is on the list ${list}.`,
    unsubscribe: 'Unsubscribe',
    privacy: 'Privacy',
    accessibility: 'Accessibility',
    date: (iso) => formatDay('en-GB', iso),
  },
};

export function issueWords(language: IssueLanguage): IssueWords {
  return ISSUE_WORDS[language];
}

function formatDay(locale: string, iso: string): string {
  if (iso === '') return '';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));
}
