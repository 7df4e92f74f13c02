import type { IssueLanguage } from '../../config/config.ts';

/** Readers who are nobody: columns' names in the holes, values as they usually are, long ones, none. */
export const SYNTHETIC = ['columns', 'usual', 'long', 'empty'] as const;
export type Synthetic = (typeof SYNTHETIC)[number];

/** A value for a hole by its column's name; undefined where the column's name itself is to be shown. */
export function syntheticValue(kind: Synthetic, column: string, isLink: boolean, language: IssueLanguage): string | undefined {
  switch (kind) {
    case 'columns':
      return undefined;
    case 'empty':
      return '';
    case 'usual':
      return isLink ? 'https://example.org/' : valueIn(USUAL[language], column);
    case 'long':
      return isLink
        ? `https://example.org/${'pitka-polku/'.repeat(8)}`
        : (valueIn(LONG[language], column) ?? LONG[language]['organisation']);
  }
}

/** A column may be called as what every object has. */
function valueIn(values: Readonly<Record<string, string>>, column: string): string | undefined {
  return Object.hasOwn(values, column) ? values[column] : undefined;
}

const USUAL: Readonly<Record<IssueLanguage, Readonly<Record<string, string>>>> = {
  fi: {
    organisation: 'Esimerkkilän kyläyhdistys ry',
    name: 'Aino Esimerkki',
    email: 'aino.esimerkki@example.fi',
    language: 'fi',
  },
  sv: { organisation: 'Exempelby byaförening rf', name: 'Anna Exempel', email: 'anna.exempel@example.fi', language: 'sv' },
  en: { organisation: 'Sampleton Village Association', name: 'Ann Sample', email: 'ann.sample@example.org', language: 'en' },
};

/** About as long as the longest names in the register of associations, with a word that no line has room for on a phone. */
const LONG: typeof USUAL = {
  fi: {
    organisation: 'Kansainvälisen kaupunkiympäristönsuojelututkimuksen ja maaseutukehittämisyhteistyön edistämisyhdistys ry',
    name: 'Marja-Leena Annukka Esimerkki-Pitkänimisenniemeläinen',
    email: 'marja-leena.annukka.esimerkki-pitkanimisenniemelainen@viestinta.esimerkkikaupunki.example.fi',
  },
  sv: {
    organisation: 'Föreningen för främjande av internationell stadsmiljövårdsforskning och landsbygdsutvecklingssamarbete rf',
    name: 'Anna-Charlotta Margareta Exempel-Långanamnskärgårdsdotter',
    email: 'anna-charlotta.margareta.exempel-langanamnskargardsdotter@kommunikation.exempelstad.example.fi',
  },
  en: {
    organisation: 'Association for the Advancement of International Urban Environmental Research and Rural Cooperation',
    name: 'Alexandra-Josephine Sample-Featherstonehaugh-Cholmondeley',
    email: 'alexandra-josephine.sample-featherstonehaugh@communications.sampletown.example.org',
  },
};
