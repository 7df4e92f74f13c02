import {
  explain,
  formatBytes,
  formatDay,
  formatLanguage,
  formatNumber,
  formatSeconds,
  formatTime,
  formatWeekday,
  listCounts,
  listSome,
  namesIn,
} from './format.ts';
import type {
  DkimKeyFault,
  FileKind,
  LargeSection,
  Leftover,
  LinkFault,
  ListLoss,
  NoPage,
  TlsFault,
  YamlFault,
  YamlFaultKind,
} from '../problem/problem-details.ts';
import type { Counts, RecipientState } from '../ledger/recipient.ts';
import type { LeftOutReason, SummaryWords, Untried, Words } from './words.ts';

const LOCALE = 'fi-FI';

function meant(nearest: string | null, known: readonly string[] = []): string {
  if (nearest !== null) return ` Tarkoititko ”${nearest}”?`;
  return known.length > 0 ? ` Tunnetut: ${listSome(known, 12)}.` : '';
}

function recipients(count: number): string {
  return count === 1 ? '1 vastaanottaja' : `${formatNumber(count, LOCALE)} vastaanottajaa`;
}

/** In Finnish a count other than one takes the partitive. */
/** Why an issue has no page in the archive, and what would give it one. */
function noPage({ missing, lists }: NoPage, instead: string): string {
  if (missing === 'archive.url') return `newsletter.yaml-tiedostosta puuttuu archive.url. Lisää se tai ${instead}.`;
  const [one, ...more] = lists;
  return more.length === 0
    ? `Lista ${one} ei ole julkinen, joten ${instead}. Jos taas haluat julkaista kaikki listan kirjeet, kirjoita newsletter.yaml-tiedostoon kohtaan lists.${one} rivi archive: public.`
    : `Listat ${lists.join(', ')} eivät ole julkisia, joten ${instead}. Jos taas haluat julkaista kaikki niiden kirjeet, kirjoita newsletter.yaml-tiedostoon jokaiselle rivi archive: public.`;
}

function opensOn(day: string): string {
  return `Kirjeen päivä on ${day}, ja newsletter archive julkaisee sen vasta silloin. Lähetä kirje silloin tai muuta päivää.`;
}

function whyLeftOut(left: LeftOutReason): string {
  switch (left.reason) {
    case 'draft':
      return 'luonnos';
    case 'later':
      return `päivä on ${left.date}`;
    case 'list-private':
      return left.lists.length === 1
        ? `lista ${left.lists[0]} ei ole julkinen`
        : `listat ${left.lists.join(', ')} eivät ole julkisia`;
    case 'list-unknown':
      return `newsletter.yaml-tiedostossa ei ole listaa ${left.lists.join(', ')}`;
    case 'list-none':
      return 'siinä ei ole nimetty listaa';
    case 'errors':
      return 'siinä on virheitä';
  }
}

/** Before a number of pages. */
const LEFT_OUT: Readonly<Record<LeftOutReason['reason'], string>> = {
  draft: 'luonnoksia',
  later: 'tulevalle päivälle merkittyjä',
  'list-private': 'ei-julkisten listojen kirjeitä',
  'list-unknown': 'tuntemattomien listojen kirjeitä',
  'list-none': 'ilman listaa olevia kirjeitä',
  errors: 'virheellisiä',
};

function plural(count: number, one: string, many: string): string {
  return `${formatNumber(count, LOCALE)} ${count === 1 ? one : many}`;
}

/** The name of a language. */
function tongue(code: string): string {
  return formatLanguage(code, LOCALE);
}

const EXPECTED: Readonly<Record<string, string>> = {
  'email-address': 'yksi sähköpostiosoite, esimerkiksi uutiskirje@example.fi',
  'web-address': 'osoite, jonka alussa on https:// ja jossa ei ole välilyöntejä eikä sulkeita, enintään 2 000 merkkiä',
  'header-address': 'osoite, jonka alussa on https:// ja jossa ei ole välilyöntejä eikä sulkeita, enintään 200 merkkiä',
  'folder-address':
    'osoite, jonka alussa on https:// ja jossa ei ole välilyöntejä, sulkeita, merkkejä ? ja #, enintään 200 merkkiä',
  'sending-address': 'sähköpostiosoite, jonka verkkotunnuksessa on enintään 200 merkkiä',
  'unsubscribe-url': 'osoite, jonka alussa on https:// ja jossa ei ole merkkejä ? ja #',
  'verp-address': 'osoite, jossa on enintään 47 merkkiä ennen @-merkkiä, koska siihen lisätään tunniste',
  'header-text': 'pelkkää tekstiä: ei {{reikää}}, ei HTML-merkintää kuten &amp;, ei alussa Re: tai Fwd:',
  'smtp-url': 'smtp://käyttäjä@palvelin:587 tai smtps://käyttäjä@palvelin:465',
  duration: 'aika, esimerkiksi 30s, 2min tai 1h',
  rate: 'tahti, esimerkiksi 30/min tai 10/s',
  date: 'päivä muodossa 2022-01-26',
  timezone: 'aikavyöhyke, esimerkiksi Europe/Helsinki',
  domain: 'verkkotunnus, esimerkiksi example.fi',
  selector:
    'kirjaimia, numeroita ja yhdysmerkkejä, osien välissä piste, esimerkiksi newsletter2026, eikä pidempi kuin DNS sallii',
  'other-selector': 'eri nimi kuin kohdassa dkim.selector: kummallakin avaimella on oma tietueensa',
  colour: 'väri, esimerkiksi #1c2833',
  length: 'mitta, esimerkiksi 600px',
  fonts: 'fonttien nimiä pilkuin erotettuina, ilman merkkejä ; { } < >',
  corrections: 'luettelo päivistä ja siitä, mitä silloin korjattiin, esimerkiksi - 2022-01-03: Foorumi on 25. tammikuuta',
  'list-names': 'listojen nimet hakasulkeissa, esimerkiksi [jarjestot]',
  'visible-text': 'näkyvää tekstiä',
  text: 'tekstiä',
  string: 'tekstiä',
  int: 'kokonaisluku',
  number: 'luku',
  object: 'ryhmä avaimia',
  array: 'luettelo hakasulkeissa',
};

/** Mikä YAML-rivissä on vialla, ja mitä kirjoittaa. */
const YAML_FAULTS: Readonly<Record<YamlFaultKind, (fault: YamlFault) => string>> = {
  tab: () => 'Rivin alussa on sarkain, jota YAML ei salli. Kirjoita sen tilalle välilyöntejä.',
  indent: ({ suggestion }) =>
    `Rivi ei ala samasta kohdasta kuin viereiset rivit. Korjaa rivin alun välilyönnit.${write(suggestion)}`,
  'no-space': ({ key, suggestion }) => `Kohdan ”${key}” kaksoispisteen perästä puuttuu välilyönti.${write(suggestion)}`,
  'no-colon': ({ key, suggestion }) =>
    suggestion === ''
      ? `Rivillä ei ole avainta ja kaksoispistettä: ”${key}”. Jos se jatkaa edellistä riviä, aloita se kahdella välilyönnillä.`
      : `Riviltä puuttuu avaimen jäljestä kaksoispiste ja välilyönti.${write(suggestion)}`,
  'key-twice': ({ key, firstLine }) => `Avain ”${key}” on jo rivillä ${firstLine}. Poista toinen riveistä.`,
  invisible: ({ mark, suggestion }) =>
    `Rivillä on näkymätön merkki (${mark}) ennen avainta tai arvoa. Poista se ja kirjoita tavallinen välilyönti.${write(suggestion)}`,
  colon: ({ key, suggestion }) =>
    `Kaksoispiste kohdassa ”${key}” katkaisee arvon YAMLissa. Pane arvo lainausmerkkeihin.${write(suggestion)}`,
  mark: ({ mark, suggestion }) =>
    `Merkillä ${mark} on YAMLissa arvon alussa oma merkityksensä. Pane arvo lainausmerkkeihin.${write(suggestion)}`,
  'quote-inside': ({ mark, suggestion }) =>
    `Arvo on lainausmerkeissä, ja sen sisällä oleva ${mark} päättää sen. Käytä arvon ympärillä toisia lainausmerkkejä.${write(suggestion)}`,
  'quote-ended': ({ mark, suggestion }) =>
    `Arvo jatkuu vielä sen päättävän merkin ${mark} jälkeen. Pane koko arvo lainausmerkkeihin.${write(suggestion)}`,
  'quote-open': ({ mark, suggestion }) =>
    `Arvon alussa on ${mark}, eikä mikään ${mark} sulje sitä. Sulje lainausmerkit.${write(suggestion)}`,
  backslash: ({ suggestion }) =>
    `Kenoviiva aloittaa erikoismerkin kaksinkertaisissa lainausmerkeissä. Käytä yksinkertaisia lainausmerkkejä.${write(suggestion)}`,
  'bracket-open': ({ mark, suggestion }) =>
    `Sulkua ${mark} ei ole suljettu. Jos se aloittaa tekstin, pane teksti lainausmerkkeihin. Jos ei, sulje se.${write(suggestion)}`,
  'list-names': ({ suggestion }) => `Listojen nimet kirjoitetaan hakasulkeisiin.${write(suggestion)}`,
  other: ({ reason }) => `Rivi ei ole YAMLia: ${reason}.`,
};

function write(suggestion: string): string {
  return suggestion === '' ? '' : ` Kirjoita: ${suggestion}`;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'toinen ohjelma käyttää sitä',
  EADDRNOTAVAIL: 'tällä koneella ei ole sellaista osoitetta',
  ENOENT: 'tiedostoa tai kansiota ei ole',
  EACCES: 'ei oikeutta',
  EPERM: 'ei oikeutta',
  EROFS: 'levyä voi vain lukea',
  ENOSPC: 'levy on täynnä',
  EISDIR: 'se on kansio',
  ENOTDIR: 'kansion tiellä on tiedosto',
  EEXIST: 'tiellä on jotakin',
  ELINK: 'on linkki, eikä newsletter seuraa työtilan linkkejä',
  ENOTREG: 'se ei ole tavallinen tiedosto',
  EFBIG: 'se on liian suuri',
  ELOOP: 'sen linkit johtavat kehää',
  ECONNREFUSED: 'siellä ei vastata',
  ENOTFOUND: 'nimeä ei tunneta',
  EAI_AGAIN: 'nimiä ei voi selvittää; onko verkkoyhteyttä?',
  ETIMEDOUT: 'vastausta ei tullut ajoissa',
  ECONNRESET: 'yhteys katkesi',
  ENETUNREACH: 'verkkoa ei ole',
  SQLITE_FULL: 'levy on täynnä',
  SQLITE_READONLY: 'levyä tai tiedostoa voi vain lukea',
  SQLITE_IOERR: 'levyä ei voi lukea tai kirjoittaa',
  SQLITE_CANTOPEN: 'tiedostoa ei voi avata',
  ENODATA: 'se on tyhjä',
  EILSEQ: 'se ei ole UTF-8-tekstiä',
  EHOSTUNREACH: 'sinne ei ole reittiä',
};

const DENSE = {
  lines: 'Rivejä ilman tyhjää riviä välissä',
  characters: 'Merkkejä yhdessä kappaleessa',
  marks: 'Merkintöjä kuten * _ [ < yhdessä kappaleessa',
  word: 'Merkkejä yhdessä sanassa',
  spaces: 'Välilyöntejä peräkkäin',
  cells: 'Soluja taulukon rivillä',
  headings: 'Otsikoita uutiskirjeessä',
  fences: 'Rivejä, joiden alussa on :::',
  comments: 'Kommentteja uutiskirjeessä',
  holes: 'Täytettäviä kohtia uutiskirjeessä',
};

