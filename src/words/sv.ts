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

const LOCALE = 'sv-FI';

function meant(nearest: string | null, known: readonly string[] = []): string {
  if (nearest !== null) return ` Menade du ”${nearest}”?`;
  return known.length > 0 ? ` Tillgängliga: ${listSome(known, 12)}.` : '';
}

/** The same word for one and for many. */
function recipients(count: number): string {
  return `${formatNumber(count, LOCALE)} mottagare`;
}

/** Why an issue has no page in the archive, and what would give it one. */
function noPage({ missing, lists }: NoPage, instead: string): string {
  if (missing === 'archive.url') return `newsletter.yaml saknar archive.url. Lägg till den eller ${instead}.`;
  const [one, ...more] = lists;
  return more.length === 0
    ? `Listan ${one} är inte offentlig, så ${instead}. Om alla brev på listan ska publiceras, skriv archive: public under lists.${one} i newsletter.yaml.`
    : `Listorna ${lists.join(', ')} är inte offentliga, så ${instead}. Om alla deras brev ska publiceras, skriv archive: public under var och en av dem i newsletter.yaml.`;
}

function opensOn(day: string): string {
  return `Brevets datum är ${day}, och newsletter archive publicerar det först då. Skicka brevet då eller ändra datumet.`;
}

function whyLeftOut(left: LeftOutReason): string {
  switch (left.reason) {
    case 'draft':
      return 'ett utkast';
    case 'later':
      return `datumet är ${left.date}`;
    case 'list-private':
      return left.lists.length === 1
        ? `listan ${left.lists[0]} är inte offentlig`
        : `listorna ${left.lists.join(', ')} är inte offentliga`;
    case 'list-unknown':
      return `newsletter.yaml har ingen lista ${left.lists.join(', ')}`;
    case 'list-none':
      return 'den anger ingen lista';
    case 'errors':
      return 'den har fel';
  }
}

/** After a number of pages. */
const LEFT_OUT: Readonly<Record<LeftOutReason['reason'], string>> = {
  draft: 'i utkast',
  later: 'med ett senare datum',
  'list-private': 'för en lista som inte är offentlig',
  'list-unknown': 'för en lista som newsletter.yaml inte har',
  'list-none': 'utan lista',
  errors: 'med fel',
};

function plural(count: number, one: string, many: string): string {
  return `${formatNumber(count, LOCALE)} ${count === 1 ? one : many}`;
}

/** The name of a language. */
function tongue(code: string): string {
  return formatLanguage(code, LOCALE);
}

const EXPECTED: Readonly<Record<string, string>> = {
  'email-address': 'en enda e-postadress, till exempel nyhetsbrev@example.fi',
  'web-address': 'en adress som börjar med https://, utan mellanslag och parenteser, på högst 2 000 tecken',
  'header-address': 'en adress som börjar med https://, utan mellanslag och parenteser, på högst 200 tecken',
  'folder-address': 'en adress som börjar med https://, utan mellanslag, parenteser, ? och #, på högst 200 tecken',
  'sending-address': 'en e-postadress vars domän har högst 200 tecken',
  'unsubscribe-url': 'en adress som börjar med https:// och inte innehåller tecknen ? och #',
  'verp-address': 'en adress med högst 47 tecken före @-tecknet, eftersom en kod läggs till där',
  'header-text': 'ren text: inget {{fält}}, ingen HTML såsom &amp; och inget Re: eller Fwd: i början',
  'smtp-url': 'smtp://användare@server:587 eller smtps://användare@server:465',
  duration: 'en tid, till exempel 30s, 2min eller 1h',
  rate: 'en takt, till exempel 30/min eller 10/s',
  date: 'ett datum i formen 2022-01-26',
  timezone: 'en tidszon, till exempel Europe/Helsinki',
  domain: 'en domän, till exempel example.fi',
  selector:
    'bokstäver, siffror och bindestreck med punkter mellan delarna, till exempel newsletter2026, och inte längre än DNS tillåter',
  'other-selector': 'ett annat namn än i dkim.selector: varje nyckel har en egen post',
  colour: 'en färg, till exempel #1c2833',
  length: 'ett mått, till exempel 600px',
  fonts: 'typsnittens namn åtskilda med kommatecken, utan tecknen ; { } < >',
  corrections: 'en lista över dagar och vad som då rättades, till exempel - 2022-01-03: Forumet hålls den 25 januari',
  'list-names': 'sändlistornas namn inom hakparenteser, till exempel [jarjestot]',
  'visible-text': 'text som syns',
  text: 'text',
  string: 'text',
  int: 'ett heltal',
  number: 'ett tal',
  object: 'en grupp nycklar',
  array: 'en lista inom hakparenteser',
};

/** Vad som är fel på en rad YAML, och vad man ska skriva. */
const YAML_FAULTS: Readonly<Record<YamlFaultKind, (fault: YamlFault) => string>> = {
  tab: () => 'Raden börjar med en tabb, som YAML inte tillåter. Skriv mellanslag i stället.',
  indent: ({ suggestion }) =>
    `Raden börjar inte på samma ställe som raderna intill. Rätta mellanslagen i början av raden.${write(suggestion)}`,
  'no-space': ({ key, suggestion }) => `Det saknas ett mellanslag efter kolonet i ”${key}”.${write(suggestion)}`,
  'no-colon': ({ key, suggestion }) =>
    suggestion === ''
      ? `Raden har ingen nyckel med kolon: ”${key}”. Om den fortsätter raden ovanför ska den börja med två mellanslag.`
      : `Raden saknar kolon och mellanslag efter nyckeln.${write(suggestion)}`,
  'key-twice': ({ key, firstLine }) => `Nyckeln ”${key}” finns redan på rad ${firstLine}. Ta bort en av raderna.`,
  invisible: ({ mark, suggestion }) =>
    `Raden har ett osynligt tecken (${mark}) före nyckeln eller värdet. Ta bort det och skriv ett vanligt mellanslag.${write(suggestion)}`,
  colon: ({ key, suggestion }) => `Kolonet i ”${key}” avslutar värdet i YAML. Sätt värdet inom citattecken.${write(suggestion)}`,
  mark: ({ mark, suggestion }) =>
    `Tecknet ${mark} har en särskild betydelse i YAML i början av ett värde. Sätt värdet inom citattecken.${write(suggestion)}`,
  'quote-inside': ({ mark, suggestion }) =>
    `Värdet står inom citattecken, och ${mark} inuti det avslutar det. Använd andra citattecken runt värdet.${write(suggestion)}`,
  'quote-ended': ({ mark, suggestion }) =>
    `Värdet fortsätter efter det ${mark} som avslutar det. Sätt hela värdet inom citattecken.${write(suggestion)}`,
  'quote-open': ({ mark, suggestion }) =>
    `Värdet börjar med ${mark}, och inget ${mark} avslutar det. Avsluta citattecknen.${write(suggestion)}`,
  backslash: ({ suggestion }) =>
    `Ett omvänt snedstreck börjar ett specialtecken inom dubbla citattecken. Använd enkla citattecken.${write(suggestion)}`,
  'bracket-open': ({ mark, suggestion }) =>
    `Parentesen ${mark} är inte avslutad. Om den börjar en text ska texten stå inom citattecken. Annars: avsluta den.${write(suggestion)}`,
  'list-names': ({ suggestion }) => `Listornas namn skrivs inom hakparenteser.${write(suggestion)}`,
  other: ({ reason }) => `Raden är inte YAML: ${reason}.`,
};

function write(suggestion: string): string {
  return suggestion === '' ? '' : ` Skriv: ${suggestion}`;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'ett annat program använder den',
  EADDRNOTAVAIL: 'den här datorn har ingen sådan adress',
  ENOENT: 'filen eller mappen finns inte',
  EACCES: 'behörighet saknas',
  EPERM: 'behörighet saknas',
  EROFS: 'disken går bara att läsa',
  ENOSPC: 'disken är full',
  EISDIR: 'det är en mapp',
  ENOTDIR: 'en fil står i vägen för mappen',
  EEXIST: 'något står i vägen',
  ELINK: 'är en länk, och newsletter följer inga länkar i en arbetsyta',
  ENOTREG: 'det är ingen vanlig fil',
  EFBIG: 'den är för stor',
  ELOOP: 'dess länkar går runt i en cirkel',
  ECONNREFUSED: 'ingen svarar där',
  ENOTFOUND: 'namnet är okänt',
  EAI_AGAIN: 'namn kan inte slås upp; finns det en nätverksanslutning?',
  ETIMEDOUT: 'inget svar kom i tid',
  ECONNRESET: 'anslutningen bröts',
  ENETUNREACH: 'nätverket saknas',
  SQLITE_FULL: 'disken är full',
  SQLITE_READONLY: 'disken eller filen går bara att läsa',
  SQLITE_IOERR: 'disken kan inte läsas eller skrivas',
  SQLITE_CANTOPEN: 'filen kan inte öppnas',
  ENODATA: 'den är tom',
  EILSEQ: 'den är inte text i UTF-8',
  EHOSTUNREACH: 'ingen väg leder dit',
};

const DENSE = {
  lines: 'Rader utan tom rad emellan',
  characters: 'Tecken i ett och samma stycke',
  marks: 'Specialtecken som * _ [ < i ett och samma stycke',
  word: 'Tecken i ett och samma ord',
  spaces: 'Mellanslag i följd',
  cells: 'Celler på en rad i en tabell',
  headings: 'Rubriker i nyhetsbrevet',
  fences: 'Rader som börjar med :::',
  comments: 'Kommentarer i nyhetsbrevet',
  holes: 'Fält i nyhetsbrevet',
};

const LEFTOVERS: Readonly<Record<Leftover, string>> = {
  link: 'Det ser ut som en länk eller en bild, men adressen eller en parentes är fel. Skriv mellanslag i en adress som %20.',
  reference: 'Ingen rad säger vart länken leder. Skriv adressen inom rund parentes efter orden: [ord](https://…).',
  'spaced-link': 'Det får inte finnas mellanslag mellan orden och adressen: [ord](https://…).',
  'reversed-link': 'Parenteserna är i fel ordning. Skriv [ord](https://…).',
  definition: 'Adressraden till en länk behöver en tom rad ovanför sig.',
  footnote: 'Ingen rad säger vad noten är. Skriv en rad, till exempel [^1]: Källan är staden.',
  emphasis:
    'Asteriskerna eller understrecken framhäver ingenting här. Flytta mellanslag och skiljetecken utanför dem: **Obs:** text.',
  strike: 'Tildetecknen stryker inte över någonting. Stäng dem direkt efter sista ordet: ~~ord~~.',
  highlight: 'En sådan markering finns inte. Använd **fetstil** eller ta bort tecknen.',
  table: 'En tabell behöver en rad |---|---| under den första raden, med lika många kolumner.',
  attribute: 'Attribut inom klammerparenteser betyder ingenting här. Ta bort dem.',
  'merge-field': 'Det här är ett fält för ett annat program. Skriv {{kolumn}} med namnet på en kolumn i listan.',
  template: 'Det här är en instruktion för ett annat program. Skriv själva texten.',
  'wiki-link': 'Det här är en länk eller bild för ett annat program. Skriv [ord](https://…) eller ![vad bilden visar](bild.png).',
  callout: 'Det här är en markering för ett annat program. Använd blocket ::: note.',
  shortcode: 'Det här är en instruktion för ett annat program. Ta bort den.',
  'code-cut': 'Två enskilda gravaccenter gör kod av allt mellan dem och klipper av länkarna där. Ta bort dem eller skriv \\`.',
  backtick: 'En enskild gravaccent markerar ingenting. Lägg till den som avslutar koden, eller skriv en apostrof.',
  entity: 'Det här står för ett tecken men är felskrivet. Skriv själva tecknet.',
  plain: 'Här står bara ord. Ta bort markeringarna.',
  emoji: 'Skriv själva tecknet, till exempel 🎉, om du vill ha en bild här.',
};

