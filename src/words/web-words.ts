import type { IssueLanguage } from '../config/config.ts';

/** Every word that the product itself puts into the web archive, beside those of the newsletters. A missing one does not compile. */
export interface WebWords {
  /** The name of the language in itself, for links to a page in it. */
  readonly inThisLanguage: string;
  readonly skip: string;
  readonly newsletters: string;
  readonly news: string;
  readonly events: string;
  readonly mainNavigation: string;
  readonly footerNavigation: string;
  readonly languages: string;
  readonly published: string;
  readonly linkTo: (title: string) => string;
  readonly corrections: string;
  /** Between newsletters, or between pieces of news. */
  readonly neighbours: Readonly<Record<'issue' | 'article', string>>;
  readonly previous: string;
  readonly next: string;
  readonly latest: string;
  readonly goToLatest: string;
  readonly year: (year: string) => string;
  readonly years: string;
  readonly lists: string;
  readonly list: (title: string) => string;
  readonly feeds: string;
  readonly feed: (title: string, format: string) => string;
  readonly nothing: string;
  readonly noEvents: string;
  readonly subscribe: string;
  readonly calendarFeed: string;
  readonly announcedIn: string;
  readonly table: string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly toHome: string;
  readonly search: SearchWords;
}

/** What the search says; it stands in the page for the script to read. `{count}` and `{query}` are filled in by it. */
export interface SearchWords {
  readonly label: string;
  readonly hint: string;
  readonly loading: string;
  readonly none: string;
  readonly one: string;
  readonly many: string;
  readonly failed: string;
}

const WEB_WORDS: Readonly<Record<IssueLanguage, WebWords>> = {
  fi: {
    inThisLanguage: 'Suomeksi',
    skip: 'Hyppää pääsisältöön',
    newsletters: 'Uutiskirjeet',
    news: 'Ajankohtaista',
    events: 'Tapahtumat',
    mainNavigation: 'Päävalikko',
    footerNavigation: 'Tietoa sivustosta',
    languages: 'Sama sivu muilla kielillä',
    published: 'Julkaistu',
    linkTo: (title) => `Linkki kohtaan: ${title}`,
    corrections: 'Korjattu julkaisun jälkeen',
    neighbours: { issue: 'Muut uutiskirjeet', article: 'Muut uutiset' },
    previous: 'Edellinen',
    next: 'Seuraava',
    latest: 'Uusin uutiskirje',
    goToLatest: 'Siirry uusimpaan uutiskirjeeseen',
    year: (year) => `Uutiskirjeet ${year}`,
    years: 'Vuodet',
    lists: 'Jakelulistat',
    list: (title) => `Uutiskirjeet: ${title}`,
    feeds: 'Syötteet',
    feed: (title, format) => `${title} (${format})`,
    nothing: 'Täällä ei ole vielä mitään.',
    noEvents: 'Tiedossa ei ole tulevia tapahtumia.',
    subscribe: 'Tilaa kaikki tulevat tapahtumat kalenteriisi tällä osoitteella:',
    calendarFeed: 'Kalenterisyöte (ICS)',
    announcedIn: 'Lue lisää',
    table: 'Taulukko, vieritettävissä sivusuunnassa',
    notFound: 'Sivua ei löydy',
    notFoundText: 'Osoitteessa ei ole sivua. Se on voitu poistaa, tai osoitteessa on kirjoitusvirhe.',
    toHome: 'Kaikki uutiskirjeet',
    search: {
      label: 'Hae uutiskirjeistä ja uutisista',
      hint: 'Haku löytää myös sanojen taivutusmuodot.',
      loading: 'Haetaan…',
      none: 'Haulla ”{query}” ei löytynyt mitään.',
      one: 'Yksi tulos haulla ”{query}”.',
      many: '{count} tulosta haulla ”{query}”.',
      failed: 'Hakua ei saatu käyttöön. Selaa uutiskirjeitä alta.',
    },
  },
  sv: {
    inThisLanguage: 'På svenska',
    skip: 'Hoppa till huvudinnehållet',
    newsletters: 'Nyhetsbrev',
    news: 'Aktuellt',
    events: 'Evenemang',
    mainNavigation: 'Huvudmeny',
    footerNavigation: 'Om webbplatsen',
    languages: 'Samma sida på andra språk',
    published: 'Publicerad',
    linkTo: (title) => `Länk till: ${title}`,
    corrections: 'Rättat efter publiceringen',
    neighbours: { issue: 'Andra nyhetsbrev', article: 'Andra nyheter' },
    previous: 'Föregående',
    next: 'Nästa',
    latest: 'Senaste nyhetsbrevet',
    goToLatest: 'Gå till det senaste nyhetsbrevet',
    year: (year) => `Nyhetsbrev ${year}`,
    years: 'År',
    lists: 'Sändlistor',
    list: (title) => `Nyhetsbrev: ${title}`,
    feeds: 'Flöden',
    feed: (title, format) => `${title} (${format})`,
    nothing: 'Här finns ingenting ännu.',
    noEvents: 'Inga kommande evenemang.',
    subscribe: 'Prenumerera på alla kommande evenemang i din kalender med den här adressen:',
    calendarFeed: 'Kalenderflöde (ICS)',
    announcedIn: 'Läs mer',
    table: 'Tabell, kan rullas i sidled',
    notFound: 'Sidan finns inte',
    notFoundText: 'På adressen finns ingen sida. Den kan ha tagits bort, eller så är adressen felskriven.',
    toHome: 'Alla nyhetsbrev',
    search: {
      label: 'Sök i nyhetsbrev och nyheter',
      hint: 'Sökningen hittar också böjda former.',
      loading: 'Söker…',
      none: 'Inget hittades med ”{query}”.',
      one: 'Ett resultat för ”{query}”.',
      many: '{count} resultat för ”{query}”.',
      failed: 'Sökningen kunde inte tas i bruk. Bläddra bland nyhetsbreven nedan.',
    },
  },
  en: {
    inThisLanguage: 'In English',
    skip: 'Skip to main content',
    newsletters: 'Newsletters',
    news: 'News',
    events: 'Events',
    mainNavigation: 'Main menu',
    footerNavigation: 'About this site',
    languages: 'This page in other languages',
    published: 'Published',
    linkTo: (title) => `Link to: ${title}`,
    corrections: 'Corrected after publication',
    neighbours: { issue: 'Other newsletters', article: 'Other news' },
    previous: 'Previous',
    next: 'Next',
    latest: 'Latest newsletter',
    goToLatest: 'Go to the latest newsletter',
    year: (year) => `Newsletters ${year}`,
    years: 'Years',
    lists: 'Lists',
    list: (title) => `Newsletters: ${title}`,
    feeds: 'Feeds',
    feed: (title, format) => `${title} (${format})`,
    nothing: 'There is nothing here yet.',
    noEvents: 'No events are coming up.',
    subscribe: 'Subscribe to all coming events in your calendar with this address:',
    calendarFeed: 'Calendar feed (ICS)',
    announcedIn: 'Read more',
    table: 'Table, can be scrolled sideways',
    notFound: 'Page not found',
    notFoundText: 'There is no page at this address. It may have been removed, or the address is misspelt.',
    toHome: 'All newsletters',
    search: {
      label: 'Search newsletters and news',
      hint: 'Inflected forms are found too.',
      loading: 'Searching…',
      none: 'Nothing was found for “{query}”.',
      one: 'One result for “{query}”.',
      many: '{count} results for “{query}”.',
      failed: 'The search could not be started. Browse the newsletters below.',
    },
  },
};

export function webWords(language: IssueLanguage): WebWords {
  return WEB_WORDS[language];
}