const LEFTOVERS: Readonly<Record<Leftover, string>> = {
  link: 'Se näyttää linkiltä tai kuvalta, mutta osoite tai sulku on väärin. Kirjoita osoitteen välilyönti muodossa %20.',
  reference: 'Mikään rivi ei kerro, minne linkki vie. Kirjoita osoite kaarisulkeisiin sanojen perään: [sanat](https://…).',
  'spaced-link': 'Sanojen ja osoitteen välissä ei saa olla välilyöntiä: [sanat](https://…).',
  'reversed-link': 'Sulkeet ovat väärin päin. Kirjoita [sanat](https://…).',
  definition: 'Linkin osoiterivi tarvitsee yläpuolelleen tyhjän rivin.',
  footnote: 'Mikään rivi ei kerro viitteen sisältöä. Kirjoita rivi, esimerkiksi [^1]: Lähde on kaupunki.',
  emphasis:
    'Tähdet tai alaviivat eivät korosta tässä mitään. Siirrä välilyönnit ja välimerkit niiden ulkopuolelle: **Huom:** teksti.',
  strike: 'Aaltoviivat eivät yliviivaa mitään. Sulje ne heti viimeisen sanan perään: ~~sanat~~.',
  highlight: 'Tällaista merkintää ei ole. Käytä **lihavointia** tai poista merkit.',
  table: 'Taulukko tarvitsee ensimmäisen rivin alle rivin |---|---|, jossa on yhtä monta saraketta.',
  attribute: 'Aaltosulkeissa olevilla määreillä ei ole merkitystä tässä. Poista ne.',
  'merge-field': 'Tämä on toisen ohjelman kenttä. Kirjoita {{sarake}} ja siihen listan sarakkeen nimi.',
  template: 'Tämä on ohje toiselle ohjelmalle. Kirjoita itse teksti.',
  'wiki-link': 'Tämä on toisen ohjelman linkki tai kuva. Kirjoita [sanat](https://…) tai ![mitä kuvassa on](kuva.png).',
  callout: 'Tämä on toisen ohjelman merkintä. Käytä lohkoa ::: note.',
  shortcode: 'Tämä on ohje toiselle ohjelmalle. Poista se.',
  'code-cut':
    'Kaksi yksittäistä gravismerkkiä tekee koodia kaikesta niiden välissä ja katkaisee linkit. Poista ne tai kirjoita \\`.',
  backtick: 'Yksittäinen gravismerkki ei merkitse mitään. Lisää koodin lopettava merkki tai kirjoita heittomerkki.',
  entity: 'Tämä tarkoittaa merkkiä, mutta se on kirjoitettu väärin. Kirjoita itse merkki.',
  plain: 'Tässä on vain sanoja. Poista merkinnät.',
  emoji: 'Kirjoita itse merkki, esimerkiksi 🎉, jos haluat kuvan tähän.',
};

const LINK_FAULTS: Readonly<Record<LinkFault, string>> = {
  'scheme-twice': 'sen alku (https://) on kirjoitettu kahdesti',
  slashes: 'merkinnän https: perään kuuluu kaksi kauttaviivaa, mailto: ja tel: eivät saa yhtään',
  brackets: 'osoitteen ympärillä on sulkeita',
  separator: 'usean osoitteen väliin kuuluu pilkku',
};

const LOGO_REASONS = {
  missing: 'tiedostoa ei ole',
  outside: 'se on työtilan ulkopuolella',
  unsupported: 'se ei ole PNG, JPEG eikä GIF',
  damaged: 'tiedosto on vioittunut tai loppuu kesken, joten tallenna tai hae se uudelleen',
  large: 'se on liian suuri',
};

const TLS_FAULTS: Readonly<Record<TlsFault, (reason: string) => string>> = {
  'self-signed': () =>
    'palvelin takaa itse itsensä (itse allekirjoitettu varmenne), joten se voi olla kuka tahansa. Jos se on oma sisäinen palvelin, pyydä sen varmenne ylläpidosta ja nimeä se kohdassa smtp.caFile.',
  'unknown-authority': () =>
    'palvelinta ei takaa kukaan, johon tämä kone luottaa. Jos se on oma sisäinen palvelin, pyydä sen varmentajan varmenne ylläpidosta ja nimeä se kohdassa smtp.caFile.',
  expired: () => 'palvelimen varmenne on vanhentunut. Ylläpidon on uusittava se; tarkista myös tämän koneen kello.',
  'not-yet-valid': () => 'palvelimen varmenne ei ole vielä voimassa. Tarkista tämän koneen kello.',
  'other-name': (reason) =>
    `palvelimen varmenne on toiselle nimelle${namesIn(reason)}. Onko nimi oikein kohdassa smtp.url? Muuten ylläpidon on korjattava varmenne.`,
  'no-tls': (reason) =>
    `se ei tarjoa TLS-suojausta (STARTTLS) tai kieltäytyi siitä (${reason}), joten matkan varrella posti ja salasana olisivat luettavissa. Onko portti oikea? Sisäinen palvelin ilman TLS:ää tarvitsee kohdan smtp.tls: off.`,
  'old-tls': () => 'se osaa vain TLS-versioita, jotka eivät enää ole turvallisia. Ylläpidon on päivitettävä se.',
  other: (reason) => `${reason}. Onko portti oikea? smtps:// käyttää porttia 465, smtp:// porttia 587.`,
};

const DKIM_KEY_FAULTS: Readonly<Record<DkimKeyFault, (bits: number) => string>> = {
  'no-key': () => 'siinä ei ole yksityistä avainta PEM-muodossa eli tekstinä, jonka alussa on -----BEGIN PRIVATE KEY-----.',
  encrypted: () =>
    'avain on salattu, eikä kukaan ole antamassa sen tunnuslausetta, kun postia lähtee. Tallenna avain salaamatta.',
  'not-rsa': () => 'tässä tarvitaan RSA-avain, ja avain on muuta lajia. Ed25519-avain nimetään kohdassa dkim.ed25519.keyFile.',
  'not-ed25519': () => 'tässä tarvitaan Ed25519-avain, ja avain on muuta lajia. RSA-avain nimetään kohdassa dkim.keyFile.',
  length: (bits) =>
    `se on ${bits} bitin RSA-avain, ja vastaanottajat edellyttävät 2048–4096 bittiä. Tee uusi: newsletter dkim-key --selector <toinen nimi>`,
};

/** How a message gets smaller. */
function shorten(sections: readonly LargeSection[], hasPage: boolean): string {
  const largest = sections.map(({ number, title, size }) => `${number}. ${title} (${formatBytes(size, LOCALE)})`);
  const where = largest.length === 0 ? '' : ` Suurimmat osiot: ${largest.join(', ')}.`;
  const how = hasPage
    ? 'Lisää pitkiin osioihin <!-- more -->: sen jälkeinen teksti on vain verkkosivulla. Tai lyhennä tekstiä.'
    : 'Lyhennä tekstiä.';
  return `${how}${where}`;
}
const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  excel: 'Excel-työkirja',
  spreadsheet: 'taulukkolaskentaohjelman työkirja',
  word: 'Word-asiakirja',
  document: 'tekstinkäsittelyohjelman asiakirja',
  pdf: 'PDF-tiedosto',
  rtf: 'RTF-asiakirja',
  binary: 'muunlainen tiedosto',
};

const LIST_LOSSES: Readonly<Record<ListLoss, (list: string, file: string, reason: string) => string>> = {
  unreadable: (list, file, reason) => `Listaa "${list}" ei voi lukea: ${file}: ${why(reason)}.`,
  broken: (list, file, reason) => `Listassa "${list}" (${file}) on virheitä, esimerkiksi ${reason}, eikä sitä käytetä.`,
  unknown: (list) => `Tiedostossa newsletter.yaml ei enää ole listaa "${list}".`,
  unnamed: (list) => `Lähetys alkoi listalla "${list}", mutta kirje ei enää nimeä sitä.`,
};

function why(reason: string): string {
  return explain(reason, REASONS);
}

function expectation(expected: string): string {
  return EXPECTED[expected] ?? expected;
}

/** Our own words that stand in the ledger in place of a server's, which are kept in English there. */
const REPLIES: readonly (readonly [RegExp, string])[] = [
  [/^the server closed the connection$/, 'palvelin katkaisi yhteyden'],
  [/^the connection was (?:cut|closed)$/, 'yhteys katkaistiin'],
  [/^the server takes nothing any more$/, 'palvelin ei ota enää mitään vastaan'],
  [/^the server talks without being asked$/, 'palvelin puhuu kysymättä'],
  [/^no reply within (\d+) s$/, 'ei vastausta $1 sekunnissa'],
  [/^(?:endless reply|no SMTP reply: )/, 'palvelin ei puhu SMTP:tä: '],
  [/^(?:read|write) ECONNRESET$/, 'yhteys katkesi'],
  [/(\d+) octets, and the server takes (\d+)$/, '$1 tavua, ja palvelin ottaa $2'],
  [/the server takes no address beyond ASCII$/, 'palvelin ei ota osoitetta, jossa on muita kuin ASCII-merkkejä'],
  [/^the server offers no login$/, 'palvelin ei tarjoa kirjautumista'],
];

/** The states that are counted in the partitive: 2 torjuttua. */
const PARTITIVES: Partial<Record<RecipientState, string>> = {
  accepted: 'vastaanotettua',
  deferred: 'siirrettyä myöhemmäksi',
  rejected: 'torjuttua',
  unknown: 'epäselvää',
  skipped: 'ohitettua',
};

const SOURCES: Readonly<Record<string, string>> = {
  issue: 'uutiskirjeen teksti',
  theme: 'teema',
  configuration: 'newsletter.yaml',
};