const LINK_FAULTS: Readonly<Record<LinkFault, string>> = {
  'scheme-twice': 'dess början (https://) står två gånger',
  slashes: 'efter https: ska det stå två snedstreck, efter mailto: och tel: inget',
  brackets: 'det finns parenteser runt adressen',
  separator: 'flera adresser behöver ett kommatecken mellan sig',
};

const LOGO_REASONS = {
  missing: 'filen finns inte',
  outside: 'den ligger utanför arbetsytan',
  unsupported: 'den är inte PNG, JPEG eller GIF',
  damaged: 'filen är skadad eller slutar för tidigt, så spara eller hämta den på nytt',
  large: 'den är för stor',
};

const TLS_FAULTS: Readonly<Record<TlsFault, (reason: string) => string>> = {
  'self-signed': () =>
    'servern går i god för sig själv (självsignerat certifikat), så den kan vara vem som helst. Om det är en egen intern server, be serverns administratör om certifikatet och ange det i smtp.caFile.',
  'unknown-authority': () =>
    'ingen som den här datorn litar på går i god för servern. Om det är en egen intern server, be serverns administratör om utfärdarens certifikat och ange det i smtp.caFile.',
  expired: () =>
    'serverns certifikat har gått ut. Serverns administratör måste förnya det; kontrollera också den här datorns klocka.',
  'not-yet-valid': () => 'serverns certifikat gäller inte ännu. Kontrollera den här datorns klocka.',
  'other-name': (reason) =>
    `serverns certifikat är utfärdat för ett annat namn${namesIn(reason)}. Är namnet rätt i smtp.url? Annars måste serverns administratör rätta certifikatet.`,
  'no-tls': (reason) =>
    `den erbjuder inget TLS-skydd (STARTTLS) eller vägrade det (${reason}), så e-posten och lösenordet skulle kunna läsas på vägen. Är porten rätt? En intern server utan TLS behöver smtp.tls: off.`,
  'old-tls': () => 'den kan bara använda TLS-versioner som inte längre är säkra. Serverns administratör måste uppdatera den.',
  other: (reason) => `${reason}. Är porten rätt? smtps:// använder port 465, smtp:// port 587.`,
};

const DKIM_KEY_FAULTS: Readonly<Record<DkimKeyFault, (bits: number) => string>> = {
  'no-key': () => 'den innehåller ingen privat nyckel i PEM, det vill säga text som börjar med -----BEGIN PRIVATE KEY-----.',
  encrypted: () =>
    'nyckeln är krypterad, och ingen är där för att ange lösenfrasen när e-post skickas. Spara nyckeln okrypterad.',
  'not-rsa': () => 'här behövs en RSA-nyckel, och nyckeln är av ett annat slag. En Ed25519-nyckel anges i dkim.ed25519.keyFile.',
  'not-ed25519': () => 'här behövs en Ed25519-nyckel, och nyckeln är av ett annat slag. En RSA-nyckel anges i dkim.keyFile.',
  length: (bits) =>
    `den är en RSA-nyckel på ${bits} bitar, och mottagarna räknar med 2048–4096. Skapa en ny: newsletter dkim-key --selector <ett annat namn>`,
};

/** How a message gets smaller. */
function shorten(sections: readonly LargeSection[], hasPage: boolean): string {
  const largest = sections.map(({ number, title, size }) => `${number}. ${title} (${formatBytes(size, LOCALE)})`);
  const where = largest.length === 0 ? '' : ` De största avsnitten: ${largest.join(', ')}.`;
  const how = hasPage
    ? 'Lägg till <!-- more --> i långa avsnitt: det som följer finns bara på webbsidan. Eller korta texten.'
    : 'Korta texten.';
  return `${how}${where}`;
}
const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  excel: 'en Excel-arbetsbok',
  spreadsheet: 'en arbetsbok från ett kalkylprogram',
  word: 'ett Word-dokument',
  document: 'ett dokument från ett ordbehandlingsprogram',
  pdf: 'en PDF-fil',
  rtf: 'ett RTF-dokument',
  binary: 'en fil av annat slag',
};

const LIST_LOSSES: Readonly<Record<ListLoss, (list: string, file: string, reason: string) => string>> = {
  unreadable: (list, file, reason) => `Listan "${list}" kan inte läsas: ${file}: ${why(reason)}.`,
  broken: (list, file, reason) => `Listan "${list}" (${file}) har fel, till exempel ${reason}, och används inte.`,
  unknown: (list) => `newsletter.yaml har inte längre någon lista "${list}".`,
  unnamed: (list) => `Utskicket började med listan "${list}", men brevet nämner den inte längre.`,
};

function why(reason: string): string {
  return explain(reason, REASONS);
}

function expectation(expected: string): string {
  return EXPECTED[expected] ?? expected;
}

/** Our own words that stand in the ledger in place of a server's, which are kept in English there. */
const REPLIES: readonly (readonly [RegExp, string])[] = [
  [/^the server closed the connection$/, 'servern stängde anslutningen'],
  [/^the connection was (?:cut|closed)$/, 'anslutningen bröts'],
  [/^the server takes nothing any more$/, 'servern tar inte längre emot någonting'],
  [/^the server talks without being asked$/, 'servern talar utan att vara tillfrågad'],
  [/^no reply within (\d+) s$/, 'inget svar inom $1 sekunder'],
  [/^(?:endless reply|no SMTP reply: )/, 'servern talar inte SMTP: '],
  [/^(?:read|write) ECONNRESET$/, 'anslutningen bröts'],
  [/(\d+) octets, and the server takes (\d+)$/, '$1 byte, och servern tar emot $2'],
  [/the server takes no address beyond ASCII$/, 'servern tar inte emot en adress med andra tecken än ASCII'],
  [/^the server offers no login$/, 'servern erbjuder ingen inloggning'],
];

/** The states that change when there are many: 2 avvisade. */
const PLURALS: Partial<Record<RecipientState, string>> = {
  accepted: 'mottagna',
  deferred: 'uppskjutna',
  rejected: 'avvisade',
  unknown: 'oklara',
  skipped: 'överhoppade',
};

const SOURCES: Readonly<Record<string, string>> = {
  issue: 'nyhetsbrevets text',
  theme: 'temat',
  configuration: 'newsletter.yaml',
};

