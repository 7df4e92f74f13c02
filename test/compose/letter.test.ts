import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillHoles } from '../../src/personalise/fill-holes.ts';
import { composeText } from '../support/compose-issue.ts';
import { buildEmail } from '../support/built-email.ts';

const HEADER = '---\ntitle: Kirje\ndate: 2022-01-26\nlists: [jarjestot]\n---\n';
const ARCHIVE = 'archive: { url: https://arkisto.example.fi }\n';

/** The plain text of a section with this in it, without what stands before and behind. */
async function letter(body: string, theme = 'selkea'): Promise<string> {
  const { text } = await composeText(`${HEADER}\n## 1. Osio\n\n${body}\n`, theme);
  const whole = fillHoles(text, {});
  return (
    /\n1\. Osio\n\n(?:-+\n\n1\. Osio\n\n)?([^]*?)\n\n(?:-{20,}| +\* \* \*)\n\nEsimerkkiyhdistys/.exec(
      whole.replace(/^[^]*?\n1\. Osio\n/, ''),
    )?.[1] ?? whole
  );
}

describe('plain text', () => {
  test.each([
    ['a soft line break is a space, a hard one a line', 'yksi\nkaksi\\\nkolme', 'yksi kaksi\nkolme'],
    ['links stand behind their words', 'Lue [ohje](https://e.fi/a) nyt.', 'Lue ohje (https://e.fi/a) nyt.'],
    ['an address that is its own words stands once', 'https://e.fi/a ja <aino@example.fi>', 'https://e.fi/a ja aino@example.fi'],
    [
      'a list of links has them on lines',
      '- [Ohje](https://e.fi/a)\n- [Video](https://e.fi/b)',
      '- Ohje: https://e.fi/a\n- Video: https://e.fi/b',
    ],
    ['lists keep their numbers and their depth', '3. a\n4. b\n   - c\n   - d', '3. a\n4. b\n   - c\n   - d'],
    ['a loose list stands apart', '- a\n\n- b', '- a\n\n- b'],
    ['marks are gone', '**a** *b* `d` H<sub>2</sub>O', 'a b d H2O'],
    ['struck words are shown as such', 'Klo ~~15~~ 16, <s>*peruttu*</s> ja <del> </del>.', 'Klo ~~15~~ 16, ~~peruttu~~ ja .'],
    [
      'raised and lowered figures after a figure are not part of it',
      '10<sup>6</sup> m, 2<sup>10</sup>, 5<sub>2</sub>, 10<sup>-6</sup>, 2<sup>n</sup>, 2<sup>n+1</sup>, **10**<sup>9</sup> ja *10<sup>3</sup>*',
      '10^6 m, 2^10, 5_2, 10^-6, 2^n, 2^(n+1), 10^9 ja 10^3',
    ],
    [
      'units, formulas and ordinals read as before',
      'm<sup>2</sup>, CO<sub>2</sub>, 1<sup>st</sup>, M<sup>me</sup>',
      'm², CO2, 1st, Mme',
    ],
    [
      'an address of e-mail is shown alone, however it is written',
      '[Ilmoittaudu](mailto:foorumi@example.org?subject=Ilmo%20x&body=Nimi:) tai [kirjoita](MAILTO:foorumi@example.org)',
      'Ilmoittaudu (foorumi@example.org) tai kirjoita (foorumi@example.org)',
    ],
    [
      'several addresses have a comma between them, and what is safe is decoded',
      '[Kirjoita](mailto:a%2Bb@example.org,c@example.org?subject=x), [tai](mailto:a%0Ab@example.org)',
      'Kirjoita (a+b@example.org, c@example.org), tai (a%0Ab@example.org)',
    ],
    [
      'a mailto: with more readers stays whole',
      '[x](mailto:a@example.org?cc=b@example.org)',
      'x (mailto:a@example.org?cc=b@example.org)',
    ],
    ['a number is decoded', '[Soita](tel:050%20123%204567), [soita](TEL:+35850123)', 'Soita (050 123 4567), soita (+35850123)'],
    ['a web address stays exactly as it is', '[x](https://e.fi/a%20b?q=%C3%A4%0A)', 'x (https://e.fi/a%20b?q=%C3%A4%0A)'],
    [
      'words that are the address in other letters stand once',
      '[HyvaKS.fi](https://hyvaKS.fi), [www.e.fi](https://e.fi/), [e.fi/a](http://www.e.fi/a/), [Aino@Example.fi](mailto:aino@example.fi)',
      'https://hyvaKS.fi, https://e.fi/, http://www.e.fi/a/, aino@example.fi',
    ],
    [
      'words that are another address do not',
      '[e.fi](https://e.fi/a) ja [E.fi/A](https://e.fi/a)',
      'e.fi (https://e.fi/a) ja E.fi/A (https://e.fi/a)',
    ],
    [
      'an address in the middle of a word goes behind it',
      '[HyvaKS.fi](https://hyvaKS.fi)-verkkosivuille, [ohje](https://e.fi/a)esta, **[THL](https://e.fi)**:n, [a](https://e.fi/a)/b.',
      'HyvaKS.fi-verkkosivuille (https://hyvaKS.fi), ohjeesta (https://e.fi/a),\nTHL:n (https://e.fi), a (https://e.fi/a)/b.',
    ],
    [
      'speech keeps its dash, a quotation stands further in',
      '– Niin, sanoo Eero.\n\n> Näin.\n> — Aino',
      '– Niin, sanoo Eero.\n\n    Näin.\n    — Aino',
    ],
    [
      'an event is lines',
      '::: event\ntitle: Foorumi\nwhen: ti 1.2.2022 klo 15\nsignup: https://e.fi/a\n:::',
      '  Foorumi\n  Aika: ti 1.2.2022 klo 15\n  Ilmoittaudu mukaan: https://e.fi/a',
    ],
    [
      'contacts are a list',
      'Lisätietoja: Aino Esimerkki, johtaja, aino(at)example.fi, p. 050 123 4567',
      'Lisätietoja:\n- Aino Esimerkki, johtaja, aino@example.fi, p. 050 123 4567',
    ],
    ['a button is a line', '::: button\n[Vastaa](https://e.fi/a)\n:::', 'Vastaa: https://e.fi/a'],
    ['a note stands further in', '::: note Huomaa\nTeksti.\n:::', '  Huomaa\n  Teksti.'],
    [
      'channels are lines',
      '::: channels\nMastodon: [@a](https://e.org/a)\n#a #b\n:::',
      'Seuraa meitä:\n- Mastodon @a: https://e.org/a\n#a #b',
    ],
    [
      'a table is columns',
      '| Haku | Jaossa |\n|:--|--:|\n| Kevät | 110 000 € |\n| Syksy | 500 € |',
      'Haku       Jaossa\nKevät   110 000 €\nSyksy       500 €',
    ],
    ['an image is its words', '![Piirros](k.png "Kuvateksti.")', '[Kuva: Piirros] Kuvateksti.'],
    ['code stands as it is, further in', '```\na  b\n\n\nc\n```', '    a  b\n\n    c'],
  ])('%s', async (_, body, expected) => expect(await letter(body)).toBe(expected));

  test('a table that is too wide is a row below the other', async () => {
    const wide = 'Pitkä solu, jossa on paljon sanoja';
    expect(await letter(`| A | B | C |\n|---|---|---|\n| ${wide} | ${wide} | ${wide} |`)).toBe(
      `A: ${wide}, B: ${wide}, C: ${wide}`.replace('paljon sanoja, C', 'paljon\nsanoja, C'),
    );
  });

  test('an amount, a time and a telephone number are never broken, and have spaces that everyone can type', async () => {
    const text = await letter(`${'sana '.repeat(13)}1 284 750 euroa ${'sana '.repeat(12)}klo 15 ja p. 050 123 4567`);
    expect(text).toMatch(/1 284 750 euroa/);
    expect(text).toMatch(/klo 15/);
    expect(text).not.toContain('\u00a0');
  });
});