export const fi: Words = {
  severity: { error: 'virhe', warning: 'varoitus' },

  addressFaults: {
    empty: 'se on tyhjä',
    'no-at': 'siinä ei ole @-merkkiä',
    several: 'siinä on useampi kuin yksi osoite',
    space: 'siinä on välilyönti',
    characters: 'siinä on merkki, jota osoitteessa ei saa olla',
    'local-part': '@-merkin edellä oleva osa ei kelpaa',
    domain: '@-merkin perässä ei ole verkkotunnusta',
    'too-long': 'se on liian pitkä',
  },

  usage: {
    'unknown-command': (name) => (name === '' ? 'Anna komento.' : `Komentoa ”${name}” ei ole.`),
    'unknown-option': (name) => `Tuntematon valitsin ”${name}”.`,
    'missing-argument': (name) => `Komennolta puuttuu <${name}>.`,
    'missing-value': (name) => `Valitsimelta ”${name}” puuttuu arvo.`,
    'excess-arguments': () => 'Komennolle on annettu liikaa sanoja.',
    'invalid-value': (name, value) => `Valitsimen ${name} arvo ”${value}” ei kelpaa.`,
    conflict: (name, other) => `${name} ja ${other} eivät sovi yhteen.`,
  },

  problems: {
    usage: ({ fault, name, nearest, value, command }) =>
      `${fi.usage[fault](name, value)}${meant(nearest)} Katso newsletter ${command}--help.`,
    internal: ({ reason }) =>
      `Tämä on vika newsletter-ohjelmassa: ${reason}. Aja uudelleen muuttujalla NEWSLETTER_DEBUG=1 ja ilmoita, mitä se tulostaa.`,

    'config-missing': ({ folder }) =>
      `Kansiossa ${folder} ei ole tiedostoa newsletter.yaml. Siirry työtilan kansioon tai nimeä se valitsimella -C.`,
    'config-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'config-unknown-key': ({ key, nearest }) => `”${key}” ei ole newsletter.yaml-tiedoston avain.${meant(nearest)}`,
    'config-required': ({ key }) => `”${key}” puuttuu. Lisää se tiedostoon newsletter.yaml.`,
    'config-value': ({ key, expected, value }) =>
      `Kohdassa ”${key}” on ”${value}”, mutta siinä pitää olla ${expectation(expected)}.`,
    'unsubscribe-url-long': ({ length, limit }) =>
      `Peruutuslinkissä on tunnisteineen ${length} merkkiä; yli ${limit} merkin linkkiä kaikki sähköpostiohjelmat eivät tarjoa. Käytä lyhyempää osoitetta kohdassa unsubscribe.url.`,
    'smtp-password-in-url': ({ key }) =>
      `Kohdassa ”${key}” on salasana muiden luettavissa. Poista se ja anna se muuttujalla NEWSLETTER_SMTP_PASSWORD tai kohdassa smtp.passwordFile tai smtp.passwordCommand.`,
    'smtp-password-missing': ({ user }) =>
      `Palvelimelle kirjaudutaan tunnuksella ”${user}”, mutta salasanaa ei ole annettu. Aseta NEWSLETTER_SMTP_PASSWORD, smtp.passwordFile tai smtp.passwordCommand.`,
    'smtp-password-unreadable': ({ from, reason }) => `Salasanaa ei voitu lukea, lähteenä ${from}: ${why(reason)}.`,
    'ca-file-unusable': ({ file }) =>
      `Tiedostossa ${file} (smtp.caFile) ei ole varmenteita, joita voi lukea. Sen on oltava PEM-tiedosto: tekstiä, jonka alussa on -----BEGIN CERTIFICATE-----.`,
    'smtp-password-open': ({ file }) =>
      `Muut tämän koneen käyttäjät voivat lukea salasanan tiedostosta ${file}. Estä se: chmod 600 ${file}`,
    'smtp-not-configured': () =>
      'Tästä työtilasta on lähetetty oikeaa postia, mutta SMTP-palvelinta ei nyt ole asetettu. Aseta smtp.url tai NEWSLETTER_SMTP_URL, tai harjoittele valitsimella --outbox.',
    'dkim-domain': ({ domain, from }) =>
      `Viestit allekirjoitettaisiin verkkotunnuksella ${domain}, mutta lähettäjä on ${from}, eikä sellainen allekirjoitus merkitse vastaanottajille mitään. Kohdassa dkim.domain pitää olla ${from} tai sen ylä- tai alapuolinen verkkotunnus.`,
    'dkim-key-unreadable': ({ file, reason }) =>
      `DKIM-avainta ${file} ei voi lukea: ${why(reason)}. Jos avainta ei vielä ole, newsletter dkim-key tekee sen.`,
    'rehearsal-unsigned': ({ file }) =>
      `Tätä harjoitusta ei allekirjoiteta: DKIM-avainta ${file} ei voi käyttää tällä koneella. Oikea lähetys hylättäisiin.`,
    'dkim-key-open': ({ file }) =>
      `Muut tämän koneen käyttäjät voivat lukea DKIM-avaimen ${file} ja allekirjoittaa postia nimissäsi. Estä se: chmod 600 ${file}`,
    'dkim-key-unusable': ({ file, fault, bits }) => `${file} ei kelpaa DKIM-avaimeksi: ${DKIM_KEY_FAULTS[fault](bits)}`,
    'env-line': ({ name, fault }) => {
      if (fault === 'unclosed')
        return `Kohdan ${name}= lainausmerkki jää sulkematta. Sulje se, tai pane arvo toisenlaisiin lainausmerkkeihin.`;
      if (fault === 'after-quote')
        return `Kohdassa ${name}= on tekstiä sulkevan lainausmerkin jälkeen. Valitse lainausmerkit, joita arvossa ei ole: ' tai " tai \`.`;
      return `Rivillä mainitaan ${name}, mutta riviä ei voi lukea. Kirjoita ${name}=arvo, tai ohita rivi aloittamalla se merkillä #.`;
    },
    'env-unknown': ({ name, nearest }) =>
      `newsletter ei tunne muuttujaa ${name}, joten se ei vaikuta mihinkään.${meant(nearest)}`,

    'file-unreadable': ({ file, reason }) => `Tiedostoa ${file} ei voi lukea: ${why(reason)}.`,
    'file-unwritable': ({ file, reason }) => `Tiedostoa ${file} ei voi kirjoittaa: ${why(reason)}.`,
    'file-encoding': ({ encoding, isList }) => {
      const how = isList ? 'Excelissä: ”Tallenna nimellä”, ”CSV UTF-8”.' : 'Editorissa: tallenna merkistöllä UTF-8.';
      if (encoding === 'utf-16') return `Tiedosto on UTF-16-muodossa. Tallenna se UTF-8-muodossa. ${how}`;
      return `Tiedosto ei ole UTF-8-muodossa vaan luultavasti Latin-1:tä, ja sen å, ä ja ö katoaisivat. Tallenna se UTF-8-muodossa. ${how}`;
    },
    'file-not-text': ({ kind, isList }) => {
      const what = `Tämä on ${FILE_KINDS[kind]} eikä ${isList ? 'CSV-tiedosto' : 'tekstitiedosto'}.`;
      if (!isList) return `${what} Tallenna se pelkkänä tekstinä UTF-8-muodossa.`;
      return kind === 'excel'
        ? `${what} Excelissä: ”Tallenna nimellä”, ”CSV UTF-8”.`
        : `${what} Tallenna lista CSV-muodossa, UTF-8-merkistöllä.`;
    },
    'text-mojibake': ({ written, meant: word, unit, others }) => {
      const what = word === null ? `”${written}” näyttää rikkoutuneelta` : `”${written}” oli luultavasti ”${word}”`;
      const more = others === 0 ? '' : ` tästä ja ${others} muusta ${unit === 'line' ? 'rivistä' : 'solusta'}`;
      return `${what}: UTF-8-teksti on avattu väärällä merkistöllä ja tallennettu. Korjaa se${more}.`;
    },
    'issue-not-found': ({ name, nearest, known }) =>
      `Uutiskirjettä ”${name}” ei ole.${meant(nearest, known)} Uutiskirjeet ovat .md-tiedostoja kansiossa issues/.`,
    'issue-none': ({ folder }) => `Kansiossa ${folder} ei ole uutiskirjettä. Kirjoita sinne .md-tiedosto.`,
    'issue-slug': ({ slug, name, fault, suggestion, taken }) => {
      if (fault === 'letters') {
        const why = `”${slug}” ei kelpaa uutiskirjeen tai uutisen nimeksi: nimessä voi olla pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä.`;
        return `${why} Anna tiedostolle nimi ${suggestion}.md${taken === null ? '' : ` (${taken}.md on varattu)`}.`;
      }
      const part = fault === 'ending' ? 'pääte .md' : 'kieli';
      const rule = `Tiedoston nimessä ${part} kirjoitetaan pienin kirjaimin, toisin kuin nimessä ${name}.`;
      if (taken === null) return `${rule} Anna tiedostolle nimi ${suggestion}.md.`;
      return `${rule} Nimi ${taken}.md on kuitenkin varattu. Poista toinen tiedosto tai anna tälle nimi ${suggestion}.md.`;
    },

    'front-matter-missing': () =>
      'Uutiskirjeen alkutiedot puuttuvat. Aloita tiedosto rivillä ---, sitten title:, date: ja lists:, sitten rivi ---.',
    'front-matter-unclosed': () => 'Alkutietojen loppu puuttuu. Lisää viimeisen tiedon perään rivi ---.',
    'front-matter-language': ({ language }) =>
      `Alkutietoja kielellä ”${language}” ei hyväksytä, eikä niitä ajettu. Kirjoita ensimmäiselle riville pelkkä --- ja sen alle YAMLia.`,
    'front-matter-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'front-matter-quotes': ({ key, suggestion }) =>
      `Kohdan ”${key}” arvo alkaa sululla, joten YAML pitää sitä luettelona tai avaimina. Pane se lainausmerkkeihin: ${suggestion}`,
    'front-matter-blank': ({ key }) =>
      `Avain ”${key}” on paikallaan, mutta sen arvossa ei ole mitään näkyvää. Kirjoita arvo tai poista rivi.`,
    'front-matter-colon': ({ key, suggestion }) =>
      `Kaksoispiste kohdassa ”${key}” katkaisee arvon YAMLissa. Pane se lainausmerkkeihin: ${suggestion}`,
    'front-matter-cut': ({ key, value, suggestion }) =>
      value === ''
        ? `”${key}” on tyhjä, koska YAML pitää #-merkin jälkeistä tekstiä huomautuksena. Pane arvo lainausmerkkeihin: ${suggestion}`
        : `”${key}” katkeaa kohtaan ”${value}”, koska YAML pitää välilyönnin jälkeistä #-merkkiä huomautuksena. Pane se lainausmerkkeihin: ${suggestion}`,
    'front-matter-unknown-key': ({ key, nearest }) => `”${key}” ei kuulu alkutietoihin.${meant(nearest)}`,
    'front-matter-required': ({ key, example }) => `Alkutiedoista puuttuu ”${key}”. Kirjoita esimerkiksi: ${example}`,
    'front-matter-value': ({ key, expected, value }) =>
      `Kohdassa ”${key}” on ”${value}”, mutta siinä pitää olla ${expectation(expected)}.`,
    'date-impossible': ({ value }) => `Päivää tai kellonaikaa ${value} ei ole. Tarkista se.`,
    'variant-language': ({ language, own, known, suggestion, taken }) => {
      if (language === own)
        return `Tämä kieliversio on samalla kielellä kuin uutiskirje itse (${own}). Poista se tai anna sille toisen kielen pääte: ${known.join(', ')}.`;
      const none = `Uutiskirjeen kieli voi olla ${known.join(', ')}; ”${language}” ei ole mikään niistä.`;
      if (taken !== null) return `${none} Oikea nimi ${taken} on varattu. Poista toinen tiedosto.`;
      return suggestion === null ? `${none} Nimeä tiedosto uudelleen.` : `${none} Anna tiedostolle nimi ${suggestion}.`;
    },
    'variant-alone': ({ file, nearest }) =>
      `${file} on kieliversio uutiskirjeestä tai uutisesta, jota ei ole, eikä siitä tehdä mitään.${meant(nearest)}`,
    'variant-unread': ({ language }) =>
      `Kukaan listoilla ei saa tätä kieliversiota: yhdenkään rivin sarakkeessa ”language” ei ole arvoa ${language}. Tarkista listojen kielet.`,
    'language-without-variant': ({ language, count, own, variant }) =>
      `Kieltä ${tongue(language)} (${language}) haluaa ${plural(count, 'lukija', 'lukijaa')}, mutta kirje lähtee kielellä ${tongue(own)}: ${variant === null ? 'uutiskirjeen kieli voi olla vain fi, sv tai en' : `tiedostoa ${variant} ei ole`}.`,
    'variant-differs': ({ key, written, expected }) =>
      key === 'lang'
        ? `Kieliversion kieli on tiedoston nimessä: se on ${expected} eikä ${written}. Poista rivi.`
        : `Kieliversiossa ${key} on sama kuin uutiskirjeessä${expected === '' ? '' : ` (${expected})`}, joten se ei voi olla muu (${written}). Poista rivi.`,
    'subject-too-long': ({ length, limit }) =>
      `Otsikossa on ${length} merkkiä; sähköpostiohjelmat katkaisevat sen, eikä yli ${limit} merkin otsikkoa lähetetä. Anna lyhyempi alkutiedoissa kohdassa subject:`,

    'subject-form': ({ found }) =>
      `Aiheessa on ”${found}”, mikä näyttää huijaukselta tai virheeltä ja heikentää perillemenoa. Ota se pois.`,

    'issue-too-large': ({ size, limit }) =>
      `Uutiskirjeessä on ${formatNumber(size, LOCALE)} merkkiä; yli ${formatNumber(limit, LOCALE)} merkin tiedostoa ei lueta. Onko tiedosto oikea?`,
    'line-too-long': ({ length, limit }) =>
      `Tällä rivillä on ${formatNumber(length, LOCALE)} merkkiä; yli ${formatNumber(limit, LOCALE)} merkin riviä ei lueta. Jaa se kappaleiksi.`,
    'nesting-too-deep': ({ quotations, lists }) =>
      `Lainauksia on tässä sisäkkäin yli ${quotations} tasoa tai luetteloita yli ${lists}. Onko sisennyksissä jotakin vialla?`,
    'text-too-dense': ({ what, count, limit }) =>
      `${DENSE[what]}: ${formatNumber(count, LOCALE)}, ja yli ${formatNumber(limit, LOCALE)} ei lueta. Onko tähän liitetty jotakin muuta kuin uutiskirjettä?`,
    'section-too-many': ({ count, limit }) =>
      `Uutiskirjeessä on ${formatNumber(count, LOCALE)} osiota; yli ${limit} osion kirjettä ei lueta. Kirjoita osion sisäiset otsikot merkillä ###.`,

    'title-month': ({ key, written, date }) =>
      `${key === 'title' ? 'Otsikossa' : 'Aiherivillä'} lukee "${written}", mutta kirjeen päiväys on ${formatDay(date, LOCALE)}. Jäikö se aiemmasta kirjeestä? Korjaa jompikumpi.`,
    'subject-used': ({ slug, date }) =>
      `Kirjeellä "${slug}" (${formatDay(date, LOCALE)}) on sama aihe. Lukijat voivat luulla tätä samaksi kirjeeksi. Anna toinen aihe.`,
    'section-copied': ({ number, slug, earlier }) =>
      `Osio ${number} on sanasta sanaan kirjeen "${slug}" osio ${earlier}. Jäikö se siitä kirjeestä? Kirjoita se uudelleen tai poista se.`,
    'issue-copied': ({ slug }) =>
      `Kaikki osiot ovat sanasta sanaan samat kuin kirjeessä "${slug}". Jäikö kopioitu kirje kirjoittamatta uudelleen?`,

    'section-none': () => 'Uutiskirjeessä ei ole osioita. Aloita jokainen rivillä kuten: ## 1. Otsikko',
    'variant-sections': ({ language, missing, extra }) =>
      `Osiot eivät ole samat kuin uutiskirjeessä: ${[
        ...(missing.length > 0 ? [`puuttuu ${listSome(missing)}`] : []),
        ...(extra.length > 0 ? [`vain tässä ${listSome(extra)}`] : []),
      ].join(', ')}. Kielen ”${language}” lukijat saisivat eri kirjeen; anna molempiin samat osiot.`,
    'section-number-repeated': ({ number, firstLine }) =>
      `Osion numero ${number} on jo rivillä ${firstLine}. Anna tälle osiolle seuraava numero.`,
    'section-number-gap': ({ missing, found }) =>
      `${missing.length === 1 ? `Osio ${missing[0]} puuttuu` : `Osiot ${listSome(missing)} puuttuvat`} ennen osiota ${found}. Numeroi osiot aukottomasti tai jätä kaikki numerot pois.`,
    'section-number-order': ({ number, after }) =>
      `Osio ${number} tulee osion ${after} jälkeen. Järjestä osiot tai numeroi ne uudelleen.`,
    'heading-too-high': ({ title }) => `”${title}” on pääotsikon tasoa. Kirjoita osiolle ## ja väliotsikolle ###.`,
    'heading-attribute': ({ attribute }) =>
      `Otsikon perässä olevaa kohtaa ${attribute} ei ymmärretä. Kirjoita {contents="Lyhyt nimi"} tai {contents=no}.`,
    'heading-link': ({ title }) =>
      `Otsikon ”${title}” linkki jätetään pois: otsikko on pelkkiä sanoja tässä ja sisällysluettelossa. Pane linkki sen alla olevaan tekstiin.`,
    'heading-skipped': ({ title, level, expected }) =>
      `”${title}” on tason ${level} otsikko, vaikka seuraava taso on ${expected}; se näytetään sellaisena. Kirjoita sen eteen ${'#'.repeat(expected)}.`,
    'more-misplaced': ({ where }) =>
      where === 'again'
        ? 'Tässä osiossa on jo <!-- more -->. Poista toinen.'
        : where === 'introduction'
          ? 'Johdanto on sähköpostissa kokonaan, joten <!-- more --> ei tee siinä mitään. Siirrä se osioon.'
          : '<!-- more --> katkaisee osion, joten sen pitää olla omalla rivillään luetteloiden, lainausten ja lohkojen ulkopuolella.',
    'more-without-archive': (missing) =>
      `Merkin <!-- more --> jälkeinen teksti on vain verkkosivulla, eikä tällä kirjeellä ole sivua. ${noPage(missing, 'poista merkki')}`,

    'markdown-leftover': ({ text, form }) => `Lukija näkisi merkinnän ”${text}” sellaisenaan. ${LEFTOVERS[form]}`,
    'markdown-doubtful': ({ text, form }) => `Lukija näkee merkinnän ”${text}” sellaisenaan. ${LEFTOVERS[form]}`,
    'setext-heading': ({ title, isSection }) =>
      isSection
        ? `”${title}” muuttui osioksi sen alla olevan viivan takia. Kirjoita otsikon eteen ## tai lisää viivan yläpuolelle tyhjä rivi.`
        : `”${title}” näyttää lauseelta, joten siitä ei tehdä otsikkoa ja viiva on jakoviiva. Lisää niiden väliin tyhjä rivi. Otsikon eteen kirjoitetaan ##.`,
    'footnote-unused': ({ label, isAgain }) =>
      isAgain
        ? `Viite [^${label}] on kirjoitettu kahdesti, ja vain ensimmäinen näkyy. Anna tälle toinen nimi.`
        : `Tekstissä ei ole merkkiä [^${label}], joten sen viite ei näy. Lisää merkki tekstiin tai poista viite.`,
    'code-unclosed': ({ fence }) =>
      `Tästä alkavaa koodia ei ole suljettu, joten kaikki sen alla näkyisi koodina. Lisää koodin alle rivi ${fence}.`,
    'text-damaged': () => 'Tässä on merkki \ufffd kadonneen kirjaimen paikalla. Kirjoita sana uudelleen.',
    'list-numbers': ({ written, first }) =>
      `Luettelo laskisi eteenpäin numerosta ${first} eikä niin kuin on kirjoitettu (${listSome(written)}). Jos nämä ovat päiviä tai vuosia, kirjoita rivi niin, ettei se ala numerolla; myös kenoviiva pisteen edessä auttaa: ${first}\\.`,
    'table-cells': ({ cells, columns }) =>
      `Tällä rivillä on ${cells} solua, mutta taulukossa ${columns} saraketta; loput jäisivät pois. Lisää otsikkoriville sarake tai kirjoita solun sisäinen pystyviiva muodossa \\|.`,
    'definition-unused': ({ written }) =>
      `”${written}” luetaan sellaisen linkin osoitteeksi, jota ei käytetä, joten se ei näy. Lisää sulun eteen kenoviiva: \\[`,
    'heading-space': ({ written }) =>
      `”${written}” ei ole otsikko ilman välilyöntiä #-merkkien perässä, ja se näkyisi sellaisenaan. Lisää välilyönti.`,
    'raw-html': ({ tag, words }) =>
      `HTML-merkintä <${tag}> jätetään pois${words === '' ? '' : ` ja sen sanat myös: ”${words}”`}. Sähköpostiohjelmat eivät näytä omaa HTML:ää hyvin. Kirjoita sama Markdownina.`,
    'directive-unknown': ({ name, nearest, known }) => `Lohkoa ”::: ${name}” ei ole.${meant(nearest, known)}`,
    'directive-stray': () =>
      'Tämä ::: ei aloita eikä lopeta mitään. Poista rivi tai nimeä lohko sen perässä, esimerkiksi ::: event',
    'directive-unclosed': ({ name }) => `Lohkon ”::: ${name}” loppu puuttuu. Lisää sen perään rivi :::.`,
    'directive-line': ({ name, line, keys }) =>
      `Lohkossa ”::: ${name}” rivi ”${line}” ei ole muotoa ”avain: teksti”. Avaimet: ${keys.join(', ')}.`,
    'directive-key-unknown': ({ name, key, nearest }) => `”${key}” ei ole lohkon ”::: ${name}” avain.${meant(nearest)}`,
    'directive-key-missing': ({ name, key }) => `Lohkosta ”::: ${name}” puuttuu rivi ”${key}: …”.`,
    'directive-argument': ({ name, argument }) =>
      `”::: ${name}” on rivillään yksin; ”${argument}” ei kuulu sinne. Kirjoita se lohkon sisään.`,
    'directive-empty': ({ name }) => `Lohko ”::: ${name}” on tyhjä. Täytä tai poista se.`,
    'button-content': () =>
      'Painikkeessa on yksi linkki eikä muuta. Kirjoita se muodossa [Mitä tapahtuu](https://…) ja muu teksti lohkon ulkopuolelle.',
    'channels-line': ({ line }) =>
      `”${line}” ei ole kanava eikä aihetunniste. Kirjoita Nimi: [@tunnus](https://…) tai #aihetunnisteet omalle rivilleen.`,
    'contact-unreachable': ({ name }) =>
      `Kohdassa ”${name}” ei ole sähköpostiosoitetta eikä puhelinnumeroa, joten kukaan ei voi kysyä. Lisää sellainen pilkun perään.`,
    'control-character': ({ codePoint }) =>
      `Tässä on näkymätön ohjausmerkki (${codePoint}), luultavasti liitetyn tekstin mukana. Poista se ja kirjoita kohta uudelleen.`,

    'date-unreadable': ({ written }) =>
      `Kohtaa ”${written}” ei ymmärretä päivämääräksi: se näytetään sellaisenaan, eikä siitä voi tarkistaa mitään. Ymmärrettäviä ovat esimerkiksi ti 25.1.2022 klo 15–17, 12.–18.1.2022, viikolla 4/2022 ja 2022-01-25 15:00; perässä voi olla huomautus suluissa.`,
    'date-far': ({ written, day }) =>
      `Kohdan ”${written}” ymmärretään olevan ${formatWeekday(day, LOCALE)}, lähes vuoden päässä. Jos tarkoitat toista vuotta, kirjoita se.`,
    'date-weekday': ({ written, day }) =>
      `Kohdassa ”${written}” on väärä viikonpäivä tai väärä päivä: se päivä on ${formatWeekday(day, LOCALE)}. Korjaa väärä.`,
    'date-backwards': ({ written }) => `”${written}” päättyy ennen kuin alkaa. Korjaa päivät tai kellonajat.`,
    'date-clock-change': ({ day, time, timezone }) =>
      `Kello ei ole koskaan ${time} päivänä ${day} (${timezone}), koska silloin siirrytään kesäaikaan. Kirjoita toinen aika.`,
    'event-past': ({ title, day, date }) => `”${title}” (${day}) on ohi ennen uutiskirjeen päivää ${date}. Onko vuosi oikein?`,
    'event-deadline': ({ title, deadline }) =>
      `Tapahtuman ”${title}” määräaika ${deadline} on vasta tapahtuman jälkeen. Onko se oikein?`,
    'event-id-taken': ({ id }) =>
      `Tässä kirjeessä on jo tapahtuma ”${id}”, tunnukseltaan tai otsikoltaan. Anna tälle toinen tunnus ja pidä se.`,
    'event-id': ({ id, suggestion }) =>
      `”${id}” ei kelpaa tapahtuman tunnukseksi: siinä voi olla pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä. Kirjoita id: ${suggestion}`,

    'link-placeholder': ({ target, text }) =>
      text === ''
        ? `Linkki ei vie vielä minnekään (${target === '' ? 'tyhjä' : target}). Kirjoita siihen osoite.`
        : `Linkki ”${text}” ei vie vielä minnekään (${target === '' ? 'tyhjä' : target}). Kirjoita siihen osoite.`,
    'link-other-place': ({ says, leads, target }) =>
      `Lukija näkee osoitteen ”${says}”, mutta linkki vie osoitteeseen ${leads} (${target}). Se näyttää huijaukselta. Tee niistä samat tai käytä sanoja.`,
    'link-mistyped': ({ target, text, fault, suggestion }) =>
      `Linkin ”${text}” osoitteessa (${target}) on kirjoitusvirhe: ${LINK_FAULTS[fault]}.${suggestion === null ? ' Kirjoita koko osoite.' : ` Kirjoita ${suggestion}`}`,
    'link-empty': ({ target }) => `Linkillä ${target} ei ole sanoja, joten kukaan ei näe sitä. Kirjoita ne hakasulkeisiin.`,
    'link-forbidden': ({ target, scheme, suggestion }) =>
      `Linkkiä ${target} ei hyväksytä: ”${scheme}:” ei ole sallittu. Sallittuja ovat https, http, mailto ja tel sekä nimen edellä article: tai issue:.${suggestion === null ? '' : ` Tarkoititko ${suggestion}?`}`,
    'link-relative': ({ target, suggestion }) =>
      suggestion === null
        ? `Linkin ${target} edestä puuttuu https://, joten sähköpostista se ei vie minnekään. Kirjoita koko osoite.`
        : `Linkki ${target} ei ole kokonainen osoite, joten sähköpostista se ei vie minnekään. Tarkoititko ${suggestion}?`,
    'link-anchor-unknown': ({ target, nearest }) =>
      target.startsWith('#')
        ? `Millään otsikolla ei ole ankkuria ${target}.${meant(nearest)}`
        : `Sivulla, jolle ${target} vie, ei ole sellaista otsikkoa sillä kielellä, jolla tämän lukijat sen näkevät.${meant(nearest)}`,
    'page-not-found': ({ target, kind, name, nearest }) =>
      `Linkki ${target} ei vie minnekään: tiedostoa ${kind === 'issue' ? 'issues' : 'articles'}/${name}.md ei ole.${meant(nearest && `${kind}:${nearest}`)}`,
    'page-not-public': ({ target, reason, date }) =>
      reason === 'errors'
        ? `Linkki ${target} vie sivulle, jota ei julkaista siinä olevien virheiden vuoksi. Korjaa sivu tai poista linkki.`
        : reason === 'draft'
          ? `Linkki ${target} vie luonnokseen, jota arkisto ei julkaise. Poista siitä rivi draft: true tai poista linkki tästä.`
          : reason === 'private'
            ? `Linkki ${target} vie kirjeeseen, jota arkisto ei julkaise: kaikki sen listat eivät ole julkisia. Poista linkki.`
            : reason === 'unlisted'
              ? `Linkki ${target} vie listaamattomalle sivulle, eikä julkinen sivu saa linkittää sellaiselle. Poista linkki tai poista siltä sivulta unlisted: true.`
              : `Linkki ${target} vie sivulle, joka julkaistaan vasta ${date}, myöhemmin kuin tämä sivu. Muuta jompaakumpaa päivää tai poista linkki.`,
    'page-without-archive': ({ target }) =>
      `Linkki ${target} vie verkkoarkiston sivulle, mutta newsletter.yaml-tiedostosta puuttuu archive.url. Lisää se tai kirjoita koko osoite.`,
    'link-too-long': ({ target, length, limit }) =>
      `Linkissä ${target.slice(0, 60)}… on ${length} merkkiä; yli ${formatNumber(limit, LOCALE)} merkin linkin jotkin ohjelmat katkaisevat. Käytä lyhyempää.`,
    'link-vague': ({ text }) =>
      `”${text}” ei kerro, minne linkki vie, eikä sen yksinään kuuleva voi tietää sitä. Nimeä kohde: [Lue lisää kampanjasta](…).`,
    'image-alt-missing': ({ target }) =>
      `Kuvalla ${target} ei ole sanoja niille, jotka eivät näe sitä. Kirjoita ne hakasulkeisiin: ![Mitä kuvassa on](${target})`,
    'image-not-found': ({ folder, name, nearest }) =>
      `Kuvaa ${name} ei ole kansiossa ${folder}/.${meant(nearest) || ' Siirrä tiedosto sinne.'}`,
    'image-path': ({ target, kind, folder, name }) => {
      if (kind === 'data')
        return `Kuva on kirjoitettu tekstiin tietoina (${target}), eivätkä monet sähköpostiohjelmat näytä sitä. Tallenna se tiedostoksi kansioon ${folder}/ ja kirjoita tähän sen nimi.`;
      const what =
        kind === 'computer'
          ? `Kuva ${target} on polku tällä tietokoneella, eikä lukijoilla ole sitä.`
          : `Kuvan ${target} tuntee vain ohjelma, josta se on kopioitu.`;
      return `${what} Pane tiedosto kansioon ${folder}/ ja kirjoita tähän ${name ?? 'sen nimi'}.`;
    },
    'image-outside': ({ target, folder }) => `Kuva ${target} on kansion ${folder}/ ulkopuolella. Siirrä se sinne.`,
    'image-remote': ({ target, folder }) =>
      `Kuva ${target} on verkossa, jossa se voi muuttua tai kadota. Pane tiedosto kansioon ${folder}/ ja nimeä se tässä.`,
    'image-damaged': ({ target, damage }) => {
      const what = {
        empty: `Kuvan ${target} tiedosto on tyhjä.`,
        cut: `Kuvan ${target} tiedosto loppuu kesken, joten osa kuvasta puuttuu.`,
        unreadable: `Kuvan ${target} tiedosto on vioittunut, eikä sitä voi lukea.`,
      };
      return `${what[damage]} Tallenna tai hae kuva uudelleen.`;
    },
    'image-unsupported': ({ target, type }) =>
      `Kuva ${target} ${type === '' ? 'ei ole kuva, jonka voisi lukea' : `on ${type.toUpperCase()}`}; kaikissa sähköpostiohjelmissa näkyvät vain PNG, JPEG ja GIF. Tallenna se jossakin niistä.`,
    'image-too-large': ({ target, unit, size, limit }) => {
      const [has, most] = [size, limit].map((value) =>
        unit === 'bytes' ? formatBytes(value, LOCALE) : `${formatNumber(value, LOCALE)} kuvapistettä`,
      );
      return `Kuvan ${target} koko on ${has}; yli ${most} saa lukijan odottamaan. Tallenna se pienempänä: valokuva JPEG-muodossa, noin 1 200 kuvapistettä leveänä.`;
    },
    'images-without-archive': () =>
      'images: linked vaatii verkko-osoitteen, jossa kuvat julkaistaan, mutta archive.url puuttuu. Lisää se tai kirjoita images: embedded.',
    'file-not-found': ({ folder, name, nearest }) =>
      `Tiedostoa ${name} ei ole kansiossa ${folder}/.${meant(nearest) || ' Siirrä tiedosto sinne.'}`,
    'file-outside': ({ target, folder }) => `Tiedosto ${target} on kansion ${folder}/ ulkopuolella. Siirrä se sinne.`,
    'file-too-large': ({ target, size, limit }) =>
      `Tiedoston ${target} koko on ${formatBytes(size, LOCALE)}; yli ${formatBytes(limit, LOCALE)} ei julkaista. Pienennä sitä.`,
    'file-without-archive': ({ target, ...missing }) =>
      `Tiedosto ${target} haetaan verkkoarkistosta, mutta tällä kirjeellä ei ole siellä sivua. ${noPage(missing, 'linkitä sinne, missä tiedosto on verkossa')}`,
    'logo-unusable': ({ file, reason }) =>
      `Logoa ${file} ei voi käyttää: ${LOGO_REASONS[reason]}. Nimeä kohdassa organisation.logo työtilan PNG-, JPEG- tai GIF-kuva.`,

    'preview-cannot-listen': ({ host, port, reason }) =>
      `Esikatselua ei voi avata osoitteeseen ${host}, portti ${port}: ${why(reason)}. Valitse toinen portti valitsimella --port tai jätä se pois, niin ensimmäinen vapaa otetaan.`,
    'archive-locked': ({ pid, host }) =>
      `Toinen newsletter archive on käynnissä (prosessi ${pid} koneella ${host}). Odota, että se päättyy, ja aja tarvittaessa uudelleen.`,
    'archive-name-taken': ({ slug }) =>
      `Arkistolla on osoitteessa ${slug}/ oma sivunsa, joten mikään muu ei voi olla sen niminen. Anna tiedostolle toinen nimi.`,
    'archive-without-url': () =>
      'newsletter.yaml-tiedostosta puuttuu archive.url, joten syötteet, sivukartta ja pysyvät osoitteet jäävät pois. Lisää se tai anna osoite valitsimella --base-url.',
    'archive-page-missing': ({ address, reason, isShown, opens }) =>
      `${isShown ? 'Viesti näyttää kuvan osoitteesta' : 'Viesti linkittää osoitteeseen'} ${address}, joka ei vastaa (${why(reason)}). ${opens === null ? 'Aja newsletter archive ja julkaise dist/archive/ ennen lähettämistä.' : opensOn(opens)}`,
    'archive-page-refused': ({ address, reason, opens }) =>
      `Viesti linkittää osoitteeseen ${address}, joka ei vastaa (${why(reason)}), ja asetus archive.missing: refuse estää lähetyksen. ${opens === null ? 'Aja newsletter archive, julkaise dist/archive/ ja lähetä uudelleen.' : opensOn(opens)}`,
    'issue-draft': () =>
      'Tämä on luonnos (draft: true). Sitä ei lähetetä eikä julkaista arkistossa. Poista rivi, kun kirje on valmis.',
    'archive-image-missing': ({ address, reason, opens }) =>
      `Viesti näyttää kuvan osoitteesta ${address}, joka ei vastaa (${why(reason)}). Lukijat näkisivät tyhjän kehyksen. ${opens === null ? 'Aja newsletter archive, julkaise dist/archive/ ja lähetä uudelleen.' : opensOn(opens)}`,
    'page-dated-ahead': ({ date }) =>
      `Sivun päivä ${date} on tulevaisuudessa. Sivu pysyy arkistossa, koska se on jo julkinen tai kirje on jo lähetetty. Jos haluat poistaa sen, kirjoita draft: true.`,
    'send-draft': () =>
      'Kirje on luonnos (draft: true), joten sitä ei lähetetä kenellekään. Poista rivi, kun kirje on valmis. Testiviestin voi lähettää: --test',
    'sent-differs': ({ since }) =>
      `Teksti ei ole se, joka lähetettiin ${since}, eikä viestin lukijoille kerrota siitä. Kerro alkutiedoissa, mitä korjattiin: corrections: [{ ${since}: … }]`,
    'hole-public': ({ name }) =>
      `Verkkosivulla kukaan ei täytä kohtaa {{${name}}}, ja sen tilalla on ”…”. Anna sille oletus: {{${name}|…}}`,

    'hole-malformed': ({ text }) =>
      `${text} ei ole täytettävä kohta. Kirjoita {{sarake}} tai {{sarake|oletus}}, tai merkitse se koodiksi, jos sen pitää näkyä sellaisenaan.`,
    'hole-unknown': ({ name, nearest, columns }) =>
      `Millään tämän kirjeen listalla ei ole saraketta ”${name}”.${meant(nearest, columns)} Korjaa nimi tai anna oletus: {{${name}|…}}`,
    'hole-fallback-only': ({ name, nearest }) =>
      `Millään tämän kirjeen listalla ei ole saraketta ”${name}”, joten kaikki saavat oletuksen.${meant(nearest)}`,
    'hole-empty': ({ name, address, others }) =>
      `Sarake ”${name}” on tyhjä osoitteella ${address}${others > 0 ? ` ja ${plural(others, 'muulla rivillä', 'muulla rivillä')}` : ''}. Täytä se tai anna oletus: {{${name}|…}}`,
    'hole-link': ({ name, value, address }) =>
      `Osoitteen ${address} sarakkeessa ”${name}” on ”${value}”, jonka pitäisi olla linkki. Kirjoita koko osoite, alussa https://.`,

    'list-outside': ({ list, file }) =>
      `Listaa ”${list}” ei lueta: ${file} on tämän kansion ulkopuolella tai linkin takana. Jos se on tarkoitus, kirjoita listalle outside: true tiedostoon newsletter.yaml.`,
    'list-unknown': ({ list, nearest, known }) => `Listaa ”${list}” ei ole tiedostossa newsletter.yaml.${meant(nearest, known)}`,
    'list-empty': ({ list }) => `Listalla ”${list}” ei ole rivejä. Lisää otsikkorivin alle ainakin yksi osoite.`,
    'list-syntax': ({ reason }) => `Listaa ei voi lukea CSV:nä: ${reason}. Katso tämän rivin lainausmerkit.`,
    'list-no-email-column': ({ columns, candidate }) =>
      candidate === null
        ? `Listalla ei ole saraketta ”email” (sarakkeet: ${listSome(columns, 12)}). Ensimmäisen rivin pitää nimetä sarakkeet.`
        : `Listalla ei ole saraketta ”email”. Onko se ”${candidate}”? Anna sille nimeksi email.`,
    'list-duplicate-header': ({ header }) =>
      `Listalla on kaksi saraketta nimeltä ”${header}”. Nimeä toinen uudelleen tai poista se.`,
    'list-reserved-header': ({ header }) => `Sarakkeen nimi ei voi olla ”${header}”. Anna sille toinen nimi.`,
    'list-header-ambiguous': ({ standard, read, others }) =>
      `Useampi sarake voi olla ”${standard}”. Siksi luetaan ”${read}”; lukematta jää: ${listSome(others)}. Nimeä muut uudelleen tai poista ne.`,
    'list-language-column': ({ column, example }) =>
      `Sarakkeessa ”${column}” näyttää olevan kieliä (”${example}”), mutta niitä ei lueta. Anna sille nimeksi ”language”.`,
    'list-columns': ({ expected, found }) =>
      `Rivillä on ${plural(found, 'solu', 'solua')}, otsikkorivillä ${expected}. Pane solu lainausmerkkeihin, jos siinä on erotinmerkki.`,
    'list-address': ({ address, reason }) =>
      `”${address}” ei ole sähköpostiosoite: ${fi.addressFaults[reason]}. Korjaa se tai poista rivi.`,
    'list-address-not-ascii': ({ address }) =>
      `Osoitteessa ${address} on ennen @-merkkiä kirjaimia, joita kaikki palvelimet eivät ota. Jos omamme ei ota, osoite ohitetaan ja siitä kerrotaan.`,
    'list-control-character': ({ column }) => `Sarakkeessa ”${column}” on näkymätön ohjausmerkki. Kirjoita solu uudelleen.`,
    'list-cell-error': ({ column, value }) =>
      `Sarakkeen ”${column}” solussa on ${value}, taulukkolaskennan kaavan virhe. Korjaa kaava tai kirjoita arvo, ja tallenna lista uudelleen.`,
    'list-letter-lost': ({ column, value }) =>
      `Sarakkeesta ”${column}” on kadonnut kirjain: ”${value}”. Kirjoita solu uudelleen.`,
    'list-language': ({ language, address, others, own }) =>
      `”${language}” (${address}${others > 0 ? ` ja ${others} muuta` : ''}) ei ole yksi kieli, jonka newsletter tuntee. Se luetaan kirjeen omaksi kieleksi: ${tongue(own)}. Kirjoita fi, sv tai en.`,
    'list-duplicate-address': ({ address, first }) =>
      `${address} on jo kohdassa ${first}; se saa yhden kirjeen, tuon rivin tiedoilla.`,
    'list-more': ({ code, count }) => `Listalla on sama ongelma (${code}) vielä ${count} kertaa; vain ensimmäiset kerrotaan.`,

    'list-lost': ({ list, file, loss, reason, left }) =>
      `${LIST_LOSSES[loss](list, file, reason)} Ketään ei pidetä listalta poistettuna eikä sille lisättynä.${
        left > 0 ? ` Kaikille jäljellä oleville vastaanottajille (${formatNumber(left, LOCALE)}) lähetetään silti.` : ''
      }`,

    'theme-unknown': ({ theme, nearest, known }) => `Teemaa ”${theme}” ei ole kansiossa templates/.${meant(nearest, known)}`,
    'theme-syntax': ({ reason }) => `Teemaa ei voi käyttää: ${reason}`,
    'theme-outside': ({ file }) => `${file} vie teeman kansion ulkopuolelle. Pane tiedosto itse sinne.`,
    'theme-token-missing': ({ token }) => `Teemasta puuttuu ${token}. Lisää se; muuttujat luetellaan tiedostossa docs/themes.md.`,
    'theme-token-unknown': ({ token, nearest }) => `Teemassa ei ole muuttujaa ${token}.${meant(nearest)}`,
    'theme-token-value': ({ token, value, expected }) =>
      `${token} on ”${value}”, mutta siinä pitää olla ${expectation(expected)}.`,
    'theme-loses-text': ({ words }) =>
      `Teema jättää pois uutiskirjeen sanoja: ${listSome(words, 8)}. Puuttuuko jostakin sen tiedostosta lopputunniste, kuten </mj-text>?`,
    'theme-without-unsubscribe': ({ part }) =>
      `Teeman ${part === 'html' ? 'sähköpostissa' : 'tekstiosassa'} ei ole kohtaa {{unsubscribe.link}}, joten kukaan ei pääsisi pois listalta. Lisää se alaosaan.`,
    'theme-forbidden': ({ found }) =>
      `Teema tuo sähköpostiin kohdan ${found}, joka voi ajaa jotakin tai hakea jotakin, mikä kertoo lukijasta. Poista se.`,
    'theme-contrast': ({ scheme, foreground, background, ratio, needed }) =>
      `${scheme === 'light' ? 'Vaaleassa' : 'Tummassa'} tilassa värin ${foreground} kontrasti taustalla ${background} on ${formatNumber(ratio, LOCALE)} : 1, ja kaikkien luettavaksi tarvitaan ${formatNumber(needed, LOCALE)} : 1. Tummenna toista tai vaalenna toista.`,

    'html-large': ({ size, limit, sections, hasPage }) =>
      `Sähköpostin HTML-osa on ${formatBytes(size, LOCALE)}. Yli ${formatBytes(limit, LOCALE)} hylätään, koska Gmail katkaisee sen. ${shorten(sections, hasPage)}`,
    'html-too-large': ({ size, limit, sections, hasPage }) =>
      `Sähköpostin HTML-osa on ${formatBytes(size, LOCALE)}, ja raja on ${formatBytes(limit, LOCALE)}. Gmail katkaisisi sen ja peruutuslinkin sen mukana. ${shorten(sections, hasPage)}`,
    'message-heavy': ({ size, limit, images }) =>
      `Viesti kuvineen on ${formatBytes(size, LOCALE)} (kuvia ${images}). Puhelimet lataavat sen hitaasti, ja yli ${formatBytes(limit, LOCALE)} hylätään. Käytä vähemmän tai pienempiä kuvia tai asetusta images: linked.`,
    'message-too-heavy': ({ size, limit, images }) =>
      `Viesti kuvineen on ${formatBytes(size, LOCALE)} (kuvia ${images}), ja raja on ${formatBytes(limit, LOCALE)}. Moni palvelin hylkää suuremman. Käytä vähemmän tai pienempiä kuvia tai asetusta images: linked.`,

    'send-refused': ({ errors }) =>
      `Mitään ei lähetetty: ensin on korjattava ${plural(errors, 'virhe', 'virhettä')}. Ne saa näkyviin komennolla newsletter check.`,
    'test-address': ({ address, reason }) => `Osoitteeseen ”${address}” ei voi lähettää testiä: ${fi.addressFaults[reason]}.`,
    'test-suppressed': ({ address, reason, since, timezone }) =>
      `Osoitteeseen ${address} ei saa lähettää edes testiä: ${reason} (${formatTime(since, LOCALE, timezone)}). Eston poistaa newsletter subscribers unsuppress ${address}`,
    'address-invalid': ({ address, reason }) => `”${address}” ei ole sähköpostiosoite: ${fi.addressFaults[reason]}.`,
    'only-unknown': ({ address, nearest }) => `${address} ei ole tämän kirjeen vastaanottajia.${meant(nearest)}`,
    'only-not-due': ({ address, state }) => `Osoitteeseen ${address} ei lähetetä nyt, sillä sen tila on: ${fi.states[state]}.`,
    'to-unknown': ({ slug, nearest, known }) =>
      `Kirjettä ”${slug}” ei ole koskaan lähetetty tästä työtilasta, joten kukaan ei ole saanut sitä.${meant(nearest, known)}`,
    'to-nobody': ({ slug, states }) =>
      `Kenenkään kirjeen ”${slug}” vastaanottajan tila ei ole: ${states.map((state) => fi.states[state]).join(' tai ')}. Katso newsletter status ${slug}`,
    'audience-changed': ({ frozen, asked }) =>
      `Lähetys aloitettiin ${frozen === 'lists' ? 'kirjeen listoille' : `vastaanottajille ${frozen}`}, eikä vastaanottajia voi enää vaihtaa (${asked}). Anna kirjeelle toinen tiedostonimi.`,
    'suppress-unlisted': ({ address, nearest }) => `${address} ei ole millään listalla. Se estettiin silti.${meant(nearest)}`,
    'status-csv-of-one': () =>
      'CSV-raportti tehdään yhdestä kirjeestä. Nimeä se: newsletter status 2022-01-jarjestot --csv raportti.csv',
    'at-invalid': ({ value }) =>
      `”${value}” ei ole aika. Kirjoita 09:00 (tänään) tai "2022-01-26 09:00" tai "26.1.2022 09:00"; aikavyöhyke on tiedostossa newsletter.yaml.`,
    'at-past': ({ time }) =>
      `Aika ${time} meni jo yli tunti sitten; mitään ei lähetetty. Anna myöhempi aika päivineen, tai jätä --at pois ja lähetä heti.`,
    'issue-dated-ahead': ({ date, days, hasPage }) =>
      `Kirjeen päiväys on ${formatDay(date, LOCALE)}, ${plural(days, 'päivä', 'päivää')} lähetyspäivän jälkeen.${
        hasPage ? ' Sen verkkosivu julkaistaan vasta silloin, joten linkit sinne eivät toimi sitä ennen.' : ''
      } Muuta päiväystä, tai lähetä myöhemmin valinnalla --at.`,
    'confirmation-needed': ({ count }) =>
      `Mitään ei lähetetty: ${recipients(count)} pitää vahvistaa, eikä ole päätettä, jossa kysyä. Lisää --confirm ${count}.`,
    'confirmation-wrong': ({ given, count }) => `Mitään ei lähetetty: ”${given}” ei ole vastaanottajien määrä, ${count}.`,
    'confirmation-declined': ({ count }) =>
      `Mitään ei lähetetty (${recipients(count)}). Aloita uudelleen, kun kaikki on valmista.`,
    'send-locked': ({ pid, host, since, timezone }) =>
      `Tätä kirjettä lähettää jo prosessi ${pid} koneella ${host}, alkaen ${formatTime(since, LOCALE, timezone)}. Odota tai pysäytä se siellä painamalla Ctrl-C ikkunassa, jossa se on käynnissä.`,
    'workspace-gone': ({ folder }) =>
      `Työtila ei ole enää kansiossa ${folder}: se siirrettiin, nimettiin uudelleen tai poistettiin. Mitään ei lähetetty. Lähetä uudelleen sen uudessa paikassa.`,
    'workspace-moved': ({ folder, state }) =>
      `Työtila ei ole enää kansiossa ${folder}: se siirrettiin, nimettiin uudelleen tai poistettiin tämän ajon aikana. Raporttia ei kirjoitettu. ${
        state === ''
          ? 'Tämä harjoitus ei lähettänyt kenellekään.'
          : `Kirjanpito siirtyi mukana ja tietää, kenelle on lähetetty. Kirjeen vieressä oleva merkintä on aiemmalta hetkeltä, ja sen kopio jää kansioon ${state}. Suorita newsletter send uudessa paikassa: se päivittää merkinnät eikä lähetä kenellekään kahdesti. Jos kirjanpito poistettiin, palauta se ensin varmuuskopiosta.`
      }`,
    'ledger-missing': ({ trace }) =>
      `Tästä työtilasta on lähetetty postia (niin sanoo ${trace}), mutta kirjanpito on kadonnut, eikä kukaan tiedä, ketkä ovat saaneet sen. Palauta .newsletter/ varmuuskopiosta tai koneelta, joka lähetti. Vain jos kaikille saa lähettää uudelleen: --new-ledger.`,
    'ledger-other': ({ trace }) =>
      `${trace} sanoo, että tämän kirjeen lähetys on toisessa kirjanpidossa, joten tämä ei tiedä, ketkä ovat saaneet sen. Lähetä sieltä, missä se on, tai tuo se tänne. Vain jos kaikille saa lähettää uudelleen: --new-ledger.`,
    'ledger-older': ({ trace, traced, found }) =>
      `Kirjanpito on vanha kopio (ajo ${found}, mutta ${trace} tietää ajon ${traced}), joten se ei tunne kaikkia kirjeen saaneita. Palauta uusin. Vain jos joillekin saa lähettää uudelleen: --new-ledger.`,
    'ledger-damaged': ({ file, reason }) =>
      `Kirjanpito ${file} on vioittunut (${reason}). Mitään ei lähetetty. Palauta se varmuuskopiosta.`,
    'ledger-foreign': ({ file }) =>
      `${file} ei ole newsletterin kirjanpito. Mitään ei lähetetty. Katso kohta ”ledger:” tiedostosta newsletter.yaml.`,
    'ledger-newer': ({ file, version }) =>
      `Kirjanpidon ${file} on kirjoittanut uudempi newsletter (versio ${version}). Päivitä tämä.`,
    'ledger-changed': ({ file }) =>
      `Kirjanpito ${file} on palannut sen jälkeen, kun lähetys suunniteltiin ilman sitä. Mitään ei lähetetty. Aja send uudelleen: se toimii kirjanpidon mukaan.`,
    'ledger-on-network': ({ file, kind }) =>
      `Kirjanpito ${file} olisi verkkolevyllä (${kind}), missä mikään ei estä kahta konetta lähettämästä yhtä aikaa eikä kirjausta katoamasta. Aseta ”ledger:” tiedostossa newsletter.yaml poluksi tämän koneen omalla levyllä, esimerkiksi ledger: /var/lib/newsletter/ledger.db`,
    'suppressions-lost': () =>
      'Vanhaa kirjanpitoa ei voi lukea, ja estolista oli siinä: kukaan ei enää tiedä, kenelle ei saa lähettää. Palauta varmuuskopio tai estä osoitteet uudelleen.',
    'ledger-write-failed': ({ reason }) =>
      `Kirjanpitoon ei voitu kirjoittaa (${why(reason)}), joten enempää ei lähetetty. Vapauta levytilaa ja aja send uudelleen: se jatkaa siitä, mihin jäi.`,
    'trace-unreadable': ({ reason }) =>
      `Tämä tiedosto kertoo, mitä on lähetetty, mutta sitä ei voi lukea: ${why(reason)}. Palauta se versionhallinnasta.`,
    'trace-copy-broken': ({ reason, original }) =>
      `Tämä kopio lähetettyjen kirjeiden merkinnästä on rikki: ${why(reason)}. Kopioi sen päälle ${original}. Jos sekin puuttuu, palauta molemmat varmuuskopiosta.`,
    'trace-inaccessible': ({ file, reason, isState }) =>
      `Kohdetta ${file} ei voi lukea: ${why(reason)}. Siinä voi olla merkintä lähetetyistä kirjeistä. ${
        isState ? 'Anna itsellesi lukuoikeus, tai aseta XDG_STATE_HOME omaan kansioosi.' : 'Anna itsellesi lukuoikeus.'
      }`,
    'trace-unwritable': ({ file, reason }) =>
      `Mitään ei lähetetty: tiedostoa ${file}, joka estää lähettämästä kaikille kahdesti, ei voi kirjoittaa (${why(reason)}).`,
    'trace-copy-unwritable': ({ file, reason }) =>
      `Jäljen toista kappaletta ${file} ei voi kirjoittaa (${why(reason)}). Ensimmäinen on kirjeen vieressä.`,
    'sources-changed': ({ changed, since, left, timezone }) =>
      `Mitään ei lähetetty: lähetyksen alkamisen (${formatTime(since, LOCALE, timezone)}) jälkeen on muuttunut: ${changed.map((name) => SOURCES[name] ?? name).join(', ')}. ${
        left > 0
          ? `Jäljellä on ${recipients(left)}. Alkuperäisen tekstin lähettää heille --as-started, uuden --with-changes. Tai peru muutokset.`
          : 'Ketään ei ole enää jäljellä; anna uudelle tekstille uusi tiedostonimi.'
      }`,
    'recipients-removed': ({ addresses, others }) => `Ei enää listalla, ohitetaan: ${listSome(addresses, 5, others)}.`,
    'recipients-added': ({ addresses, others }) =>
      `Tullut listalle lähetyksen alettua, ei lähetetä: ${listSome(addresses, 5, others)}. Heillekin lähettää --include-new.`,
    'recipients-changed': ({ addresses, others }) =>
      `Muuttunut listalla lähetyksen alettua; vanhat tiedot ovat käytössä: ${listSome(addresses, 5, others)}. Uudet ottaa käyttöön --with-changes.`,
    'recipients-suppressed': ({ addresses, others }) => `Estolistalla, ohitetaan: ${listSome(addresses, 5, others)}.`,
    'secret-missing': ({ file }) =>
      `${file}, josta viestien tunnisteet tehdään, on kadonnut tai tyhjä. Palauta se varmuuskopiosta tai aseta NEWSLETTER_SECRET.`,
    'content-sent-before': ({ slug }) =>
      `Sama teksti on jo lähetetty nimellä ”${slug}”. Toisella nimellä kaikki saisivat sen kahdesti.`,
    'smtp-unreachable': ({ server, reason }) =>
      `Sähköpostipalvelimeen ${server} ei saada yhteyttä: ${why(reason)}. Kukaan ei ole jäänyt pois. Kun palvelin vastaa, aja send uudelleen: se jatkaa siitä, mihin jäi.`,
    'smtp-insecure': ({ server, fault, reason }) =>
      `Palvelimeen ${server} ei saada suojattua yhteyttä: ${TLS_FAULTS[fault](reason)} Salasanaa ei lähetetty, eikä yksikään vastaanottaja jäänyt väliin.`,
    'smtp-login-refused': ({ server, user, reply }) =>
      `${server} ei hyväksynyt tunnusta ”${user}”: ${fi.reply(reply)}. Tarkista tunnus ja salasana ja aja send uudelleen.`,
    'smtp-refuses-everyone': ({ reply, count }) =>
      `Ajo pysäytettiin: palvelin torjui peräkkäin ${recipients(count)} vastauksella ”${fi.reply(reply)}”, mikä näyttää koskevan meitä eikä heitä. He ovat taas jonossa. Kysy palvelimen ylläpidosta ja aja send sitten uudelleen.`,
    'message-too-large': ({ server, size, limit }) =>
      `Mitään ei lähetetty: viesti on ${formatBytes(size, LOCALE)}, ja ${server} ottaa enintään ${formatBytes(limit, LOCALE)}. Pienennä kuvia.`,
    'report-unwritable': ({ file, reason }) =>
      `Raporttia ${file} ei voitu kirjoittaa (${why(reason)}). Kaikki on kirjanpidossa; newsletter status näyttää sen.`,
  },

  states: {
    accepted: 'vastaanotettu',
    deferred: 'siirretty myöhemmäksi',
    rejected: 'torjuttu',
    unknown: 'epäselvä',
    skipped: 'ohitettu',
    queued: 'jonossa',
    attempting: 'lähdössä',
  },
  counts: (counts) =>
    listCounts(counts, LOCALE, (state, count) => (count === 1 ? fi.states[state] : (PARTITIVES[state] ?? fi.states[state]))),
  csvDelimiter: ';',
  bytes: (bytes) => formatBytes(bytes, LOCALE),
  reply: (reply) => REPLIES.reduce((words, [english, finnish]) => words.replace(english, finnish), reply),
  time: (iso, timezone) => formatTime(iso, LOCALE, timezone),

  check: {
    summary: (issues, articles, errors, warnings) => {
      const news = articles === 0 ? [] : [plural(articles, 'uutinen', 'uutista')];
      const letters = issues === 0 && articles > 0 ? [] : [plural(issues, 'uutiskirje', 'uutiskirjettä')];
      const checked = `Tarkistettu ${[...letters, ...news].join(' ja ')}`;
      if (errors + warnings === 0) return `${checked}: ei korjattavaa.`;
      return `${checked}: ${plural(errors, 'virhe', 'virhettä')}, ${plural(warnings, 'varoitus', 'varoitusta')}.`;
    },
  },
  build: { issue: (slug, lang) => `Koostettu ${slug} (${lang}):` },
  archive: {
    leftOut: (path, left) => `${left.reason === 'later' ? 'Ei vielä julkaistu' : 'Ei julkaistu'}: ${path} (${whyLeftOut(left)})`,
    nothing: (counts) =>
      counts.length === 0
        ? 'Yhtään sivua ei julkaistu: kirjeitä ja artikkeleita ei ole.'
        : `Yhtään sivua ei julkaistu: ${counts.map(([reason, count]) => `${LEFT_OUT[reason]} ${formatNumber(count, LOCALE)}`).join(', ')}.`,
    makePublic: (list) =>
      `Mikään lista ei ole julkinen. Jos haluat julkaista listan ${list} kirjeet, kirjoita newsletter.yaml-tiedostoon kohtaan lists.${list} rivi archive: public.`,
    withErrors: (path) => `Julkaistu virheineen, koska sivu oli jo julkinen: ${path}`,
    removed: (path) => `Poistettu: ${path}`,
    moreRemoved: (count) => `… ja ${formatNumber(count, LOCALE)} muuta poistettu`,
    left: (path) => `Ei enää julkaistu, mutta joku on muuttanut sitä, joten se jää: ${path}. Poista se käsin.`,
    interrupted: 'Keskeytetty ennen kuin mitään kirjoitettiin.',
    summary: (pages, written, removed, unchanged) =>
      `Julkaistu ${plural(pages, 'sivu', 'sivua')}: ${plural(written, 'tiedosto', 'tiedostoa')} kirjoitettu, ${formatNumber(removed, LOCALE)} poistettu, ${formatNumber(unchanged, LOCALE)} ennallaan.`,
    where: (file, address) =>
      `Katso tulosta avaamalla ${file}${address === null ? '' : ` ja julkaise kansio osoitteessa ${address}/`}.`,
  },

  preview: {
    started: (address) => `Esikatselu: ${address}`,
    howToEnd: 'Kirjoita ja tallenna; sivu päivittyy itsestään. Ctrl-C lopettaa esikatselun.',
    running: (address) => `Tämän työtilan esikatselu on jo käynnissä: ${address}`,
    openToOthers:
      'Muut samassa verkossa pääsevät esikatseluun alla olevalla linkillä, joka toimii kerran. Yhteys on salaamaton: matkan varrella voi lukea mukana.',
    nextToken: (address) => `Linkki on käytetty. Seuraava: ${address}`,
    ended: 'Esikatselu päättyi.',
  },

  send: {
    rehearsal: 'Harjoitus: viestit menevät outbox-kansioon, eikä kenellekään lähetetä postia.',
    server: (name, isPlain, hasLogin) =>
      `Palvelin: ${name}${isPlain ? `, ilman TLS-suojausta: matkan varrella posti${hasLogin ? ' ja salasana ovat' : ' on'} luettavissa` : ''}`,
    real: (from, lists) => `Oikea lähetys, lähettäjä ${from}, listat: ${lists.join(', ') || '–'}.`,
    reading: (rows, perSecond) => `Luetaan listoja: ${formatNumber(rows, LOCALE)} riviä, ${formatNumber(perSecond, LOCALE)}/s`,
    plan: (due, total, isResumed) =>
      `Nyt ${recipients(due)}, ${isResumed ? 'aloitetussa lähetyksessä' : 'suunnitelmassa'} kaikkiaan ${total}.`,
    listOutside: (file) => `Lista tämän kansion ulkopuolelta: ${file}`,
    byLanguage: (languages) => {
      const parts = Object.entries(languages).map(([code, count]) => `${tongue(code)} ${formatNumber(count, LOCALE)}`);
      return `Kielittäin: ${parts.join(', ')}.`;
    },
    audience: (states, slug) =>
      `Vain ne kirjeen ${slug} vastaanottajat, joiden tila on: ${states.map((state) => fi.states[state]).join(' tai ')}; ei listoja.`,
    perhapsTwice: (count) => `Heistä ${recipients(count)} voi saada kirjeen toiseen kertaan (--resend-unknown).`,
    before: (counts) => `Tähän mennessä: ${counts}.`,
    question: (count) => `Kirjoita ${count}, niin lähetys alkaa (${recipients(count)}): `,
    progress: (done, total, perSecond, left) =>
      `${formatNumber(done, LOCALE)} / ${formatNumber(total, LOCALE)}, ${formatNumber(perSecond, LOCALE)}/s${left === null ? '' : `, jäljellä ${formatSeconds(left, LOCALE)}`}`,
    unreachable: (server, reason) => `${server}: ${why(reason)}.`,
    waiting: (why, seconds) => `${why} Uusi yritys ${formatSeconds(seconds, LOCALE)} kuluttua; Ctrl-C pysäyttää.`,
    retrying: (count, seconds) =>
      `Odotetaan: ${recipients(count)}, joita palvelin pyysi yrittämään myöhemmin, yritetään uudelleen ${formatSeconds(seconds, LOCALE)} kuluttua. Ctrl-C pysäyttää; seuraava ajo jatkaa.`,
    stopping:
      'Pysäytetään. Jo matkalla olevat viestit lähetetään loppuun. Toinen Ctrl-C lopettaa heti; matkalla olevat jäävät silloin epäselviksi.',
    summary: summaryInWords,
    orphaned: 'ohjelma päättyi ennen palvelimen vastausta',
    removedFromList: 'ei enää listalla',
    testMark: 'TESTI: ',
    suppressedAs: 'estolistalla',
    needsUtf8: 'osoitteessa on kirjaimia, joita palvelimemme ei ota (ei SMTPUTF8:aa)',
    waitingUntil: (time, left) =>
      left <= 0
        ? `${time} on jo mennyt, mutta alle tunti sitten: lähetys alkaa nyt.`
        : `Lähetys alkaa ${time}, ${formatSeconds(left, LOCALE)} kuluttua. Ohjelman on pysyttävä käynnissä: jätä ikkuna auki ja kone hereille. Ctrl-C peruu.`,
  },

  status: {
    nothingSent: 'Tästä työtilasta ei ole vielä lähetetty mitään.',
    notSent: (slug) => `Kirjettä ${slug} ei ole vielä lähetetty.`,
    rehearsal: 'Harjoitus: nämä menivät outbox-kansioon; kenellekään ei lähetetty postia.',
    rehearsals: (slug, counts) => `Harjoitus ${slug}, kenellekään ei lähetetty: ${counts}`,
    csvWritten: (file, rows) => `Kirjoitettu ${plural(rows, 'rivi', 'riviä')} tiedostoon ${file}.`,
    whatNext,
    domains: 'Verkkotunnuksittain:',
    more: (domains) => `ja ${plural(domains, 'muu verkkotunnus', 'muuta verkkotunnusta')}`,
    replies: 'Syyt niille, jotka eivät ole saaneet kirjettä:',
    runs: 'Ajot:',
    texts: 'Teksti vaihtui kesken lähetyksen:',
    text: (number, accepted) => `teksti ${number}: ${recipients(accepted)}`,
    run: ({ startedAt, endedAt, attempted, accepted, elapsed }, zone, isLast) => {
      const began = formatTime(startedAt, LOCALE, zone);
      if (endedAt === null) return `${began}  ${isLast ? 'jatkuu yhä tai on katkennut' : 'katkesi'}`;
      return `${began}  käsitelty ${recipients(attempted)}, palvelin otti vastaan ${accepted}, kesto ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}`;
    },
  },

  dkim: {
    made: (file) =>
      `Avain tehty: ${file}. Pidä se poissa versionhallinnasta ja mukana varmuuskopioissa; kenelläkään muulla ei saa olla sitä.`,
    there: (file) => `Avain on jo olemassa, eikä uutta tehty: ${file}.`,
    publish: (domain) => `Julkaise tämä TXT-tietue verkkotunnuksen ${domain} nimipalvelussa (DNS):`,
    name: 'Nimi:',
    value: 'Arvo:',
    zone: 'Sama vyöhyketiedoston rivinä:',
    configure: 'Kun tietue näkyy nimipalvelussa, eikä ennen sitä, kirjoita tiedostoon newsletter.yaml:',
    configured: 'newsletter.yaml nimeää tämän avaimen.',
    rsaFirst:
      'Ed25519-avainta käytetään vain RSA-avaimen rinnalla, koska moni vastaanottaja ei tunne muuta: tee ensin se komennolla newsletter dkim-key.',
  },

  subscribers: {
    suppressed: (address, reason, at, zone) => `${address}  estetty ${formatTime(at, LOCALE, zone)}: ${reason}`,
    already: (address, reason, at, zone) => `${address}  oli jo estetty ${formatTime(at, LOCALE, zone)}: ${reason}`,
    unsuppressed: (address) => `${address}  osoitteeseen saa taas lähettää`,
    notSuppressed: (address) => `${address}  ei ole estolistalla`,
    none: 'Estolista on tyhjä.',
    byPerson: 'syytä ei kirjattu',
    byBounce: 'palvelin sanoo, ettei osoitetta ole',
  },

  help: {
    titles: {
      'Usage:': 'Käyttö:',
      'Arguments:': 'Argumentit:',
      'Global Options:': 'Yhteiset valitsimet:',
      'Options:': 'Valitsimet:',
      'Commands:': 'Komennot:',
    },
    program: 'Kirjoittaa, tarkistaa ja lähettää uutiskirjeen ja pitää kirjaa vastaanottajista.',
    version: 'tulosta versio',
    help: 'tulosta tämä ohje',
    examples: 'Esimerkkejä:',
    directory: 'työskentele tässä kansiossa nykyisen sijasta',
    json: 'tulosta JSONia skripteille; ihmiselle tarkoitetut viestit menevät virhevirtaan',
    issue: 'uutiskirje: sen nimi tai .md-tiedoston polku',
    issues: 'uutiskirjeet nimeltä tai polulta; ilman niitä koko issues/',
    check: 'etsi kaikki, mitä ei pidä lähettää',
    checkExamples:
      '  newsletter check                                                kaikki uutiskirjeet ja uutiset\n' +
      '  newsletter check 2021-12-jarjestot\n' +
      '  newsletter check articles/naapuruston-lainaamo.md\n' +
      'Paluuarvot: 0 mikään ei estä lähettämistä; 1 virheitä; 2 komentorivi tai newsletter.yaml.',
    build: 'kirjoita uutiskirje ja sen kieliversiot sähköpostiksi (HTML, teksti, .eml) kansioon dist/',
    buildExamples: '  newsletter build 2021-12-jarjestot\n  newsletter build issues/2021-12-jarjestot.md --json',
    archive: 'kirjoita julkinen verkkoarkisto kansioon dist/archive/: sivut, hakemisto, syötteet, kalenteri, haku',
    archiveExamples:
      '  newsletter archive                                              se, mikä on tänään julkista\n' +
      '  newsletter archive --base-url https://letters.example.org       muuhun osoitteeseen kuin archive.url\n' +
      'Uutiskirje julkaistaan päiväyksestään alkaen, lähetettynä tai ei, jollei siinä lue draft: true. Vain muuttunut kirjoitetaan.\n' +
      'Paluuarvot: 0 valmis; 1 virheitä (uusi virheellinen sivu jää pois); 2 komentorivi tai newsletter.yaml;\n' +
      '75 toinen ajo on käynnissä; 130 keskeytetty.',
    baseUrl: 'arkiston osoite (https://…) syötteitä ja pysyviä osoitteita varten',
    preview: 'näytä uutiskirjeet selaimessa, kun niitä kirjoitetaan',
    previewExamples:
      '  newsletter preview                                              kaikki uutiskirjeet selaimeen\n' +
      '  newsletter preview 2021-12-jarjestot                            tämä\n' +
      '  newsletter preview --no-open --port 8080                        osoitteeseen, jonka avaat itse\n' +
      'Pysyy käynnissä, kunnes painat Ctrl-C, eikä lähetä mitään; sivulta testi lähtee vain tiedoston newsletter.yaml testAddresses-osoitteisiin.\n' +
      'Paluuarvot: 0 päättyi; 2 komentorivi, portti tai newsletter.yaml.',
    port: 'käytä tätä porttia (muuten ensimmäinen vapaa alkaen 4400)',
    host: 'päästä muut koneet mukaan kertalinkillä: tämän koneen osoite, tai 0.0.0.0 kaikille',
    noOpen: 'älä avaa selainta',
    send: 'lähetä uutiskirje listoilleen; uudelleen ajettuna jatkaa siitä, mihin jäi',
    sendExamples:
      '  newsletter send 2021-12-jarjestot --dry-run                     kenelle se lähtisi\n' +
      '  newsletter send 2021-12-jarjestot --test oma@example.fi         merkitty kappale itselle\n' +
      '  newsletter send 2021-12-jarjestot --limit 10                    ensin kymmenen vastaanottajaa\n' +
      '  newsletter send 2021-12-jarjestot --confirm 200                 kaikille, skriptistä\n' +
      'Ellei newsletter.yaml nimeä SMTP-palvelinta, tämä on harjoitus: kenellekään ei lähde postia.\n' +
      'Paluukoodit: 0 valmis; 2 komentorivi tai newsletter.yaml; 3 joitakin torjuttu; 4 ei aloitettu;\n' +
      '5 joitakin epäselviä; 75 jotakin jäljellä, aja uudelleen; 130 keskeytetty.',
    status: 'kuka sai uutiskirjeen, kuka ei ja miksi',
    statusExamples: '  newsletter status\n  newsletter status 2021-12-jarjestot --csv raportti.csv',
    statusOutbox: 'harjoituksen tiedot, vaikka kirje olisi oikeasti lähetetty',
    csv: 'kirjoita raportti CSV-tiedostoon taulukkolaskentaa varten',
    dryRun: 'tulosta, kenelle lähetettäisiin, ja lopeta siihen',
    test: 'lähetä merkitty testikappale joka kielellä vain tähän osoitteeseen (voi antaa useita)',
    limit: 'lähetä tässä ajossa enintään näin monelle',
    confirm: 'vahvista vastaanottajien määrä etukäteen, skriptejä varten',
    yes: 'älä kysy mitään',
    outbox: 'harjoittele, vaikka palvelin olisi asetettu',
    asStarted: 'jatka alkuperäisellä tekstillä, vaikka lähteet ovat muuttuneet',
    retryRejected: 'yritä uudelleen niille, jotka palvelin torjui',
    resendUnknown: 'lähetä uudelleen epäselville; he voivat saada kirjeen kahdesti',
    newLedger: 'aloita uusi kirjanpito, vaikka vanha on kadonnut; kaikki voivat saada kirjeen uudelleen',
    only: 'lähetä tässä ajossa vain tälle vastaanottajalle (voi antaa useita)',
    to: 'lähetä aiemman kirjeen vastaanottajille: accepted:<kirje>, rejected:<kirje>, unknown:<kirje> tai useita, kuten accepted,unknown:<kirje>',
    at: 'odota tähän kellonaikaan asti: 09:00 tai "2022-01-26 09:00"',
    withChanges: 'lähetä jäljellä oleville nykyinen teksti',
    includeNew: 'lähetä myös niille, jotka tulivat listoille lähetyksen alettua',
    suppressRejected: 'estä ajon jälkeen osoitteet, joita palvelimen mukaan ei ole (5.1.x)',
    dkimKey: 'tee avain, jolla viestit allekirjoitetaan (DKIM), ja kerro julkaistava DNS-tietue',
    dkimKeyExamples:
      '  newsletter dkim-key                                             avain, tai jo olevan avaimen tietue\n' +
      '  newsletter dkim-key --selector newsletter2027                   seuraava avain, johon vaihdetaan\n' +
      '  newsletter dkim-key --ed25519                                   toinen, uudempaa lajia oleva avain rinnalle\n' +
      'Olemassa olevaa avainta ei koskaan korvata. Julkaise sitten tietue ja nimeä avain tiedostossa newsletter.yaml (dkim).\n' +
      'Paluuarvot: 0 valmis; 2 komentorivi tai newsletter.yaml; 4 avainta ei voi kirjoittaa, lukea tai käyttää.',
    selector: 'avaimen nimi DNS:ssä (newsletter.yaml-tiedoston, muuten newsletter ja vuosi)',
    dkimDomain: 'verkkotunnus, jolla allekirjoitetaan (newsletter.yaml-tiedoston, muuten lähettäjän)',
    ed25519: 'Ed25519-avain RSA-avaimen sijasta',
    subscribers: 'kenelle ei saa lähettää',
    suppress: 'älä lähetä näihin osoitteisiin enää koskaan mitään kirjettä',
    suppressExamples: '  newsletter subscribers suppress vanha@example.fi --reason "poistunut järjestöstä"',
    unsuppress: 'salli lähettää näihin osoitteisiin taas',
    unsuppressExamples: '  newsletter subscribers unsuppress vanha@example.fi',
    suppressed: 'luettele estetyt osoitteet syineen ja päivineen',
    suppressedExamples: '  newsletter subscribers suppressed\n  newsletter subscribers suppressed vanha@example.fi --json',
    reason: 'miksi, omin sanoin',
    addresses: 'sähköpostiosoitteita',
    addressesOrAll: 'sähköpostiosoitteita; ilman niitä kaikki',
  },
};