/** What the program says in Swedish, as it is written in Finland. */
export const sv: Words = {
  severity: { error: 'fel', warning: 'varning' },

  addressFaults: {
    empty: 'den är tom',
    'no-at': 'den saknar @-tecken',
    several: 'den innehåller fler än en adress',
    space: 'den innehåller ett mellanslag',
    characters: 'den innehåller ett tecken som inte får finnas i en adress',
    'local-part': 'delen före @-tecknet duger inte',
    domain: 'efter @-tecknet finns ingen domän',
    'too-long': 'den är för lång',
  },

  usage: {
    'unknown-command': (name) => (name === '' ? 'Ange ett kommando.' : `Kommandot ”${name}” finns inte.`),
    'unknown-option': (name) => `Okänt alternativ ”${name}”.`,
    'missing-argument': (name) => `Kommandot saknar <${name}>.`,
    'missing-value': (name) => `Alternativet ”${name}” saknar värde.`,
    'excess-arguments': () => 'Kommandot har fått för många ord.',
    'invalid-value': (name, value) => `Värdet ”${value}” duger inte för alternativet ${name}.`,
    conflict: (name, other) => `${name} och ${other} går inte ihop.`,
  },

  problems: {
    usage: ({ fault, name, nearest, value, command }) =>
      `${sv.usage[fault](name, value)}${meant(nearest)} Se newsletter ${command}--help.`,
    internal: ({ reason }) =>
      `Det här är ett fel i programmet newsletter: ${reason}. Kör igen med variabeln NEWSLETTER_DEBUG=1 och rapportera vad som skrivs ut.`,

    'config-missing': ({ folder }) =>
      `Filen newsletter.yaml finns inte i mappen ${folder}. Gå till arbetsytans mapp eller ange den med -C.`,
    'config-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'config-unknown-key': ({ key, nearest }) => `”${key}” är ingen nyckel i newsletter.yaml.${meant(nearest)}`,
    'config-required': ({ key }) => `Nyckeln ”${key}” saknas. Lägg till den i newsletter.yaml.`,
    'config-value': ({ key, expected, value }) => `”${key}” är ”${value}”, men det ska vara ${expectation(expected)}.`,
    'unsubscribe-url-long': ({ length, limit }) =>
      `Länken för att avsluta prenumerationen har ${length} tecken med sin kod; en länk på över ${limit} tecken erbjuds inte i alla e-postprogram. Använd en kortare adress i unsubscribe.url.`,
    'smtp-password-in-url': ({ key }) =>
      `I ”${key}” står ett lösenord som andra kan läsa. Ta bort det och ange det med NEWSLETTER_SMTP_PASSWORD, smtp.passwordFile eller smtp.passwordCommand.`,
    'smtp-password-missing': ({ user }) =>
      `Inloggningen på servern görs som ”${user}”, men inget lösenord har angetts. Ange NEWSLETTER_SMTP_PASSWORD, smtp.passwordFile eller smtp.passwordCommand.`,
    'smtp-password-unreadable': ({ from, reason }) => `Lösenordet kunde inte läsas från ${from}: ${why(reason)}.`,
    'ca-file-unusable': ({ file }) =>
      `Filen ${file} (smtp.caFile) innehåller inga certifikat som går att läsa. Den ska vara en PEM-fil: text som börjar med -----BEGIN CERTIFICATE-----.`,
    'smtp-password-open': ({ file }) =>
      `Andra användare på den här datorn kan läsa lösenordet i filen ${file}. Förhindra det: chmod 600 ${file}`,
    'smtp-not-configured': () =>
      'Riktig e-post har skickats från den här arbetsytan, men nu är ingen SMTP-server angiven. Ange smtp.url eller NEWSLETTER_SMTP_URL, eller öva med --outbox.',
    'dkim-domain': ({ domain, from }) =>
      `Meddelandena skulle signeras för ${domain}, men avsändaren är ${from}, och en sådan signatur betyder ingenting för mottagarna. I dkim.domain ska stå ${from} eller en domän ovanför eller under den.`,
    'dkim-key-unreadable': ({ file, reason }) =>
      `DKIM-nyckeln ${file} kan inte läsas: ${why(reason)}. Om det inte finns någon ännu skapar newsletter dkim-key den.`,
    'rehearsal-unsigned': ({ file }) =>
      `Den här övningen signeras inte: DKIM-nyckeln ${file} kan inte användas på den här datorn. Ett riktigt utskick skulle avvisas.`,
    'dkim-key-open': ({ file }) =>
      `Andra användare på den här datorn kan läsa DKIM-nyckeln ${file} och signera e-post i ditt namn. Förhindra det: chmod 600 ${file}`,
    'dkim-key-unusable': ({ file, fault, bits }) => `${file} duger inte som DKIM-nyckel: ${DKIM_KEY_FAULTS[fault](bits)}`,
    'env-line': ({ name, fault }) => {
      if (fault === 'unclosed')
        return `Citattecknet efter ${name}= avslutas inte. Avsluta det, eller använd citattecken av annat slag.`;
      if (fault === 'after-quote')
        return `Det finns text efter det avslutande citattecknet för ${name}=. Välj citattecken som inte finns i värdet: ' eller " eller \`.`;
      return `Raden nämner ${name} men kan inte läsas. Skriv ${name}=värde, eller börja raden med # för att utelämna den.`;
    },
    'env-unknown': ({ name, nearest }) =>
      `newsletter känner inte till variabeln ${name}, så den har ingen verkan.${meant(nearest)}`,

    'file-unreadable': ({ file, reason }) => `${file} kan inte läsas: ${why(reason)}.`,
    'file-unwritable': ({ file, reason }) => `${file} kan inte skrivas: ${why(reason)}.`,
    'file-encoding': ({ encoding, isList }) => {
      const how = isList ? 'I Excel: ”Spara som”, ”CSV UTF-8”.' : 'I textredigeraren: spara med teckenkodningen UTF-8.';
      if (encoding === 'utf-16') return `Filen är i UTF-16. Spara den som UTF-8. ${how}`;
      return `Filen är inte i UTF-8 utan troligen i Latin-1, och dess å, ä och ö skulle gå förlorade. Spara den som UTF-8. ${how}`;
    },
    'file-not-text': ({ kind, isList }) => {
      const what = `Det här är ${FILE_KINDS[kind]}, inte en ${isList ? 'CSV-fil' : 'textfil'}.`;
      if (!isList) return `${what} Spara den som oformaterad text i UTF-8.`;
      return kind === 'excel' ? `${what} I Excel: ”Spara som”, ”CSV UTF-8”.` : `${what} Spara listan som CSV i UTF-8.`;
    },
    'text-mojibake': ({ written, meant: word, unit, others }) => {
      const what = word === null ? `”${written}” verkar förvanskat` : `”${written}” var troligen ”${word}”`;
      const places = unit === 'line' ? plural(others, 'annan rad', 'andra rader') : plural(others, 'annan cell', 'andra celler');
      return `${what}: text i UTF-8 har öppnats med fel teckenkodning och sparats. Rätta det här${others === 0 ? '' : ` och i ${places}`}.`;
    },
    'issue-not-found': ({ name, nearest, known }) =>
      `Nyhetsbrevet ”${name}” finns inte.${meant(nearest, known)} Nyhetsbreven är .md-filerna i mappen issues/.`,
    'issue-none': ({ folder }) => `I mappen ${folder} finns inget nyhetsbrev. Skriv ett där som en .md-fil.`,
    'issue-slug': ({ slug, name, fault, suggestion, taken }) => {
      if (fault === 'letters') {
        const why = `”${slug}” duger inte som namn på ett nyhetsbrev eller en nyhet: namnet får ha små bokstäver a–z, siffror och bindestreck.`;
        return `${why} Ge filen namnet ${suggestion}.md${taken === null ? '' : ` (${taken}.md är upptaget)`}.`;
      }
      const part = fault === 'ending' ? 'Ändelsen .md' : 'Språket';
      const rule = `${part} i ett filnamn skrivs med små bokstäver, till skillnad från i ${name}.`;
      if (taken === null) return `${rule} Ge filen namnet ${suggestion}.md.`;
      return `${rule} Men ${taken}.md är upptaget. Ta bort en av filerna eller ge den här namnet ${suggestion}.md.`;
    },

    'front-matter-missing': () =>
      'Nyhetsbrevet saknar filhuvud. Börja filen med en rad ---, sedan title:, date: och lists:, sedan en rad ---.',
    'front-matter-unclosed': () => 'Filhuvudet tar inte slut. Lägg till en rad --- efter den sista nyckeln.',
    'front-matter-language': ({ language }) =>
      `Ett filhuvud i ”${language}” godtas inte, och det har inte körts. Skriv bara --- på första raden och YAML under den.`,
    'front-matter-syntax': (fault) => YAML_FAULTS[fault.fault](fault),
    'front-matter-quotes': ({ key, suggestion }) =>
      `Värdet för ”${key}” börjar med en parentes, så YAML läser det som en lista eller som nycklar. Sätt det inom citattecken: ${suggestion}`,
    'front-matter-blank': ({ key }) =>
      `Nyckeln ”${key}” finns, men värdet har inget som syns för läsaren. Skriv värdet eller ta bort raden.`,
    'front-matter-colon': ({ key, suggestion }) =>
      `Kolonet i ”${key}” avslutar värdet i YAML. Sätt värdet inom citattecken: ${suggestion}`,
    'front-matter-cut': ({ key, value, suggestion }) =>
      value === ''
        ? `”${key}” är tomt, eftersom YAML läser text efter # som en kommentar. Sätt värdet inom citattecken: ${suggestion}`
        : `”${key}” slutar vid ”${value}”, eftersom # efter ett mellanslag börjar en kommentar i YAML. Sätt värdet inom citattecken: ${suggestion}`,
    'front-matter-unknown-key': ({ key, nearest }) => `”${key}” hör inte till filhuvudet.${meant(nearest)}`,
    'front-matter-required': ({ key, example }) => `Filhuvudet saknar ”${key}”. Skriv till exempel: ${example}`,
    'front-matter-value': ({ key, expected, value }) => `”${key}” är ”${value}”, men det ska vara ${expectation(expected)}.`,
    'date-impossible': ({ value }) => `Det finns ingen sådan dag eller tid: ${value}. Kontrollera den.`,
    'variant-language': ({ language, own, known, suggestion, taken }) => {
      if (language === own)
        return `Språkversionen är på samma språk som själva nyhetsbrevet (${own}). Ta bort den eller ge den ändelsen för ett annat språk: ${known.join(', ')}.`;
      const none = `Nyhetsbrevets språk kan vara ${known.join(', ')}; ”${language}” är inget av dem.`;
      if (taken !== null) return `${none} Det rätta namnet ${taken} är upptaget. Ta bort en av filerna.`;
      return suggestion === null ? `${none} Döp om filen.` : `${none} Ge filen namnet ${suggestion}.`;
    },
    'variant-alone': ({ file, nearest }) =>
      `${file} är en språkversion av ett nyhetsbrev eller en nyhet som inte finns, så ingenting görs av den.${meant(nearest)}`,
    'variant-unread': ({ language }) =>
      `Ingen på sändlistorna får den här språkversionen: ingen rad har ${language} i kolumnen ”language”. Kontrollera listornas språk.`,
    'language-without-variant': ({ language, count, own, variant }) =>
      `${plural(count, 'läsare', 'läsare')} vill ha ${tongue(language)} (${language}) men får ${tongue(own)}: ${variant === null ? 'nyhetsbrev kan bara vara på fi, sv och en' : `filen ${variant} finns inte`}.`,
    'variant-differs': ({ key, written, expected }) =>
      key === 'lang'
        ? `Språkversionens språk står i filens namn: det är ${expected}, inte ${written}. Ta bort raden.`
        : `I språkversionen är ${key} samma som i nyhetsbrevet${expected === '' ? '' : ` (${expected})`} och kan inte vara något annat (${written}). Ta bort raden.`,
    'subject-too-long': ({ length, limit }) =>
      `Ämnesraden har ${length} tecken; e-postprogrammen klipper av den, och en ämnesrad på över ${limit} tecken skickas inte. Ange en kortare med subject: i filhuvudet.`,

    'subject-form': ({ found }) =>
      `”${found}” i ämnesraden ser ut som bluff eller slarv och gör att färre brev kommer fram. Ta bort det.`,

    'issue-too-large': ({ size, limit }) =>
      `Nyhetsbrevet har ${formatNumber(size, LOCALE)} tecken; en fil på över ${formatNumber(limit, LOCALE)} tecken läses inte. Är det rätt fil?`,
    'line-too-long': ({ length, limit }) =>
      `Den här raden har ${formatNumber(length, LOCALE)} tecken; en rad på över ${formatNumber(limit, LOCALE)} tecken läses inte. Dela upp den i stycken.`,
    'nesting-too-deep': ({ quotations, lists }) =>
      `Här ligger citat inuti varandra på över ${quotations} nivåer, eller listor på över ${lists}. Är det något fel med indragen?`,
    'text-too-dense': ({ what, count, limit }) =>
      `${DENSE[what]}: ${formatNumber(count, LOCALE)}, och över ${formatNumber(limit, LOCALE)} läses inte. Har något annat än ett nyhetsbrev klistrats in här?`,
    'section-too-many': ({ count, limit }) =>
      `Nyhetsbrevet har ${formatNumber(count, LOCALE)} avsnitt; ett brev med över ${limit} avsnitt läses inte. Skriv ### för rubriker inne i ett avsnitt.`,

    'title-month': ({ key, written, date }) =>
      `I ${key === 'title' ? 'titeln' : 'ämnesraden'} står "${written}", men brevet är daterat ${formatDay(date, LOCALE)}. Är det kvar från ett tidigare brev? Rätta det ena.`,
    'subject-used': ({ slug, date }) =>
      `Brevet "${slug}" (${formatDay(date, LOCALE)}) har samma ämne. Läsarna kan tro att det är samma brev. Ge det ett annat ämne.`,
    'section-copied': ({ number, slug, earlier }) =>
      `Avsnitt ${number} är ord för ord avsnitt ${earlier} i "${slug}". Är det kvar från det brevet? Skriv om det eller ta bort det.`,
    'issue-copied': ({ slug }) => `Alla avsnitt är ord för ord desamma som i "${slug}". Kopierades brevet utan att skrivas om?`,

    'section-none': () => 'Nyhetsbrevet har inga avsnitt. Börja varje avsnitt med en rad som: ## 1. Rubrik',
    'variant-sections': ({ language, missing, extra }) =>
      `Avsnitten är inte desamma som i nyhetsbrevet: ${[
        ...(missing.length > 0 ? [`${listSome(missing)} saknas`] : []),
        ...(extra.length > 0 ? [`${listSome(extra)} finns bara här`] : []),
      ].join(', ')}. De som läser på språket ”${language}” skulle få ett annat brev; ge båda samma avsnitt.`,
    'section-number-repeated': ({ number, firstLine }) =>
      `Avsnittsnumret ${number} finns redan på rad ${firstLine}. Ge det här avsnittet nästa nummer.`,
    'section-number-gap': ({ missing, found }) =>
      `Avsnitt ${listSome(missing)} saknas före avsnitt ${found}. Numrera avsnitten utan luckor eller ta bort alla nummer.`,
    'section-number-order': ({ number, after }) =>
      `Avsnitt ${number} kommer efter avsnitt ${after}. Ordna avsnitten eller numrera om dem.`,
    'heading-too-high': ({ title }) =>
      `”${title}” är på huvudrubrikens nivå. Skriv ## för ett avsnitt och ### för en mellanrubrik.`,
    'heading-attribute': ({ attribute }) =>
      `${attribute} efter rubriken går inte att förstå. Skriv {contents="Kort namn"} eller {contents=no}.`,
    'heading-link': ({ title }) =>
      `Länken i rubriken ”${title}” utelämnas: en rubrik är bara ord, här och i innehållsförteckningen. Lägg länken i texten under den.`,
    'heading-skipped': ({ title, level, expected }) =>
      `”${title}” är en rubrik på nivå ${level}, men nästa nivå är ${expected}; den visas på nivå ${expected}. Skriv ${'#'.repeat(expected)} framför den.`,
    'more-misplaced': ({ where }) =>
      where === 'again'
        ? 'Det här avsnittet har redan <!-- more -->. Ta bort det ena.'
        : where === 'introduction'
          ? 'Inledningen finns i sin helhet i e-posten, så <!-- more --> gör ingenting där. Flytta det till ett avsnitt.'
          : '<!-- more --> delar av ett avsnitt, så det måste stå på en egen rad utanför listor, citat och block.',
    'more-without-archive': (missing) =>
      `Texten efter <!-- more --> finns bara på webbsidan, och det här brevet har ingen sida. ${noPage(missing, 'ta bort markeringen')}`,

    'markdown-leftover': ({ text, form }) => `Läsaren skulle se ”${text}” precis så som det är skrivet. ${LEFTOVERS[form]}`,
    'markdown-doubtful': ({ text, form }) => `Läsaren ser ”${text}” precis så som det är skrivet. ${LEFTOVERS[form]}`,
    'setext-heading': ({ title, isSection }) =>
      isSection
        ? `”${title}” blev ett avsnitt på grund av strecket under. Skriv ## framför en rubrik, eller lägg en tom rad ovanför strecket.`
        : `”${title}” ser ut som en mening, så den blir ingen rubrik och strecket blir en skiljelinje. Lägg en tom rad mellan dem. Framför en rubrik skrivs ##.`,
    'footnote-unused': ({ label, isAgain }) =>
      isAgain
        ? `Noten [^${label}] är skriven två gånger, och bara den första visas. Ge den här ett annat namn.`
        : `Texten har inget märke [^${label}], så noten visas inte. Skriv märket i texten, eller ta bort noten.`,
    'code-unclosed': ({ fence }) =>
      `Koden som börjar här är inte stängd, så allt under den skulle visas som kod. Lägg till en rad ${fence} under koden.`,
    'text-damaged': () => 'Tecknet \ufffd står här i stället för en bokstav som har gått förlorad. Skriv ordet på nytt.',
    'list-numbers': ({ written, first }) =>
      `Listan skulle räkna vidare från ${first} och inte så som det är skrivet (${listSome(written)}). Om det här är dagar eller år, skriv raden så att den inte börjar med en siffra; ett omvänt snedstreck före punkten hjälper också: ${first}\\.`,
    'table-cells': ({ cells, columns }) =>
      `Den här raden har ${plural(cells, 'cell', 'celler')} men tabellen ${plural(columns, 'kolumn', 'kolumner')}; resten skulle falla bort. Lägg till en kolumn i rubrikraden, eller skriv ett lodstreck inne i en cell som \\|.`,
    'definition-unused': ({ written }) =>
      `”${written}” läses som adressen till en länk som inte används, så det visas inte. Skriv ett omvänt snedstreck framför parentesen: \\[`,
    'heading-space': ({ written }) =>
      `”${written}” är ingen rubrik utan mellanslag efter #-tecknen och skulle synas precis så. Lägg till ett mellanslag.`,
    'raw-html': ({ tag, words }) =>
      `HTML-taggen <${tag}> utelämnas${words === '' ? '' : `, och orden i den också: ”${words}”`}. E-postprogram visar inte egen HTML väl. Skriv samma sak som Markdown.`,
    'directive-unknown': ({ name, nearest, known }) => `Blocket ”::: ${name}” finns inte.${meant(nearest, known)}`,
    'directive-stray': () =>
      'Det här ::: varken börjar eller avslutar något. Ta bort raden eller skriv blockets namn efter det, till exempel ::: event',
    'directive-unclosed': ({ name }) => `Blocket ”::: ${name}” tar inte slut. Lägg till en rad ::: efter det.`,
    'directive-line': ({ name, line, keys }) =>
      `I blocket ”::: ${name}” har raden ”${line}” inte formen ”nyckel: text”. Nycklar: ${keys.join(', ')}.`,
    'directive-key-unknown': ({ name, key, nearest }) => `”${key}” är ingen nyckel i blocket ”::: ${name}”.${meant(nearest)}`,
    'directive-key-missing': ({ name, key }) => `Blocket ”::: ${name}” saknar raden ”${key}: …”.`,
    'directive-argument': ({ name, argument }) =>
      `”::: ${name}” står ensamt på sin rad; ”${argument}” hör inte dit. Skriv det inne i blocket.`,
    'directive-empty': ({ name }) => `Blocket ”::: ${name}” är tomt. Fyll i det eller ta bort det.`,
    'button-content': () =>
      'En knapp är en länk och inget annat. Skriv den som [Vad som händer](https://…) och annan text utanför blocket.',
    'channels-line': ({ line }) =>
      `”${line}” är varken en kanal eller en hashtagg. Skriv Namn: [@konto](https://…), eller #hashtaggar på en egen rad.`,
    'contact-unreachable': ({ name }) =>
      `”${name}” har varken e-postadress eller telefonnummer, så ingen kan fråga. Lägg till något av dem efter ett kommatecken.`,
    'control-character': ({ codePoint }) =>
      `Här finns ett osynligt styrtecken (${codePoint}), troligen från inklistrad text. Ta bort det och skriv stället på nytt.`,

    'date-unreadable': ({ written }) =>
      `”${written}” går inte att tolka som ett datum: det visas som det är, och inget kan kontrolleras. Skriv till exempel tis 25.1.2022 kl. 15–17, 12–18.1.2022, vecka 4/2022 eller 2022-01-25 15:00; efter det får en anmärkning stå inom parentes.`,
    'date-far': ({ written, day }) =>
      `”${written}” tolkas som ${formatWeekday(day, LOCALE)}, nästan ett år framåt. Skriv ut året om du menar ett annat.`,
    'date-weekday': ({ written, day }) =>
      `”${written}” har fel veckodag eller fel datum: den dagen är ${formatWeekday(day, LOCALE)}. Rätta det som är fel.`,
    'date-backwards': ({ written }) => `”${written}” slutar innan det börjar. Rätta datumen eller klockslagen.`,
    'date-clock-change': ({ day, time, timezone }) =>
      `Klockan är aldrig ${time} den dagen (${day}, ${timezone}), eftersom klockan då ställs om till sommartid. Skriv en annan tid.`,
    'event-past': ({ title, day, date }) =>
      `”${title}” (${day}) är över redan före nyhetsbrevets datum, ${date}. Är årtalet rätt?`,
    'event-deadline': ({ title, deadline }) =>
      `Sista anmälningsdagen för ”${title}”, ${deadline}, infaller först efter evenemanget. Stämmer det?`,
    'event-id-taken': ({ id }) =>
      `Det här brevet har redan ett evenemang ”${id}”, enligt dess id eller rubrik. Ge det här ett annat id och behåll det.`,
    'event-id': ({ id, suggestion }) =>
      `”${id}” duger inte som id för ett evenemang: det får ha små bokstäver a–z, siffror och bindestreck. Skriv id: ${suggestion}`,

    'link-placeholder': ({ target, text }) =>
      text === ''
        ? `En länk leder ingenstans ännu (${target === '' ? 'tom' : target}). Skriv dit adressen.`
        : `Länken ”${text}” leder ingenstans ännu (${target === '' ? 'tom' : target}). Skriv dit adressen.`,
    'link-other-place': ({ says, leads, target }) =>
      `Läsaren ser ”${says}”, men länken leder till ${leads} (${target}). Det ser ut som bedrägeri. Gör dem lika, eller använd ord.`,
    'link-mistyped': ({ target, text, fault, suggestion }) =>
      `Länken ”${text}” har en felskriven adress (${target}): ${LINK_FAULTS[fault]}.${suggestion === null ? ' Skriv hela adressen.' : ` Skriv ${suggestion}`}`,
    'link-empty': ({ target }) => `Länken till ${target} har inga ord, så ingen kan se den. Skriv dem inom hakparenteserna.`,
    'link-forbidden': ({ target, scheme, suggestion }) =>
      `Länken ${target} godtas inte: ”${scheme}:” är inte tillåtet. Tillåtna är https, http, mailto och tel, och article: eller issue: framför ett namn.${suggestion === null ? '' : ` Menade du ${suggestion}?`}`,
    'link-relative': ({ target, suggestion }) =>
      suggestion === null
        ? `Länken ${target} saknar https:// i början, så från e-posten leder den ingenstans. Skriv hela adressen.`
        : `Länken ${target} är ingen hel adress, så från e-posten leder den ingenstans. Menade du ${suggestion}?`,
    'link-anchor-unknown': ({ target, nearest }) =>
      target.startsWith('#')
        ? `Ingen rubrik har ankaret ${target}.${meant(nearest)}`
        : `Sidan som ${target} leder till har ingen sådan rubrik på det språk som läsarna av det här får se den på.${meant(nearest)}`,
    'page-not-found': ({ target, kind, name, nearest }) =>
      `Länken ${target} leder ingenstans: filen ${kind === 'issue' ? 'issues' : 'articles'}/${name}.md finns inte.${meant(nearest && `${kind}:${nearest}`)}`,
    'page-not-public': ({ target, reason, date }) =>
      reason === 'errors'
        ? `Länken ${target} leder till en sida som inte publiceras på grund av felen i den. Rätta sidan eller ta bort länken.`
        : reason === 'draft'
          ? `Länken ${target} leder till ett utkast, som arkivet inte publicerar. Ta bort raden draft: true ur utkastet eller länken härifrån.`
          : reason === 'private'
            ? `Länken ${target} leder till ett brev som arkivet inte publicerar: alla dess listor är inte offentliga. Ta bort länken.`
            : reason === 'unlisted'
              ? `Länken ${target} leder till en olistad sida, och ingen offentlig sida får länka till den. Ta bort länken, eller unlisted: true från den sidan.`
              : `Länken ${target} leder till en sida som publiceras först ${date}, senare än den här. Ändra det ena datumet eller ta bort länken.`,
    'page-without-archive': ({ target }) =>
      `Länken ${target} leder till en sida i webbarkivet, men newsletter.yaml saknar archive.url. Lägg till den eller skriv en hel adress.`,
    'link-too-long': ({ target, length, limit }) =>
      `Länken ${target.slice(0, 60)}… har ${length} tecken; vissa e-postprogram klipper av en länk på över ${formatNumber(limit, LOCALE)} tecken. Använd en kortare.`,
    'link-vague': ({ text }) =>
      `”${text}” säger inte vart länken leder, och den som hör bara länken kan inte veta det. Nämn målet: [Läs mer om kampanjen](…).`,
    'image-alt-missing': ({ target }) =>
      `Bilden ${target} har inga ord för dem som inte ser den. Skriv dem inom hakparenteserna: ![Vad bilden visar](${target})`,
    'image-not-found': ({ folder, name, nearest }) =>
      `Bilden ${name} finns inte i mappen ${folder}/.${meant(nearest) || ' Lägg filen där.'}`,
    'image-path': ({ target, kind, folder, name }) => {
      if (kind === 'data')
        return `Bilden är skriven som data i texten (${target}), vilket många e-postprogram inte visar. Spara den som en fil i mappen ${folder}/ och skriv dess namn här.`;
      const what =
        kind === 'computer'
          ? `Bilden ${target} är en sökväg på den här datorn, som läsarna inte har.`
          : `Bilden ${target} är känd bara för programmet som den kopierades från.`;
      return `${what} Lägg filen i mappen ${folder}/ och skriv ${name ?? 'dess namn'} här.`;
    },
    'image-outside': ({ target, folder }) => `Bilden ${target} ligger utanför mappen ${folder}/. Flytta den dit.`,
    'image-remote': ({ target, folder }) =>
      `Bilden ${target} finns på webben, där den kan ändras eller försvinna. Lägg filen i mappen ${folder}/ och ange den här.`,
    'image-damaged': ({ target, damage }) => {
      const what = {
        empty: `Bildfilen ${target} är tom.`,
        cut: `Bildfilen ${target} slutar för tidigt, så en del av bilden saknas.`,
        unreadable: `Bildfilen ${target} är skadad och kan inte läsas.`,
      };
      return `${what[damage]} Spara eller hämta bilden på nytt.`;
    },
    'image-unsupported': ({ target, type }) =>
      `Bilden ${target} är ${type === '' ? 'ingen bild som går att läsa' : type.toUpperCase()}; bara PNG, JPEG och GIF visas i alla e-postprogram. Spara den som någon av dem.`,
    'image-too-large': ({ target, unit, size, limit }) => {
      const [has, most] = [size, limit].map((value) =>
        unit === 'bytes' ? formatBytes(value, LOCALE) : `${formatNumber(value, LOCALE)} bildpunkter`,
      );
      return `Bilden ${target} är på ${has}; med över ${most} får läsaren vänta. Spara den mindre: ett fotografi som JPEG, ungefär 1 200 bildpunkter brett.`;
    },
    'images-without-archive': () =>
      'images: linked kräver en webbadress där bilderna publiceras, men archive.url saknas. Lägg till den eller skriv images: embedded.',
    'file-not-found': ({ folder, name, nearest }) =>
      `Filen ${name} finns inte i mappen ${folder}/.${meant(nearest) || ' Lägg filen där.'}`,
    'file-outside': ({ target, folder }) => `Filen ${target} ligger utanför mappen ${folder}/. Flytta den dit.`,
    'file-too-large': ({ target, size, limit }) =>
      `Filen ${target} är på ${formatBytes(size, LOCALE)}; en fil på över ${formatBytes(limit, LOCALE)} publiceras inte. Gör den mindre.`,
    'file-without-archive': ({ target, ...missing }) =>
      `Filen ${target} hämtas från webbarkivet, men det här brevet har ingen sida där. ${noPage(missing, 'länka till filen där den finns på webben')}`,
    'logo-unusable': ({ file, reason }) =>
      `Logotypen ${file} kan inte användas: ${LOGO_REASONS[reason]}. Ange en PNG-, JPEG- eller GIF-bild på arbetsytan i organisation.logo.`,

    'preview-cannot-listen': ({ host, port, reason }) =>
      `Förhandsgranskningen kan inte öppnas på ${host}, port ${port}: ${why(reason)}. Välj en annan port med --port, eller utelämna den: då tas den första lediga.`,
    'archive-locked': ({ pid, host }) =>
      `En annan körning av newsletter archive pågår (process ${pid} på datorn ${host}). Vänta tills den är klar och kör igen vid behov.`,
    'archive-name-taken': ({ slug }) =>
      `Arkivet har en egen sida på adressen ${slug}/, så inget annat kan heta så. Ge filen ett annat namn.`,
    'archive-without-url': () =>
      'newsletter.yaml saknar archive.url, så flöden, webbplatskarta och permanenta adresser utelämnas. Lägg till den eller ange adressen med --base-url.',
    'archive-page-missing': ({ address, reason, isShown, opens }) =>
      `Meddelandet ${isShown ? 'visar bilden' : 'länkar till'} ${address}, som inte svarar (${why(reason)}). ${opens === null ? 'Kör newsletter archive och publicera dist/archive/ innan du skickar.' : opensOn(opens)}`,
    'archive-page-refused': ({ address, reason, opens }) =>
      `Meddelandet länkar till ${address}, som inte svarar (${why(reason)}), och archive.missing: refuse stoppar utskicket. ${opens === null ? 'Kör newsletter archive, publicera dist/archive/ och skicka igen.' : opensOn(opens)}`,
    'archive-image-missing': ({ address, reason, opens }) =>
      `Meddelandet visar bilden ${address}, som inte svarar (${why(reason)}). Läsarna skulle se en tom ram. ${opens === null ? 'Kör newsletter archive, publicera dist/archive/ och skicka igen.' : opensOn(opens)}`,
    'page-dated-ahead': ({ date }) =>
      `Sidans datum ${date} ligger framåt i tiden. Sidan är kvar i arkivet, eftersom den redan är publicerad eller brevet redan har skickats. Skriv draft: true om den ska tas bort.`,
    'issue-draft': () =>
      'Det här är ett utkast (draft: true). Det skickas inte, och arkivet publicerar det inte. Ta bort raden när brevet är klart.',
    'send-draft': () =>
      'Brevet är ett utkast (draft: true), så det skickas inte till någon. Ta bort raden när brevet är klart. En testkopia går bra: --test',
    'sent-differs': ({ since }) =>
      `Texten är inte den som skickades ${since}, och de som läser det skickade brevet får inte veta det. Berätta i filhuvudet vad som rättades: corrections: [{ ${since}: … }]`,
    'hole-public': ({ name }) =>
      `På webbsidan fyller ingen i {{${name}}}, och i dess ställe står ”…”. Ge det ett standardvärde: {{${name}|…}}`,

    'hole-malformed': ({ text }) =>
      `${text} är inget fält. Skriv {{kolumn}} eller {{kolumn|standardvärde}}, eller markera det som kod om det ska synas som det är.`,
    'hole-unknown': ({ name, nearest, columns }) =>
      `Ingen av brevets sändlistor har kolumnen ”${name}”.${meant(nearest, columns)} Rätta namnet eller ge ett standardvärde: {{${name}|…}}`,
    'hole-fallback-only': ({ name, nearest }) =>
      `Ingen av brevets sändlistor har kolumnen ”${name}”, så alla får standardvärdet.${meant(nearest)}`,
    'hole-empty': ({ name, address, others }) =>
      `Kolumnen ”${name}” är tom för ${address}${others > 0 ? ` och på ${plural(others, 'annan rad', 'andra rader')}` : ''}. Fyll i den eller ge ett standardvärde: {{${name}|…}}`,
    'hole-link': ({ name, value, address }) =>
      `I kolumnen ”${name}” för ${address} står ”${value}”, som borde vara en länk. Skriv hela adressen med https:// i början.`,

    'list-outside': ({ list, file }) =>
      `Sändlistan ”${list}” läses inte: ${file} ligger utanför den här mappen eller bakom en länk. Om det är meningen, skriv outside: true för listan i newsletter.yaml.`,
    'list-unknown': ({ list, nearest, known }) => `Sändlistan ”${list}” finns inte i newsletter.yaml.${meant(nearest, known)}`,
    'list-empty': ({ list }) => `Sändlistan ”${list}” har inga rader. Lägg till minst en adress under rubrikraden.`,
    'list-syntax': ({ reason }) => `Sändlistan kan inte läsas som CSV: ${reason}. Granska citattecknen på den här raden.`,
    'list-no-email-column': ({ columns, candidate }) =>
      candidate === null
        ? `Sändlistan saknar kolumnen ”email” (kolumner: ${listSome(columns, 12)}). Första raden ska namnge kolumnerna.`
        : `Sändlistan saknar kolumnen ”email”. Är det ”${candidate}”? Döp om den till email.`,
    'list-duplicate-header': ({ header }) => `Sändlistan har två kolumner som heter ”${header}”. Döp om eller ta bort den ena.`,
    'list-reserved-header': ({ header }) => `En kolumn kan inte heta ”${header}”. Ge den ett annat namn.`,
    'list-header-ambiguous': ({ standard, read, others }) =>
      `Flera kolumner kan vara ”${standard}”. Den som läses är ”${read}”; inte lästa: ${listSome(others)}. Döp om eller ta bort de andra.`,
    'list-language-column': ({ column, example }) =>
      `Kolumnen ”${column}” verkar innehålla språk (”${example}”), men de läses inte. Döp om den till ”language”.`,
    'list-columns': ({ expected, found }) =>
      `Raden har ${plural(found, 'cell', 'celler')}, rubrikraden ${expected}. Sätt cellen inom citattecken om skiljetecknet ingår i den.`,
    'list-address': ({ address, reason }) =>
      `”${address}” är ingen e-postadress: ${sv.addressFaults[reason]}. Rätta den eller ta bort raden.`,
    'list-address-not-ascii': ({ address }) =>
      `${address} har bokstäver före @-tecknet som inte alla servrar tar emot. Om vår inte gör det hoppas adressen över, och det rapporteras.`,
    'list-control-character': ({ column }) => `I kolumnen ”${column}” finns ett osynligt styrtecken. Skriv cellen på nytt.`,
    'list-cell-error': ({ column, value }) =>
      `Cellen i kolumnen ”${column}” är ${value}, ett formelfel från ett kalkylprogram. Rätta formeln eller skriv värdet, och spara listan på nytt.`,
    'list-letter-lost': ({ column, value }) =>
      `En bokstav har gått förlorad i kolumnen ”${column}”: ”${value}”. Skriv cellen på nytt.`,
    'list-language': ({ language, address, others, own }) =>
      `”${language}” (${address}${others > 0 ? ` och ${others} till` : ''}) är inte ett enda språk som newsletter känner till. Det läses som brevets eget: ${tongue(own)}. Skriv fi, sv eller en.`,
    'list-duplicate-address': ({ address, first }) =>
      `${address} finns redan i ${first}; den får ett enda brev, med uppgifterna på den raden.`,
    'list-more': ({ code, count }) =>
      `Sändlistan har samma problem (${code}) ${count} ${count === 1 ? 'gång' : 'gånger'} till; bara de första nämns.`,

    'list-lost': ({ list, file, loss, reason, left }) =>
      `${LIST_LOSSES[loss](list, file, reason)} Ingen räknas som borttagen från listan eller tillagd på den.${
        left > 0 ? ` Alla mottagare som är kvar (${formatNumber(left, LOCALE)}) får ändå brevet.` : ''
      }`,

    'theme-unknown': ({ theme, nearest, known }) => `Temat ”${theme}” finns inte i mappen templates/.${meant(nearest, known)}`,
    'theme-syntax': ({ reason }) => `Temat kan inte användas: ${reason}`,
    'theme-outside': ({ file }) => `${file} leder ut ur temats mapp. Lägg själva filen där.`,
    'theme-token-missing': ({ token }) => `Temat saknar ${token}. Lägg till den; variablerna räknas upp i docs/themes.md.`,
    'theme-token-unknown': ({ token, nearest }) => `Ett tema har ingen variabel ${token}.${meant(nearest)}`,
    'theme-token-value': ({ token, value, expected }) => `${token} är ”${value}”, men det ska vara ${expectation(expected)}.`,
    'theme-loses-text': ({ words }) =>
      `Temat utelämnar ord ur nyhetsbrevet: ${listSome(words, 8)}. Saknas en sluttagg som </mj-text> i någon av dess filer?`,
    'theme-without-unsubscribe': ({ part }) =>
      `Temats ${part === 'html' ? 'e-post' : 'textdel'} saknar {{unsubscribe.link}}, så ingen skulle kunna lämna sändlistan. Lägg till det i sidfoten.`,
    'theme-forbidden': ({ found }) =>
      `Temat för in ${found} i e-posten; det kan köra något eller hämta något som avslöjar läsaren. Ta bort det.`,
    'theme-contrast': ({ scheme, foreground, background, ratio, needed }) =>
      `I ${scheme === 'light' ? 'ljust' : 'mörkt'} läge är kontrasten mellan ${foreground} och bakgrunden ${background} ${formatNumber(ratio, LOCALE)} : 1, och för att alla ska kunna läsa behövs ${formatNumber(needed, LOCALE)} : 1. Gör den ena mörkare eller den andra ljusare.`,

    'html-large': ({ size, limit, sections, hasPage }) =>
      `E-postens HTML-del är på ${formatBytes(size, LOCALE)}. Över ${formatBytes(limit, LOCALE)} skickas den inte, eftersom Gmail klipper av den. ${shorten(sections, hasPage)}`,
    'html-too-large': ({ size, limit, sections, hasPage }) =>
      `E-postens HTML-del är på ${formatBytes(size, LOCALE)}, och gränsen är ${formatBytes(limit, LOCALE)}. Gmail skulle klippa av den, och med den länken för att avsluta prenumerationen. ${shorten(sections, hasPage)}`,
    'message-heavy': ({ size, limit, images }) =>
      `Meddelandet är på ${formatBytes(size, LOCALE)} med sina bilder (${images}). Telefoner laddar det långsamt, och över ${formatBytes(limit, LOCALE)} skickas det inte. Använd färre eller mindre bilder, eller images: linked.`,
    'message-too-heavy': ({ size, limit, images }) =>
      `Meddelandet är på ${formatBytes(size, LOCALE)} med sina bilder (${images}), och gränsen är ${formatBytes(limit, LOCALE)}. Många servrar tar inte emot större. Använd färre eller mindre bilder, eller images: linked.`,

    'send-refused': ({ errors }) =>
      `Inget skickades: först måste ${plural(errors, 'fel', 'fel')} rättas. newsletter check visar dem igen.`,
    'test-address': ({ address, reason }) => `Ett test kan inte skickas till adressen ”${address}”: ${sv.addressFaults[reason]}.`,
    'test-suppressed': ({ address, reason, since, timezone }) =>
      `Inte ens ett test får skickas till ${address}: ${reason} (${formatTime(since, LOCALE, timezone)}). Häv spärren: newsletter subscribers unsuppress ${address}`,
    'address-invalid': ({ address, reason }) => `”${address}” är ingen e-postadress: ${sv.addressFaults[reason]}.`,
    'only-unknown': ({ address, nearest }) => `${address} hör inte till det här brevets mottagare.${meant(nearest)}`,
    'only-not-due': ({ address, state }) =>
      `Inget skickas nu till ${address}, eftersom mottagarens läge är: ${sv.states[state]}.`,
    'to-unknown': ({ slug, nearest, known }) =>
      `Brevet ”${slug}” har aldrig skickats från den här arbetsytan, så ingen har fått det.${meant(nearest, known)}`,
    'to-nobody': ({ slug, states }) =>
      `Ingen mottagare av ”${slug}” har läget: ${states.map((state) => sv.states[state]).join(' eller ')}. Se newsletter status ${slug}`,
    'audience-changed': ({ frozen, asked }) =>
      `Utskicket påbörjades till ${frozen === 'lists' ? 'brevets sändlistor' : `mottagarna ${frozen}`} och kan inte längre gå till ${asked === 'lists' ? 'brevets sändlistor' : `mottagarna ${asked}`}. Ge brevet ett annat filnamn.`,
    'suppress-unlisted': ({ address, nearest }) =>
      `${address} finns inte på någon sändlista. Den spärrades ändå.${meant(nearest)}`,
    'status-csv-of-one': () =>
      'En CSV-rapport gäller ett enda nyhetsbrev. Ange det: newsletter status 2022-01-jarjestot --csv rapport.csv',
    'at-invalid': ({ value }) =>
      `”${value}” är ingen tid. Skriv 09:00 (i dag) eller "2022-01-26 09:00" eller "26.1.2022 09:00"; tidszonen står i newsletter.yaml.`,
    'at-past': ({ time }) =>
      `Tiden ${time} passerades för över en timme sedan; inget skickades. Ange en senare tid med datum, eller skicka genast utan --at.`,
    'issue-dated-ahead': ({ date, days, hasPage }) =>
      `Brevet är daterat ${formatDay(date, LOCALE)}, ${plural(days, 'dag', 'dagar')} efter dagen då det skickas.${
        hasPage ? ' Webbsidan publiceras först då, så länkar till den leder ingenstans innan dess.' : ''
      } Ändra datumet, eller skicka senare med --at.`,
    'confirmation-needed': ({ count }) =>
      `Inget skickades: ${recipients(count)} måste bekräftas, och det finns ingen terminal att fråga i. Lägg till --confirm ${count}.`,
    'confirmation-wrong': ({ given, count }) => `Inget skickades: ”${given}” är inte antalet mottagare, ${count}.`,
    'confirmation-declined': ({ count }) => `Inget skickades (${recipients(count)}). Börja om när allt är klart.`,
    'send-locked': ({ pid, host, since, timezone }) =>
      `Det här brevet skickas redan av process ${pid} på datorn ${host}, sedan ${formatTime(since, LOCALE, timezone)}. Vänta, eller stoppa den med Ctrl-C i fönstret där den körs.`,
    'workspace-gone': ({ folder }) =>
      `Arbetsytan finns inte längre i ${folder}: den har flyttats, bytt namn eller raderats. Inget skickades. Skicka igen på dess nya plats.`,
    'workspace-moved': ({ folder, state }) =>
      `Arbetsytan finns inte längre i ${folder}: den flyttades, bytte namn eller raderades under den här körningen. Ingen rapport skrevs. ${
        state === ''
          ? 'Den här övningen skickade till ingen.'
          : `Liggaren flyttade med och vet vem som har fått brevet. Uppgiften bredvid brevet är från en tidigare stund, och dess kopia ligger kvar i ${state}. Kör newsletter send på den nya platsen: det uppdaterar uppgifterna och skickar inte till någon två gånger. Om liggaren raderades, återställ den först från en säkerhetskopia.`
      }`,
    'ledger-missing': ({ trace }) =>
      `E-post har skickats från den här arbetsytan (enligt ${trace}), men journalen över utskicken är borta, så ingen vet vem som har fått den. Återställ .newsletter/ från en säkerhetskopia eller från datorn som skickade. Bara om det får skickas till alla igen: --new-ledger.`,
    'ledger-other': ({ trace }) =>
      `${trace} säger att det här brevet skickades med en annan journal, så den här vet inte vem som har fått det. Skicka där den journalen finns eller hämta den hit. Bara om det får skickas till alla igen: --new-ledger.`,
    'ledger-older': ({ trace, traced, found }) =>
      `Journalen är en äldre kopia (körning ${found}, men ${trace} känner till körning ${traced}), så den vet inte om alla som har fått brevet. Återställ den nyaste. Bara om det får skickas till några igen: --new-ledger.`,
    'ledger-damaged': ({ file, reason }) =>
      `Journalen ${file} är skadad (${reason}). Inget skickades. Återställ den från en säkerhetskopia.`,
    'ledger-foreign': ({ file }) => `${file} är ingen journal från newsletter. Inget skickades. Se ”ledger:” i newsletter.yaml.`,
    'ledger-newer': ({ file, version }) =>
      `Journalen ${file} har skrivits av en nyare newsletter (version ${version}). Uppdatera den här.`,
    'ledger-changed': ({ file }) =>
      `Journalen ${file} har kommit tillbaka sedan utskicket planerades utan den. Inget skickades. Kör send igen: den körningen följer journalen.`,
    'ledger-on-network': ({ file, kind }) =>
      `Journalen ${file} skulle ligga på en nätverksdisk (${kind}), där inget hindrar två datorer från att skicka samtidigt eller en anteckning från att gå förlorad. Ange i newsletter.yaml en sökväg på den här datorns egen disk för ”ledger:”, till exempel ledger: /var/lib/newsletter/ledger.db`,
    'suppressions-lost': () =>
      'Den gamla journalen kan inte läsas, och spärrlistan fanns i den: ingen vet längre vem det inte får skickas till. Återställ en säkerhetskopia eller spärra adresserna på nytt.',
    'ledger-write-failed': ({ reason }) =>
      `Journalen kunde inte skrivas (${why(reason)}), så inget mer skickades. Frigör utrymme på disken och kör send igen: det fortsätter där det slutade.`,
    'trace-unreadable': ({ reason }) =>
      `Den här filen berättar vad som har skickats men kan inte läsas: ${why(reason)}. Återställ den från versionshanteringen.`,
    'trace-copy-broken': ({ reason, original }) =>
      `Den här kopian av uppgiften om skickade brev är trasig: ${why(reason)}. Kopiera ${original} över den. Om den filen också saknas, återställ båda från en säkerhetskopia.`,
    'trace-inaccessible': ({ file, reason, isState }) =>
      `${file} kan inte läsas: ${why(reason)}. Där kan finnas uppgifter om skickade brev. ${
        isState ? 'Ge dig själv läsrätt, eller ange en egen mapp i XDG_STATE_HOME.' : 'Ge dig själv läsrätt.'
      }`,
    'trace-unwritable': ({ file, reason }) =>
      `Inget skickades: filen ${file}, som hindrar att det skickas två gånger till alla, kan inte skrivas (${why(reason)}).`,
    'trace-copy-unwritable': ({ file, reason }) =>
      `Spårets andra exemplar, ${file}, kan inte skrivas (${why(reason)}). Det första finns bredvid brevet.`,
    'sources-changed': ({ changed, since, left, timezone }) =>
      `Inget skickades: sedan utskicket började (${formatTime(since, LOCALE, timezone)}) har det här ändrats: ${changed.map((name) => SOURCES[name] ?? name).join(', ')}. ${
        left > 0
          ? `${recipients(left)} återstår. Skicka den ursprungliga texten till dem med --as-started, den nya med --with-changes. Eller ångra ändringarna.`
          : 'Ingen återstår; ge en ny text ett nytt filnamn.'
      }`,
    'recipients-removed': ({ addresses, others }) => `Inte längre på sändlistan, hoppas över: ${listSome(addresses, 5, others)}.`,
    'recipients-added': ({ addresses, others }) =>
      `Kom till sändlistan efter att utskicket började, får inget: ${listSome(addresses, 5, others)}. Skicka också till dem med --include-new.`,
    'recipients-changed': ({ addresses, others }) =>
      `Ändrade på sändlistan sedan utskicket började; de gamla uppgifterna används: ${listSome(addresses, 5, others)}. Använd de nya med --with-changes.`,
    'recipients-suppressed': ({ addresses, others }) => `Spärrade, hoppas över: ${listSome(addresses, 5, others)}.`,
    'secret-missing': ({ file }) =>
      `${file}, som meddelandenas id görs av, är borta eller tom. Återställ den från en säkerhetskopia eller ange NEWSLETTER_SECRET.`,
    'content-sent-before': ({ slug }) =>
      `Samma text har redan skickats med namnet ”${slug}”. Med ett annat namn skulle alla få den två gånger.`,
    'smtp-unreachable': ({ server, reason }) =>
      `E-postservern ${server} går inte att nå: ${why(reason)}. Ingen har fallit bort. Kör send igen när servern svarar: det fortsätter där det slutade.`,
    'smtp-insecure': ({ server, fault, reason }) =>
      `Ingen skyddad anslutning till ${server}: ${TLS_FAULTS[fault](reason)} Lösenordet skickades inte, och ingen mottagare har fallit bort.`,
    'smtp-login-refused': ({ server, user, reply }) =>
      `${server} godkände inte användarnamnet ”${user}”: ${sv.reply(reply)}. Kontrollera användarnamnet och lösenordet och kör send igen.`,
    'smtp-refuses-everyone': ({ reply, count }) =>
      `Körningen stoppades: servern avvisade ${recipients(count)} i följd med svaret ”${sv.reply(reply)}”, vilket tycks gälla oss och inte dem. De är i kö igen. Fråga serverns administratör och kör sedan send igen.`,
    'message-too-large': ({ server, size, limit }) =>
      `Inget skickades: meddelandet är på ${formatBytes(size, LOCALE)}, och ${server} tar emot högst ${formatBytes(limit, LOCALE)}. Gör bilderna mindre.`,
    'report-unwritable': ({ file, reason }) =>
      `Rapporten ${file} kunde inte skrivas (${why(reason)}). Allt finns i journalen; newsletter status visar det.`,
  },

  states: {
    accepted: 'mottagen',
    deferred: 'uppskjuten',
    rejected: 'avvisad',
    unknown: 'oklar',
    skipped: 'överhoppad',
    queued: 'i kö',
    attempting: 'på väg',
  },
  counts: (counts) =>
    listCounts(counts, LOCALE, (state, count) => (count === 1 ? sv.states[state] : (PLURALS[state] ?? sv.states[state]))),
  csvDelimiter: ';',
  bytes: (bytes) => formatBytes(bytes, LOCALE),
  reply: (reply) => REPLIES.reduce((words, [english, swedish]) => words.replace(english, swedish), reply),
  time: (iso, timezone) => formatTime(iso, LOCALE, timezone),

  check: {
    summary: (issues, articles, errors, warnings) => {
      const news = articles === 0 ? [] : [plural(articles, 'nyhet', 'nyheter')];
      const letters = issues === 0 && articles > 0 ? [] : [plural(issues, 'nyhetsbrev', 'nyhetsbrev')];
      const checked = `Kontrollerat ${[...letters, ...news].join(' och ')}`;
      if (errors + warnings === 0) return `${checked}: inget att rätta.`;
      return `${checked}: ${plural(errors, 'fel', 'fel')}, ${plural(warnings, 'varning', 'varningar')}.`;
    },
  },
  build: { issue: (slug, lang) => `Sammanställt ${slug} (${lang}):` },
  archive: {
    leftOut: (path, left) =>
      `${left.reason === 'later' ? 'Inte publicerad ännu' : 'Inte publicerad'}: ${path} (${whyLeftOut(left)})`,
    nothing: (counts) =>
      counts.length === 0
        ? 'Ingen sida är publicerad: det finns inga brev och inga artiklar.'
        : `Ingen sida är publicerad: ${counts.map(([reason, count]) => `${formatNumber(count, LOCALE)} ${LEFT_OUT[reason]}`).join(', ')}.`,
    makePublic: (list) =>
      `Ingen lista är offentlig. Skriv archive: public under lists.${list} i newsletter.yaml om breven på listan ${list} ska publiceras.`,
    withErrors: (path) => `Publicerad med sina fel, eftersom sidan redan var offentlig: ${path}`,
    removed: (path) => `Borttagen: ${path}`,
    moreRemoved: (count) => `… och ${plural(count, 'annan borttagen', 'andra borttagna')}`,
    left: (path) => `Publiceras inte längre, men någon har ändrat den, så den får vara kvar: ${path}. Ta bort den för hand.`,
    interrupted: 'Avbrutet innan något skrevs.',
    summary: (pages, written, removed, unchanged) =>
      `Publicerat ${plural(pages, 'sida', 'sidor')}: ${plural(written, 'fil skriven', 'filer skrivna')}, ${plural(removed, 'borttagen', 'borttagna')}, ${plural(unchanged, 'oförändrad', 'oförändrade')}.`,
    where: (file, address) =>
      `Se resultatet genom att öppna ${file}${address === null ? '' : ` och publicera mappen på ${address}/`}.`,
  },

  preview: {
    started: (address) => `Förhandsgranskning: ${address}`,
    howToEnd: 'Skriv och spara; sidan uppdateras av sig själv. Ctrl-C avslutar förhandsgranskningen.',
    running: (address) => `En förhandsgranskning av den här arbetsytan är redan igång: ${address}`,
    openToOthers:
      'Andra i nätverket kan öppna förhandsgranskningen med länken nedan, som fungerar en gång. Den är inte krypterad: den som lyssnar på vägen kan läsa med.',
    nextToken: (address) => `Länken är använd. Nästa: ${address}`,
    ended: 'Förhandsgranskningen är avslutad.',
  },

  send: {
    rehearsal: 'Övning: meddelandena läggs i mappen outbox, och ingen får e-post.',
    server: (name, isPlain, hasLogin) =>
      `Server: ${name}${isPlain ? `, utan TLS-skydd: e-posten${hasLogin ? ' och lösenordet' : ''} kan läsas på vägen` : ''}`,
    real: (from, lists) => `Riktigt utskick, avsändare ${from}, sändlistor: ${lists.join(', ') || '–'}.`,
    reading: (rows, perSecond) => `Läser sändlistorna: ${formatNumber(rows, LOCALE)} rader, ${formatNumber(perSecond, LOCALE)}/s`,
    plan: (due, total, isResumed) =>
      `Nu ${recipients(due)}, sammanlagt ${total} i ${isResumed ? 'det påbörjade utskicket' : 'planen'}.`,
    listOutside: (file) => `En lista från utanför den här mappen: ${file}`,
    byLanguage: (languages) => {
      const parts = Object.entries(languages).map(([code, count]) => `${tongue(code)} ${formatNumber(count, LOCALE)}`);
      return `Per språk: ${parts.join(', ')}.`;
    },
    audience: (states, slug) =>
      `Bara de mottagare av ${slug} som har läget: ${states.map((state) => sv.states[state]).join(' eller ')}; inga sändlistor.`,
    perhapsTwice: (count) => `Av dem kan ${recipients(count)} få brevet en andra gång (--resend-unknown).`,
    before: (counts) => `Hittills: ${counts}.`,
    question: (count) => `Skriv ${count}, så börjar utskicket (${recipients(count)}): `,
    progress: (done, total, perSecond, left) =>
      `${formatNumber(done, LOCALE)} / ${formatNumber(total, LOCALE)}, ${formatNumber(perSecond, LOCALE)}/s${left === null ? '' : `, ${formatSeconds(left, LOCALE)} kvar`}`,
    unreachable: (server, reason) => `${server}: ${why(reason)}.`,
    waiting: (why, seconds) => `${why} Nytt försök om ${formatSeconds(seconds, LOCALE)}; Ctrl-C stoppar.`,
    retrying: (count, seconds) =>
      `Väntar: servern bad oss försöka senare med ${recipients(count)}; nytt försök om ${formatSeconds(seconds, LOCALE)}. Ctrl-C stoppar; nästa körning fortsätter.`,
    stopping:
      'Stoppar. De meddelanden som redan är på väg skickas färdigt. Ctrl-C en gång till avslutar genast; de som är på väg blir då oklara.',
    summary: summaryInWords,
    orphaned: 'programmet avslutades innan servern svarade',
    removedFromList: 'inte längre på sändlistan',
    testMark: 'TEST: ',
    suppressedAs: 'spärrad',
    needsUtf8: 'adressen har bokstäver som vår server inte tar emot (ingen SMTPUTF8)',
    waitingUntil: (time, left) =>
      left <= 0
        ? `${time} har redan passerats, men för mindre än en timme sedan: utskicket börjar nu.`
        : `Utskicket börjar ${time}, om ${formatSeconds(left, LOCALE)}. Programmet måste vara i gång: låt fönstret vara öppet och datorn vaken. Ctrl-C avbryter.`,
  },

  status: {
    nothingSent: 'Inget har skickats från den här arbetsytan ännu.',
    notSent: (slug) => `Brevet ${slug} har inte skickats ännu.`,
    rehearsal: 'Övning: de här lades i mappen outbox; ingen fick e-post.',
    rehearsals: (slug, counts) => `Övning ${slug}, ingen fick e-post: ${counts}`,
    csvWritten: (file, rows) => `Skrev ${plural(rows, 'rad', 'rader')} till filen ${file}.`,
    whatNext,
    domains: 'Per domän:',
    more: (domains) => `och ${plural(domains, 'annan domän', 'andra domäner')}`,
    replies: 'Orsaker för dem som inte har fått brevet:',
    runs: 'Körningar:',
    texts: 'Texten ändrades mitt i utskicket:',
    text: (number, accepted) => `text ${number}: ${recipients(accepted)}`,
    run: ({ startedAt, endedAt, attempted, accepted, elapsed }, zone, isLast) => {
      const began = formatTime(startedAt, LOCALE, zone);
      if (endedAt === null) return `${began}  ${isLast ? 'pågår fortfarande eller har avbrutits' : 'avbröts'}`;
      return `${began}  försök till ${recipients(attempted)}, servern tog emot ${accepted}, tid ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}`;
    },
  },

  dkim: {
    made: (file) =>
      `Nyckeln har skapats: ${file}. Håll den utanför versionshanteringen men med i säkerhetskopiorna; ingen annan får ha den.`,
    there: (file) => `Nyckeln finns redan, och ingen ny skapades: ${file}.`,
    publish: (domain) => `Publicera den här posten av typen TXT i DNS för ${domain}:`,
    name: 'Namn:',
    value: 'Värde:',
    zone: 'Detsamma som en rad i en zonfil:',
    configure: 'När posten syns i DNS, och inte tidigare, ska det stå i newsletter.yaml:',
    configured: 'newsletter.yaml anger den här nyckeln.',
    rsaFirst:
      'En Ed25519-nyckel används bara bredvid en RSA-nyckel, eftersom många mottagare inte känner till något annat: skapa den först, med newsletter dkim-key.',
  },

  subscribers: {
    suppressed: (address, reason, at, zone) => `${address}  spärrad ${formatTime(at, LOCALE, zone)}: ${reason}`,
    already: (address, reason, at, zone) => `${address}  var redan spärrad ${formatTime(at, LOCALE, zone)}: ${reason}`,
    unsuppressed: (address) => `${address}  e-post får skickas dit igen`,
    notSuppressed: (address) => `${address}  är inte spärrad`,
    none: 'Spärrlistan är tom.',
    byPerson: 'ingen orsak angiven',
    byBounce: 'servern säger att adressen inte finns',
  },

  help: {
    titles: {
      'Usage:': 'Användning:',
      'Arguments:': 'Argument:',
      'Global Options:': 'Gemensamma alternativ:',
      'Options:': 'Alternativ:',
      'Commands:': 'Kommandon:',
    },
    program: 'Skriver, kontrollerar och skickar ett nyhetsbrev och för bok över mottagarna.',
    version: 'visa versionen',
    help: 'visa den här hjälpen',
    examples: 'Exempel:',
    directory: 'arbeta i den här mappen i stället för i den nuvarande',
    json: 'skriv ut JSON för skript; meddelanden till människor går till stderr',
    issue: 'ett nyhetsbrev: dess namn eller .md-filens sökväg',
    issues: 'nyhetsbrev enligt namn eller sökväg; utan dem hela issues/',
    check: 'hitta allt som inte borde skickas',
    checkExamples:
      '  newsletter check                                                alla nyhetsbrev och nyheter\n' +
      '  newsletter check 2021-12-jarjestot\n' +
      '  newsletter check articles/naapuruston-lainaamo.md\n' +
      'Returkoder: 0 inget hindrar ett utskick; 1 fel hittades; 2 kommandoraden eller newsletter.yaml.',
    build: 'skapa e-post av ett nyhetsbrev och dess språkversioner (HTML, text, .eml) i mappen dist/',
    buildExamples: '  newsletter build 2021-12-jarjestot\n  newsletter build issues/2021-12-jarjestot.md --json',
    archive: 'skapa det offentliga webbarkivet i mappen dist/archive/: sidor, index, flöden, kalender, sökning',
    archiveExamples:
      '  newsletter archive                                              det som är offentligt i dag\n' +
      '  newsletter archive --base-url https://letters.example.org       för en annan adress än archive.url\n' +
      'Ett nyhetsbrev publiceras från och med sitt datum, skickat eller inte, om där inte står draft: true. Bara det ändrade skrivs.\n' +
      'Returkoder: 0 klart; 1 fel hittades (en ny sida med fel utelämnas); 2 kommandoraden eller newsletter.yaml;\n' +
      '75 en annan körning pågår; 130 avbrutet.',
    baseUrl: 'arkivets adress (https://…), för flöden och permanenta adresser',
    preview: 'visa nyhetsbrev i webbläsaren medan de skrivs',
    previewExamples:
      '  newsletter preview                                              alla nyhetsbrev, i webbläsaren\n' +
      '  newsletter preview 2021-12-jarjestot                            det här\n' +
      '  newsletter preview --no-open --port 8080                        på en adress som du själv öppnar\n' +
      'Den körs tills du trycker Ctrl-C och skickar inget; från sidan går test bara till testAddresses i newsletter.yaml.\n' +
      'Returkoder: 0 avslutad; 2 kommandoraden, porten eller newsletter.yaml.',
    port: 'använd den här porten (annars den första lediga från 4400)',
    host: 'släpp in andra datorer med en engångslänk: en adress på den här datorn, eller 0.0.0.0 för alla',
    noOpen: 'öppna inte webbläsaren',
    send: 'skicka ett nyhetsbrev till dess sändlistor; en ny körning fortsätter där den förra slutade',
    sendExamples:
      '  newsletter send 2021-12-jarjestot --dry-run                     vem som skulle få det\n' +
      '  newsletter send 2021-12-jarjestot --test jag@example.fi         ett märkt exemplar till dig själv\n' +
      '  newsletter send 2021-12-jarjestot --limit 10                    först tio mottagare\n' +
      '  newsletter send 2021-12-jarjestot --confirm 200                 till alla, från ett skript\n' +
      'Om newsletter.yaml inte anger en SMTP-server är det här en övning: ingen får e-post.\n' +
      'Returkoder: 0 klart; 2 kommandoraden eller newsletter.yaml; 3 några avvisade; 4 inte påbörjat;\n' +
      '5 några oklara; 75 något återstår, kör igen; 130 avbrutet.',
    status: 'vem som fick ett nyhetsbrev, vem som inte fick det och varför',
    statusExamples: '  newsletter status\n  newsletter status 2021-12-jarjestot --csv rapport.csv',
    statusOutbox: 'uppgifter om övningen, även om brevet har skickats på riktigt',
    csv: 'skriv rapporten som en CSV-fil för kalkylprogram',
    dryRun: 'visa vem det skulle skickas till och sluta där',
    test: 'skicka ett märkt testexemplar på varje språk bara till den här adressen (flera kan anges)',
    limit: 'skicka till högst så här många i den här körningen',
    confirm: 'bekräfta antalet mottagare på förhand, för skript',
    yes: 'fråga ingenting',
    outbox: 'öva, även om en server är angiven',
    asStarted: 'fortsätt med den ursprungliga texten, även om källorna har ändrats',
    retryRejected: 'försök igen med dem som servern avvisade',
    resendUnknown: 'skicka igen till de oklara; de kan få brevet två gånger',
    newLedger: 'börja en ny journal, även om den gamla är borta; alla kan få brevet igen',
    only: 'skicka bara till den här mottagaren i den här körningen (flera kan anges)',
    to: 'skicka till mottagarna av ett tidigare brev: accepted:<brev>, rejected:<brev>, unknown:<brev> eller flera, som accepted,unknown:<brev>',
    at: 'vänta till den här tiden: 09:00 eller "2022-01-26 09:00"',
    withChanges: 'skicka den nuvarande texten till dem som återstår',
    includeNew: 'skicka också till dem som kom till sändlistorna efter att utskicket började',
    suppressRejected: 'spärra efter körningen de adresser som inte finns enligt servern (5.1.x)',
    dkimKey: 'skapa en nyckel att signera meddelanden med (DKIM) och visa DNS-posten som ska publiceras',
    dkimKeyExamples:
      '  newsletter dkim-key                                             nyckeln, eller posten för den som redan finns\n' +
      '  newsletter dkim-key --selector newsletter2027                   nästa nyckel att byta till\n' +
      '  newsletter dkim-key --ed25519                                   en andra nyckel av det nyare slaget bredvid\n' +
      'En nyckel som finns ersätts aldrig. Publicera sedan posten och ange nyckeln i newsletter.yaml (dkim).\n' +
      'Returkoder: 0 klart; 2 kommandoraden eller newsletter.yaml; 4 nyckeln kan inte skrivas, läsas eller användas.',
    selector: 'nyckelns namn i DNS (det i newsletter.yaml, annars newsletter och årtalet)',
    dkimDomain: 'domänen att signera för (den i newsletter.yaml, annars avsändarens)',
    ed25519: 'en Ed25519-nyckel i stället för en RSA-nyckel',
    subscribers: 'vem det inte får skickas till',
    suppress: 'skicka aldrig mer något nyhetsbrev till de här adresserna',
    suppressExamples: '  newsletter subscribers suppress tidigare@example.fi --reason "har lämnat föreningen"',
    unsuppress: 'låt de här adresserna få e-post igen',
    unsuppressExamples: '  newsletter subscribers unsuppress tidigare@example.fi',
    suppressed: 'lista de spärrade adresserna med orsak och datum',
    suppressedExamples: '  newsletter subscribers suppressed\n  newsletter subscribers suppressed tidigare@example.fi --json',
    reason: 'varför, med egna ord',
    addresses: 'e-postadresser',
    addressesOrAll: 'e-postadresser; utan dem alla',
  },
};