test.each(['selkea', 'lehti'])(
  'the example in %s reads like a letter: no line over 72 but for an address, nothing of Markdown or HTML',
  async (theme) => {
    const { file } = await buildEmail('2021-12-jarjestot', theme);
    for (const path of [file.replace('.html', '.txt'), file.replace('email.html', 'sv/email.txt')]) {
      const text = readFileSync(path, 'utf8');
      expect(text.split('\n').filter((line) => line.length > 72 && !/(https?|mailto):\S+/.test(line))).toEqual([]);
      expect(text).not.toMatch(/\*\*|\]\(|^#+ |^> |::: |<\/?[a-z]|&[a-z]+;|\{\{|\u00a0|[ \t]$|\n{3}/m);
      for (const number of [1, 2, 11]) expect(text.match(new RegExp(`^${number}\\. \\S`, 'gm'))!.length).toBeGreaterThan(1);
    }
  },
);

test('where the section goes on is said in words, with an address', async () => {
  const { text } = await composeText(
    `${HEADER}\n## 1. Osio\n\na\n\n<!-- more -->\n\nb\n`,
    'selkea',
    `organisation: { name: Y }\nfrom: { name: Y, address: a@example.fi }\nlists: { jarjestot: { title: J, file: j.csv, archive: public } }\n${ARCHIVE}`,
  );
  expect(fillHoles(text, {})).toContain('Lue lisää: Osio\nhttps://arkisto.example.fi/x/#osio\n');
});