function perSecond(accepted: number, elapsed: number): string {
  return elapsed > 0 ? ` (${formatNumber((accepted * 1000) / elapsed, LOCALE)}/s)` : '';
}

const UNTRIED: Readonly<Record<Untried, string>> = {
  done: 'Mitään ei ollut jäljellä.',
  only: 'Tämä ajo ei lähettänyt kenellekään: yksikään --only-vastaanottaja ei ole vuorossa.',
  skipped: 'Tämä ajo ei lähettänyt kenellekään: kaikki jäljellä olleet vastaanottajat ohitetaan.',
  'no-rejected':
    'Tämä ajo ei lähettänyt kenellekään: yhtään vastaanottajaa ei ole hylätty, joten valinnalla --retry-rejected ei ollut tehtävää.',
  'no-unknown':
    'Tämä ajo ei lähettänyt kenellekään: yhdenkään vastaanottajan tila ei ole epäselvä, joten valinnalla --resend-unknown ei ollut tehtävää.',
  'no-either':
    'Tämä ajo ei lähettänyt kenellekään: yhtään vastaanottajaa ei ole hylätty tai epäselvä, joten valinnoilla --retry-rejected ja --resend-unknown ei ollut tehtävää.',
  stopped: 'Tämä ajo ei lähettänyt kenellekään: ilmoitettu ongelma pysäytti sen ensin.',
  interrupted: 'Tämä ajo ei lähettänyt kenellekään: se keskeytettiin ensin.',
  unanswered: 'Tämä ajo ei lähettänyt kenellekään: palvelin katkaisi jokaisen yrityksen.',
};

