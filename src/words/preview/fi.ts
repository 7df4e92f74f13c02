import type { PreviewWords } from '../preview-words.ts';

/** The preview in Finnish. */
export const previewFi: PreviewWords = {
  title: 'Esikatselu',
  allIssues: 'Kaikki uutiskirjeet',
  skip: 'Hyppää ongelmiin ja tietoihin',
  panel: 'Ongelmat ja tiedot',
  live: {
    waiting: 'Yhdistetään…',
    on: 'Päivittyy tallennettaessa',
    lost: 'Yhteys katkesi. Esikatselu yrittää uudelleen. Jos suljit sen, käynnistä: newsletter preview',
  },
  views: {
    email: 'Sähköposti',
    dark: 'Tumma',
    forced: 'Pakotettu tumma',
    images: 'Ilman kuvia',
    text: 'Teksti',
    web: 'Verkkosivu',
    source: 'Lähdekoodi',
  },
  viewNotes: {
    email: 'Näin kirje näkyy vaaleana.',
    dark: 'Tumma tila, jossa kirje itse määrää värit: Apple Mail.',
    forced: 'Jäljitelmä: Gmail ja Outlook tummentavat kirjeen itse, kukin omilla sävyillään.',
    images: 'Näin kirje näkyy, kun sähköpostiohjelma ei näytä kuvia.',
    text: 'Tekstiversio: osa ohjelmista ja lukijoista käyttää sitä.',
    web: 'Sivu, jonka arkisto julkaisee. Linkit arkiston muille sivuille eivät toimi täällä.',
    source: 'Viesti sellaisena kuin se lähtee, otsikkotietoineen.',
  },
  unlistedNote: 'Listaamaton: sivu julkaistaan osoitteessaan, mutta mikään ei linkitä sille.',
  widths: { desktop: 'Tietokone', phone: 'Puhelin' },
  panes: { first: 'Ensimmäinen näkymä', second: 'Toinen näkymä' },
  paneName: (view, width) => (width === null ? view : `${view}, ${width.toLowerCase()}`),
  chooseView: 'Näkymä',
  chooseWidth: 'Leveys',
  chooseLanguage: 'Kieli',
  chooseTheme: 'Ulkoasu',
  sideBySide: 'Kaksi näkymää vierekkäin',
  oneAtATime: 'Yksi näkymä kerrallaan',
  openAlone: 'Avaa omaan välilehteen',
  download: 'Tallenna viesti (.eml)',
  leftOut: (lines) => `… ${lines} riviä jätetty näyttämättä …`,
  inFile: (file) => file,
  inLine: (file, line) => `${file}, rivi ${line}`,
  trouble: {
    unreadable: 'Tiedostoa ei voi nyt lukea',
    gone: (file) => `Tiedostoa ${file} ei enää ole`,
    movedTo: (slug) => `Sama teksti on nyt nimellä ${slug}: avaa se`,
    lastGood: (time) => `Alla näkyy viimeisin kunnossa ollut versio (${time}).`,
    guess: 'Alla näkyy teksti ilman alkutietoja.',
    nothing: 'Näytettävää ei vielä ole. Sivu päivittyy, kun tiedosto on korjattu ja tallennettu.',
  },
  states: {
    draft: 'Luonnos, ei lähetetty',
    sending: (since, counts) => `Lähetys käynnissä, alkoi ${since}: ${counts}`,
    stopped: (since, counts) => `Lähetys keskeytyi, alkoi ${since}: ${counts}`,
    sent: (since, counts) => `Lähetetty ${since}: ${counts}`,
    recorded: (since, accepted, recipients) =>
      `Lähetetty ${since}: ${accepted} / ${recipients} vastaanotettu. Tarkempi kirjanpito ei ole tällä koneella`,
    unclear: 'Lähetystietoja ei voi lukea',
  },
  next: {
    unreadable: 'Korjaa ensin tiedosto',
    mendFirst: 'Syy ja rivi näkyvät kirjeen yläpuolella. Korjaa rivi ja tallenna: esikatselu jatkaa itsestään.',
    gone: 'Tiedostoa ei ole',
    whenGone: 'Palauta se, tai avaa kirje uudella nimellä. Alla on viimeisin versio, joka siitä nähtiin.',
    errors: (count) => (count === 1 ? 'Yksi virhe estää lähettämisen' : `${count} virhettä estää lähettämisen`),
    mendErrors: 'Virheet ovat alla. Rivin linkki vie kohtaan kirjeessä. Korjaa tiedosto ja tallenna.',
    ready: 'Mikään ei estä lähettämistä',
    warnings: (count) => (count === 1 ? 'Katso vielä yksi huomautus alta.' : `Katso vielä ${count} huomautusta alta.`),
    readThrough: 'Lue kirje läpi tietokoneen ja puhelimen näkymässä.',
    thenTest: 'Lähetä itsellesi testiviesti alempaa tältä sivulta.',
    thenSend: (recipients) =>
      `Kun kaikki on hyvin, kirje lähetetään komennolla päätteessä (komentorivillä). Ensimmäinen näyttää, ketkä ${recipients} vastaanottajaa sen saisivat, toinen lähettää.`,
    thenRehearse:
      'Sähköpostipalvelinta ei ole vielä määritetty, joten komento vain harjoittelee: viestit jäävät tiedostoiksi eikä kukaan saa postia.',
    sending: 'Kirjettä lähetetään',
    whileSending: 'Älä muuta tekstiä, ennen kuin kaikki ovat saaneet sen. Tilanteen näyttää:',
    stopped: (left) => `Lähetys on kesken: ${left} saamatta`,
    whenStopped: 'Älä muuta tekstiä, ennen kuin kaikki ovat saaneet sen. Lähetys jatkuu siitä, mihin se jäi:',
    sent: 'Kirje on lähetetty',
    afterSending:
      'Muutokset näkyvät vain verkkoarkistossa, kun se julkaistaan uudelleen. Jos kirjeessä oli virhe, kirjoita oikaisu omaksi kirjeekseen, tässä nimellä oikaisu, ja lähetä se samoille saajille:',
    correction: 'oikaisu',
  },
  problems: { title: 'Ongelmat', none: 'Ongelmia ei löytynyt.' },
  inbox: {
    title: 'Saapuneet-kansiossa',
    kinds: { phone: 'Puhelin', desktop: 'Outlook tietokoneella', browser: 'Gmail selaimessa' },
    cut: (words) => `(näkymättä jää: ${words.trim()})`,
    noSummary:
      'Esikatselutekstiä ei ole: näkyviin tulevat kirjeen ensimmäiset sanat. Lisää tiedoston alkuun rivi, joka alkaa sanalla summary ja kaksoispisteellä.',
    about: 'Katkaisukohdat ovat suuntaa antavia: ne vaihtelevat laitteen ja asetusten mukaan.',
  },
  readers: {
    title: 'Kenen silmin',
    synthetic: {
      columns: 'Ei kenenkään: oletukset ja kenttien nimet',
      usual: 'Tavallinen lukija',
      long: 'Hyvin pitkät tiedot',
      empty: 'Tyhjät tiedot',
    },
    alike: 'Kirjeessä ei ole täytettäviä kenttiä: kaikki saavat saman tekstin.',
    nobody: 'Kirjeen listoilla ei ole vielä ketään.',
    showReal: (recipients) => `Näytä oikeat vastaanottajat (${recipients})`,
    realHint: 'Oikeat henkilö- ja järjestötiedot tulevat näkyviin vasta pyynnöstä.',
    hideReal: 'Piilota oikeat vastaanottajat',
    position: (position, all) => `${position} / ${all}`,
    previous: 'Edellinen',
    next: 'Seuraava',
    longest: 'Pisimmät tiedot',
    emptiest: 'Eniten tyhjää',
    find: 'Hae nimellä tai osoitteella',
    search: 'Hae',
    found: (count, shown) =>
      count === 1 ? 'Yksi osuma' : `${count} osumaa${shown < count ? `, näkyvissä ${shown} ensimmäistä` : ''}`,
  },
  length: {
    title: 'Pituus',
    size: (size, limit, judgement) => `HTML-osan koko ${size}, raja ${limit}. ${judgement}`,
    sizes: {
      good: 'Gmail näyttää kirjeen kokonaan.',
      near: 'Lähellä rajaa, jonka jälkeen Gmail katkaisee kirjeen.',
      bad: 'Gmail katkaisee kirjeen ja piilottaa lopun.',
    },
    reading: (words, minutes) => `${words} sanaa, lukuaika noin ${minutes} min.`,
  },
  links: { title: 'Linkit', none: 'Kirjeessä ei ole linkkejä.', noWords: '(ei tekstiä)' },
  difference: {
    title: 'Erot lähetettyyn',
    none: 'Teksti on sama kuin lähetetyssä kirjeessä.',
    unknown: 'Lähetetyn kirjeen teksti ei ole tällä koneella: se on sen koneen kirjanpidossa, jolta lähetettiin.',
    since: (time) => `Verrattuna kirjeeseen, jonka lähetys alkoi ${time}.`,
    outside: 'Osioiden ulkopuolella',
  },
  test: {
    title: 'Testiviesti',
    to: 'Osoite',
    send: 'Lähetä testiviesti',
    busy: 'Lähetetään…',
    noAddresses: 'Testiviestejä voi lähettää vain osoitteisiin, jotka on lueteltu tiedostossa newsletter.yaml:',
    example: 'oma.nimi@example.fi',
    real: 'Viesti lähtee oikeasti, otsikossa on merkintä TESTI. Jakelulistoille ei lähde mitään.',
    outbox: 'Sähköpostipalvelinta ei ole määritetty: viesti jää tiedostoksi kansioon dist.',
    tried: (address, time) => `${address}, ${time}`,
    older: 'Tiedostoa ei voi nyt lukea, ja näkyvissä on vanhempi versio. Korjaa tiedosto ensin, niin saat sen, minkä näet.',
    notAllowed: (address) => `Osoite ${address} ei ole tiedoston newsletter.yaml kohdassa testAddresses.`,
  },
  handOn: {
    title: 'Näytä työtoverille',
    save: 'Tallenna yhtenä tiedostona',
    about: 'Tiedostossa on juuri se, mitä nyt näet. Sen voi avata millä tahansa selaimella.',
    personal: 'Näkymässä on oikean vastaanottajan tietoja. Ne tallentuvat tiedostoon.',
    made: (time) => `Esikatselu, tallennettu ${time}.`,
    subject: 'Otsikko',
    preheader: 'Esikatseluteksti',
  },
  start: {
    title: 'Uutiskirjeet',
    about: 'Kirjoita ja tallenna omassa tekstieditorissasi: tämä sivu päivittyy itsestään.',
    workspaceProblems: 'Asetuksissa tai kirjanpidossa on korjattavaa',
    none: 'Yhtään uutiskirjettä ei vielä ole',
    firstIssue:
      'Tallenna ensimmäinen esimerkiksi nimellä issues/2022-01-jarjestot.md. Se ilmestyy tähän heti. Alku voi näyttää tältä:',
    example: `---
title: Uutiskirje tammikuu/2022
date: 2022-01-26
lists: [jarjestot]
summary: Tärkein asia yhdellä rivillä.
---

Hei,

## 1. Ensimmäinen aihe

Tekstiä.`,
    columns: { issue: 'Uutiskirje', date: 'Päivä', state: 'Tila', problems: 'Tarkistus' },
    checking: 'Tarkistetaan…',
    fine: 'Kunnossa',
    found: (errors, warnings) =>
      [
        ...(errors > 0 ? [errors === 1 ? '1 virhe' : `${errors} virhettä`] : []),
        ...(warnings > 0 ? [warnings === 1 ? '1 huomautus' : `${warnings} huomautusta`] : []),
      ].join(', '),
  },
  notices: {
    notFound: 'Uutiskirjettä ei löydy',
    notFoundText: 'Tällä nimellä ei ole uutiskirjettä. Se on ehkä poistettu tai nimetty uudelleen.',
    notInPreview: 'Ei kuulu esikatseluun',
    notInPreviewText: 'Esikatselussa on arkistosta vain tämän uutiskirjeen sivu. Koko arkiston tekee komento newsletter archive.',
    nothingYet: 'Ei vielä näytettävää',
    nothingYetText: 'Kirjettä ei voi vielä näyttää. Syy on esikatselun sivulla.',
    notPublished: 'Ei verkkosivua',
    notPublishedText:
      'Arkisto ei julkaise tätä kirjettä, koska kaikki sen listat eivät ole julkisia. Lista on julkinen, kun newsletter.yaml-tiedostossa on sille rivi archive: public.',
    refused: 'Ei sallittu',
    refusedText: 'Pyyntö ei tullut esikatselun omalta sivulta.',
    tokenText: 'Tähän osoitteeseen pääsee vain kertalinkillä, joka näkyy siinä päätteessä, jossa esikatselu on käynnissä.',
  },
};