function perSecond(accepted: number, elapsed: number): string {
  return elapsed > 0 ? ` (${formatNumber((accepted * 1000) / elapsed, LOCALE)}/s)` : '';
}

const UNTRIED: Readonly<Record<Untried, string>> = {
  done: 'Inget återstod.',
  only: 'Den här körningen skickade till ingen: ingen mottagare i --only står i tur.',
  skipped: 'Den här körningen skickade till ingen: alla mottagare som var kvar hoppas över.',
  'no-rejected': 'Den här körningen skickade till ingen: ingen mottagare är avvisad, så --retry-rejected hade inget att göra.',
  'no-unknown': 'Den här körningen skickade till ingen: ingen mottagare är oklar, så --resend-unknown hade inget att göra.',
  'no-either':
    'Den här körningen skickade till ingen: ingen mottagare är avvisad eller oklar, så --retry-rejected och --resend-unknown hade inget att göra.',
  stopped: 'Den här körningen skickade till ingen: problemet som rapporterades stoppade den först.',
  interrupted: 'Den här körningen skickade till ingen: den avbröts först.',
  unanswered: 'Den här körningen skickade till ingen: servern avbröt varje försök.',
};

function summaryInWords(summary: SummaryWords): string[] {
  const { slug, counts, rehearsal, dryRun, test, outbox, attempted, accepted, elapsed, refused, report } = summary;
  if (refused) return ['Inget skickades.'];
  if (dryRun) return ['Förhandsvisning: inget skrevs, och ingen fick e-post.'];
  const where = outbox === null ? [] : [`Meddelandena finns i mappen ${outbox}/ som .eml-filer; ett e-postprogram öppnar dem.`];
  const plain =
    summary.plainServer !== null && attempted > 0
      ? [`Skickat utan TLS-skydd till ${summary.plainServer}: e-posten kunde läsas på vägen.`]
      : [];
  if (test && counts.accepted < attempted) return [`Testet kom inte fram: ${sv.counts(counts)}.`];
  if (test)
    return [
      `Testet ${rehearsal ? 'lades i mappen outbox, ingen fick e-post' : 'skickades'}: ${sv.counts(counts)}.`,
      ...plain,
      ...where,
    ];
  const speed = ` Den här körningen: ${recipients(accepted)}, ${formatSeconds(elapsed / 1000, LOCALE)}${perSecond(accepted, elapsed)}.`;
  const nothing = summary.untried === null ? '' : ` ${UNTRIED[summary.untried]}`;
  const first = rehearsal ? `Övning ${slug}, ingen fick e-post: ${sv.counts(counts)}.` : `${slug}: ${sv.counts(counts)}.`;
  const next = whatNext(slug, counts, summary.bounced);
  const suppressed = summary.suppressed > 0 ? [`${plural(summary.suppressed, 'adress spärrades', 'adresser spärrades')}.`] : [];
  const details = `Mer information: ${report === null ? '' : `${report} eller `}newsletter status ${slug}`;
  return [first + (attempted > 0 ? speed : nothing), ...plain, ...where, ...suppressed, ...next, details];
}

function whatNext(slug: string, { unknown, queued, deferred, attempting, rejected }: Counts, bounced: number): string[] {
  const next: string[] = [];
  const left = queued + deferred;
  if (attempting > 0) next.push(`På väg just nu, eller så har körningen avbrutits: ${recipients(attempting)}.`);
  if (left > 0) next.push(`${recipients(left)} återstår. Fortsätt med: newsletter send ${slug}`);
  if (unknown > 0)
    next.push(
      `Oklart för ${recipients(unknown)}: ingen kan veta om meddelandet kom fram. Det skickas igen bara med --resend-unknown`,
    );
  if (rejected > 0)
    next.push(`${recipients(rejected)} avvisades; newsletter status berättar varför. Nytt försök: --retry-rejected`);
  if (bounced > 0)
    next.push(
      `${plural(bounced, 'adress', 'adresser')} finns inte enligt servern. Spärra: newsletter send ${slug} --suppress-rejected (fortsätter samtidigt till dem som återstår)`,
    );
  return next;
}
