import type { PreviewWords } from '../preview-words.ts';

/** The preview in Swedish. */
export const previewSv: PreviewWords = {
  title: 'Förhandsgranskning',
  allIssues: 'Alla nyhetsbrev',
  skip: 'Hoppa till problem och uppgifter',
  panel: 'Problem och uppgifter',
  live: {
    waiting: 'Ansluter…',
    on: 'Uppdateras när du sparar',
    lost: 'Förbindelsen bröts. Förhandsgranskningen försöker igen. Om du stängde den, starta: newsletter preview',
  },
  views: {
    email: 'E-post',
    dark: 'Mörkt',
    forced: 'Tvingat mörkt',
    images: 'Utan bilder',
    text: 'Text',
    web: 'Webbsida',
    source: 'Källkod',
  },
  viewNotes: {
    email: 'Så ser brevet ut i ljust läge.',
    dark: 'Mörkt läge där brevet självt bestämmer färgerna: Apple Mail.',
    forced: 'En simulering: Gmail och Outlook gör själva brevet mörkt, vart och ett i sina egna nyanser.',
    images: 'Så ser brevet ut när e-postprogrammet inte visar bilder.',
    text: 'Textversionen: en del program och läsare använder den.',
    web: 'Sidan som arkivet publicerar. Länkar till arkivets andra sidor fungerar inte här.',
    source: 'Meddelandet så som det skickas, med sina rubrikfält.',
  },
  unlistedNote: 'Olistad: sidan publiceras på sin adress, men ingenting länkar till den.',
  widths: { desktop: 'Dator', phone: 'Telefon' },
  panes: { first: 'Första vyn', second: 'Andra vyn' },
  paneName: (view, width) => (width === null ? view : `${view}, ${width.toLowerCase()}`),
  chooseView: 'Vy',
  chooseWidth: 'Bredd',
  chooseLanguage: 'Språk',
  chooseTheme: 'Utseende',
  sideBySide: 'Två vyer sida vid sida',
  oneAtATime: 'En vy i taget',
  openAlone: 'Öppna i en egen flik',
  download: 'Spara meddelandet (.eml)',
  leftOut: (lines) => `… ${lines} rader visas inte …`,
  inFile: (file) => file,
  inLine: (file, line) => `${file}, rad ${line}`,
  trouble: {
    unreadable: 'Filen går inte att läsa just nu',
    gone: (file) => `Filen ${file} finns inte längre`,
    movedTo: (slug) => `Samma text heter nu ${slug}: öppna den`,
    lastGood: (time) => `Nedan visas den senaste version som gick att läsa (${time}).`,
    guess: 'Nedan visas texten utan filhuvudet.',
    nothing: 'Det finns inget att visa ännu. Sidan uppdateras när filen är rättad och sparad.',
  },
  states: {
    draft: 'Utkast, inte skickat',
    sending: (since, counts) => `Utskick pågår, började ${since}: ${counts}`,
    stopped: (since, counts) => `Utskicket avbröts, började ${since}: ${counts}`,
    sent: (since, counts) => `Skickat ${since}: ${counts}`,
    recorded: (since, accepted, recipients) =>
      `Skickat ${since}: ${accepted} / ${recipients} mottagna. Den närmare journalen finns inte på den här datorn`,
    unclear: 'Uppgifterna om utskick går inte att läsa',
  },
  next: {
    unreadable: 'Rätta filen först',
    mendFirst: 'Orsaken och raden står ovanför brevet. Rätta raden och spara: förhandsgranskningen fortsätter av sig själv.',
    gone: 'Filen finns inte',
    whenGone: 'Ta den tillbaka, eller öppna brevet under dess nya namn. Nedan är den senaste versionen som sågs.',
    errors: (count) => (count === 1 ? 'Ett fel hindrar utskicket' : `${count} fel hindrar utskicket`),
    mendErrors: 'Felen finns nedan. Radens länk leder till stället i brevet. Rätta filen och spara.',
    ready: 'Inget hindrar utskicket',
    warnings: (count) =>
      count === 1 ? 'Kontrollera ännu en anmärkning nedan.' : `Kontrollera ännu ${count} anmärkningar nedan.`,
    readThrough: 'Läs igenom brevet i dator- och telefonvyn.',
    thenTest: 'Skicka ett test till dig själv längre ner på sidan.',
    thenSend: (recipients) =>
      `När allt är bra skickas brevet med ett kommando i terminalen (kommandoraden). Det första visar vilka ${recipients} mottagare som skulle få det, det andra skickar.`,
    thenRehearse:
      'Ingen e-postserver är angiven ännu, så kommandot är bara en övning: meddelandena blir filer och ingen får post.',
    sending: 'Brevet håller på att skickas',
    whileSending: 'Ändra inte texten innan alla har fått den. Läget visas av:',
    stopped: (left) => `Utskicket är inte klart: ${left} har inte fått det`,
    whenStopped: 'Ändra inte texten innan alla har fått den. Utskicket fortsätter där det slutade:',
    sent: 'Brevet har skickats',
    afterSending:
      'Ändringar syns bara i webbarkivet, när det publiceras på nytt. Om det fanns ett fel, skriv en rättelse som ett eget brev, här med namnet rattelse, och skicka den till samma mottagare:',
    correction: 'rattelse',
  },
  problems: { title: 'Problem', none: 'Inga problem hittades.' },
  inbox: {
    title: 'I inkorgen',
    kinds: { phone: 'Telefon', desktop: 'Outlook på dator', browser: 'Gmail i webbläsaren' },
    cut: (words) => `(syns inte: ${words.trim()})`,
    noSummary:
      'Det finns ingen förhandstext: de första orden i brevet visas. Lägg till en rad i filhuvudet som börjar med summary och kolon.',
    about: 'Var texten bryts är ungefärligt: det varierar med apparat och inställningar.',
  },
  readers: {
    title: 'Som vem',
    synthetic: {
      columns: 'Ingen: förvalda värden och fältens namn',
      usual: 'En vanlig läsare',
      long: 'Mycket långa uppgifter',
      empty: 'Tomma uppgifter',
    },
    alike: 'Brevet har inga fält som fylls i: alla får samma text.',
    nobody: 'Det finns ännu ingen på brevets listor.',
    showReal: (recipients) => `Visa riktiga mottagare (${recipients})`,
    realHint: 'Riktiga uppgifter om personer och organisationer visas först på begäran.',
    hideReal: 'Dölj riktiga mottagare',
    position: (position, all) => `${position} / ${all}`,
    previous: 'Föregående',
    next: 'Nästa',
    longest: 'Längsta uppgifter',
    emptiest: 'Flest tomma fält',
    find: 'Sök på namn eller adress',
    search: 'Sök',
    found: (count, shown) => (count === 1 ? 'En träff' : `${count} träffar${shown < count ? `, de första ${shown} visas` : ''}`),
  },
  length: {
    title: 'Längd',
    size: (size, limit, judgement) => `HTML-delens storlek ${size}, gräns ${limit}. ${judgement}`,
    sizes: {
      good: 'Gmail visar hela brevet.',
      near: 'Nära gränsen där Gmail klipper av brevet.',
      bad: 'Gmail klipper av brevet och döljer slutet.',
    },
    reading: (words, minutes) => `${words} ord, lästid ungefär ${minutes} min.`,
  },
  links: { title: 'Länkar', none: 'Brevet har inga länkar.', noWords: '(ingen text)' },
  difference: {
    title: 'Skillnader mot det skickade',
    none: 'Texten är densamma som i det skickade brevet.',
    unknown: 'Det skickade brevets text finns inte på den här datorn: den finns i journalen på den dator som skickade det.',
    since: (time) => `Jämfört med brevet vars utskick började ${time}.`,
    outside: 'Utanför avsnitten',
  },
  test: {
    title: 'Testmeddelande',
    to: 'Adress',
    send: 'Skicka testmeddelande',
    busy: 'Skickar…',
    noAddresses: 'Testmeddelanden kan bara skickas till adresser som står i newsletter.yaml:',
    example: 'eget.namn@example.fi',
    real: 'Meddelandet skickas på riktigt, med TEST i rubriken. Inget skickas till sändlistorna.',
    outbox: 'Ingen e-postserver är angiven: meddelandet blir en fil i mappen dist.',
    tried: (address, time) => `${address}, ${time}`,
    older: 'Filen går inte att läsa just nu, och en äldre version visas. Rätta filen först, så får du det du ser.',
    notAllowed: (address) => `Adressen ${address} finns inte bland testAddresses i newsletter.yaml.`,
  },
  handOn: {
    title: 'Visa för en kollega',
    save: 'Spara som en fil',
    about: 'Filen innehåller just det du ser nu. Den kan öppnas i vilken webbläsare som helst.',
    personal: 'I vyn finns uppgifter om en riktig mottagare. De sparas i filen.',
    made: (time) => `Förhandsgranskning, sparad ${time}.`,
    subject: 'Rubrik',
    preheader: 'Förhandstext',
  },
  start: {
    title: 'Nyhetsbrev',
    about: 'Skriv och spara i din egen textredigerare: sidan uppdateras av sig själv.',
    workspaceProblems: 'Inställningarna eller journalen måste rättas',
    none: 'Det finns inga nyhetsbrev ännu',
    firstIssue:
      'Spara det första till exempel som issues/2022-01-foreningar.md. Det dyker upp här genast. Början kan se ut så här:',
    example: `---
title: Nyhetsbrev januari 2022
date: 2022-01-26
lists: [foreningar]
summary: Det viktigaste på en rad.
---

Hej,

## 1. Första ämnet

Text.`,
    columns: { issue: 'Nyhetsbrev', date: 'Dag', state: 'Läge', problems: 'Granskning' },
    checking: 'Granskas…',
    fine: 'I sin ordning',
    found: (errors, warnings) =>
      [
        ...(errors > 0 ? [`${errors} fel`] : []),
        ...(warnings > 0 ? [warnings === 1 ? '1 anmärkning' : `${warnings} anmärkningar`] : []),
      ].join(', '),
  },
  notices: {
    notFound: 'Nyhetsbrevet hittas inte',
    notFoundText: 'Det finns inget nyhetsbrev med det namnet. Det kan ha tagits bort eller fått ett annat namn.',
    notInPreview: 'Hör inte till förhandsgranskningen',
    notInPreviewText: 'Av arkivet visas här bara sidan för detta nyhetsbrev. Hela arkivet görs av kommandot newsletter archive.',
    nothingYet: 'Inget att visa ännu',
    nothingYetText: 'Brevet kan inte visas ännu. Orsaken står på förhandsgranskningens sida.',
    notPublished: 'Ingen webbsida',
    notPublishedText:
      'Arkivet publicerar inte det här brevet, eftersom alla dess listor inte är offentliga. En lista är offentlig när newsletter.yaml har archive: public för den.',
    refused: 'Inte tillåtet',
    refusedText: 'Begäran kom inte från förhandsgranskningens egen sida.',
    tokenText: 'Den här adressen öppnas bara med en engångslänk, som står i terminalen där förhandsgranskningen körs.',
  },
};