function summaryInWords(summary: SummaryWords): string[] {
  const { slug, counts, rehearsal, dryRun, test, outbox, attempted, accepted, elapsed, refused, report } = summary;
  if (refused) return ['Mitään ei lähetetty.'];
  if (dryRun) return ['Esikatselu: mitään ei kirjoitettu, eikä kenellekään lähetetty.'];
  const where = outbox === null ? [] : [`Viestit ovat kansiossa ${outbox}/ .eml-tiedostoina; sähköpostiohjelma avaa ne.`];
  const plain =
    summary.plainServer !== null && attempted > 0
      ? [`Lähetetty ilman TLS-suojausta palvelimelle ${summary.plainServer}: matkan varrella posti oli luettavissa.`]
      : [];
  if (test && counts.accepted < attempted) return [`Testi ei mennyt perille: ${fi.counts(counts)}.`];
  if (test)
    return [
      `Testi ${rehearsal ? 'outbox-kansioon, kenellekään ei lähetetty' : 'lähetetty'}: ${fi.counts(counts)}.`,
      ...plain,
      ...where,
    ];
  const speed = ` Tämä ajo: ${recipients(accepted)}, ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}.`;
  const nothing = summary.untried === null ? '' : ` ${UNTRIED[summary.untried]}`;
  const first = rehearsal
    ? `Harjoitus ${slug}, kenellekään ei lähetetty: ${fi.counts(counts)}.`
    : `${slug}: ${fi.counts(counts)}.`;
  const next = whatNext(slug, counts, summary.bounced);
  const suppressed = summary.suppressed > 0 ? [`Estetty ${plural(summary.suppressed, 'osoite', 'osoitetta')}.`] : [];
  const details = `Tarkemmin: ${report === null ? '' : `${report} tai `}newsletter status ${slug}`;
  return [first + (attempted > 0 ? speed : nothing), ...plain, ...where, ...suppressed, ...next, details];
}

function whatNext(slug: string, { unknown, queued, deferred, attempting, rejected }: Counts, bounced: number): string[] {
  const next: string[] = [];
  const left = queued + deferred;
  if (attempting > 0) next.push(`Lähdössä juuri nyt, tai ajo on katkennut: ${recipients(attempting)}.`);
  if (left > 0) next.push(`Jäljellä ${recipients(left)}. Jatka komennolla: newsletter send ${slug}`);
  if (unknown > 0)
    next.push(
      `Epäselviä ${recipients(unknown)}: kukaan ei voi tietää, menikö viesti perille. Uudelleen lähetetään vain valitsimella --resend-unknown`,
    );
  if (rejected > 0) next.push(`Torjuttuja ${recipients(rejected)}; newsletter status kertoo syyn. Uusi yritys: --retry-rejected`);
  if (bounced > 0)
    next.push(
      `Palvelimen mukaan ${plural(bounced, 'osoitetta', 'osoitetta')} ei ole olemassa. Estä: newsletter send ${slug} --suppress-rejected (jatkaa samalla jäljellä oleville)`,
    );
  return next;
}
