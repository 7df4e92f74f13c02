import type { StandardColumn } from '../problem/problem-details.ts';

/** A standard column of a list, and the columns that mean it. */
export interface ReadColumn {
  readonly standard: StandardColumn;
  /** Where the column that is read stands, from 0. */
  readonly index: number;
  /** The names of other columns that mean the same and are not read. */
  readonly others: readonly string[];
}

/** The standard columns that a list has, by the folded names of its columns. The standard name wins, then the order of the names below. */
export function findStandardColumns(columns: readonly string[]): ReadColumn[] {
  const keys = columns.map(keyOf);
  return STANDARD_COLUMNS.flatMap((standard) => {
    const found = columnsOf(standard, columns, keys);
    const [index] = found;
    return index === undefined ? [] : [{ standard, index, others: found.slice(1).map((other) => columns[other]!) }];
  });
}

function columnsOf(standard: StandardColumn, columns: readonly string[], keys: readonly string[]): number[] {
  const own = columns.indexOf(standard);
  const named = [...(own < 0 ? [] : [own]), ...NAMES[standard].flatMap((name) => indexesOf(name, keys))];
  const found = [...new Set(named)];
  if (found.length > 0 || standard !== 'email' || columns.some((column) => /mail|mejl|post/.test(column))) return found;
  return LAST_NAMES_OF_EMAIL.flatMap((name) => indexesOf(name, keys)).slice(0, 1);
}

function indexesOf(name: string, keys: readonly string[]): number[] {
  return keys.flatMap((key, index) => (key === name ? [index] : []));
}

/** `E_mail`, `e-mail:` and `e mail` are the same. */
function keyOf(column: string): string {
  return column.replace(/[^\p{L}\p{N}]/gu, '');
}

const STANDARD_COLUMNS: readonly StandardColumn[] = ['email', 'organisation', 'name', 'language'];

/** In English, Finnish and Swedish, without what stands between words. */
const NAMES: Readonly<Record<StandardColumn, readonly string[]>> = {
  email: [
    'email',
    'mail',
    'emailaddress',
    'mailaddress',
    'sähköposti',
    'sähköpostiosoite',
    'sposti',
    'spostiosoite',
    'epost',
    'epostadress',
    'mejl',
    'mejladress',
  ],
  organisation: [
    'organisation',
    'organization',
    'järjestö',
    'organisaatio',
    'yhdistys',
    'yritys',
    'förening',
    'organisationen',
    'company',
    'association',
  ],
  name: ['name', 'nimi', 'namn', 'fullname', 'kokonimi'],
  language: [
    'language',
    'lang',
    'kieli',
    'kielikoodi',
    'asiointikieli',
    'viestintäkieli',
    'språk',
    'sprak',
    'språkkod',
    'languagecode',
    'preferredlanguage',
    'kontaktspråk',
  ],
};

/** These may be a street as well: they mean the e-mail address only where no other column can. */
const LAST_NAMES_OF_EMAIL = ['osoite', 'adress', 'address'];
