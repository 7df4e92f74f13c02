import type { IssueLanguage } from '../config/config.ts';

/** Every word that the product itself puts into a newsletter. A missing one does not compile. */
export interface IssueWords {
  readonly contents: string;
  readonly when: string;
  readonly where: string;
  readonly deadline: string;
  readonly signUp: string;
  /** On the button of an event: it names the event, so that it says where it leads when it is heard alone. */
  readonly signUpFor: (event: string) => string;
  readonly toCalendar: string;
  /** On the link to an event's calendar file: it names the event, as above. */
  readonly addToCalendar: (event: string) => string;
  readonly contacts: string;
  readonly channels: string;
  readonly image: string;
  readonly viewOnline: string;
  readonly readMore: (section: string) => string;
  /** Behind a link to a file: its kind and its size in octets. */
  readonly file: (type: string, bytes: number) => string;
  readonly why: (list: string) => string;
  readonly unsubscribe: string;
  readonly privacy: string;
  readonly accessibility: string;
  readonly date: (iso: string) => string;
}

const ISSUE_WORDS: Readonly<Record<IssueLanguage, IssueWords>> = {
  fi: {
    contents: 'Tässä uutiskirjeessä',
    when: 'Aika',
    where: 'Paikka',
    deadline: 'Ilmoittaudu viimeistään',
    signUp: 'Ilmoittaudu mukaan',
    signUpFor: (event) => `Ilmoittaudu: ${event}`,
    toCalendar: 'Lisää kalenteriin',
    addToCalendar: (event) => `Lisää kalenteriin: ${event}`,
    contacts: 'Lisätietoja',
    channels: 'Seuraa meitä',
    image: 'Kuva',
    viewOnline: 'Näytä selaimessa',
    readMore: (section) => `Lue lisää: ${section}`,
    file: (type, bytes) => `(${type.toUpperCase()}, ${formatSize(bytes, 'fi-FI', 'kt', 'Mt')})`,
    why: (list) => `Saat tämän uutiskirjeen, koska osoitteesi on jakelulistalla ${list}.`,
    unsubscribe: 'Peru uutiskirjeen tilaus',
    privacy: 'Tietosuoja',
    accessibility: 'Saavutettavuus',
    date: (iso) => formatDay('fi-FI', iso),
  },
  sv: {
    contents: 'I det här nyhetsbrevet',
    when: 'Tid',
    where: 'Plats',
    deadline: 'Anmäl dig senast',
    signUp: 'Anmäl dig',
    signUpFor: (event) => `Anmäl dig: ${event}`,
    toCalendar: 'Lägg till i kalendern',
    addToCalendar: (event) => `Lägg till i kalendern: ${event}`,
    contacts: 'Mer information',
    channels: 'Följ oss',
    image: 'Bild',
    viewOnline: 'Visa i webbläsaren',
    readMore: (section) => `Läs mer: ${section}`,
    file: (type, bytes) => `(${type.toUpperCase()}, ${formatSize(bytes, 'sv-FI', 'kB', 'MB')})`,
    why: (list) => `Du får det här nyhetsbrevet eftersom din adress finns på sändlistan ${list}.`,
    unsubscribe: 'Avsluta prenumerationen',
    privacy: 'Dataskydd',
    accessibility: 'Tillgänglighet',
    date: (iso) => formatDay('sv-FI', iso),
  },
  en: {
    contents: 'In this newsletter',
    when: 'When',
    where: 'Where',
    deadline: 'Sign up by',
    signUp: 'Sign up',
    signUpFor: (event) => `Sign up: ${event}`,
    toCalendar: 'Add to calendar',
    addToCalendar: (event) => `Add to calendar: ${event}`,
    contacts: 'More information',
    channels: 'Follow us',
    image: 'Image',
    viewOnline: 'View in browser',
    readMore: (section) => `Read more: ${section}`,
    file: (type, bytes) => `(${type.toUpperCase()}, ${formatSize(bytes, 'en-GB', 'kB', 'MB')})`,
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
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  formats.set(locale, format);
  return format.format(new Date(`${iso}T00:00:00Z`));
}

/** Making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** In thousands or millions of octets, with one decimal under ten. */
function formatSize(bytes: number, locale: string, thousands: string, millions: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, thousands] : [bytes / 1_000_000, millions];
  const digits = value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(value, 0.1))}\u00a0${unit}`;
}
