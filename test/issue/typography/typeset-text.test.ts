import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typesetText } from '../../../src/issue/typography/typeset-text.ts';
import { plainText } from '../../../src/issue/block.ts';
import { composeText, parseText } from '../../support/compose-issue.ts';
import { fillHoles } from '../../../src/personalise/fill-holes.ts';

/** With `_` for a space that no line breaks at. */
function set(text: string, language: 'fi' | 'sv' | 'en' = 'fi', before = ''): string {
  return typesetText(text, language, before).replaceAll('\u00a0', '_');
}

describe('quotation marks', () => {
  test.each([
    ['fi', 'Lue "talvitarina" ja \'toinen\'.', 'Lue ”talvitarina” ja ’toinen’.'],
    ['fi', 'Lue “talvitarina”.', 'Lue ”talvitarina”.'],
    ['sv', 'Läs "sagan", Lars\' bok.', 'Läs ”sagan”, Lars’ bok.'],
    ['en', "the '90s", 'the ’90s'],
    ['en', 'Read "the story" ("again"), don\'t \'miss\' it.', 'Read “the story” (“again”), don’t ‘miss’ it.'],
  ] as const)('%s: %s', (language, written, expected) => expect(set(written, language)).toBe(expected));

  test('know what stands before them', () => {
    expect(set('" hän sanoi', 'en', 'word')).toBe('” hän sanoi');
    expect(set('"Yes', 'en', ' ')).toBe('“Yes');
  });
});

describe('dashes', () => {
  test.each([
    ['klo 12-16', 'klo_12–16'],
    ['21.12.2021-31.12.2021', '21.12.2021–31.12.2021'],
    ['12.-18.1.2022', '12.–18.1.2022'],
    ['klo 8.30-16.00', 'klo_8.30–16.00'],
    ['500-4 000 euroa', '500–4_000_euroa'],
    ['klo 22-06', 'klo_22–06'],
    ['vko 52-1', 'vko 52–1'],
    ['50-100 ihmistä', '50–100 ihmistä'],
    ['vuosina 2022-2023', 'vuosina 2022–2023'],
    ['12-16-vuotiaat', '12–16-vuotiaat'],
    ['sana - toinen', 'sana – toinen'],
    ['sana -- toinen', 'sana – toinen'],
  ])('%s', (written, expected) => expect(set(written)).toBe(expected));

  test.each([
    'p. 050-1234567',
    '(09) 123-4567',
    'ISSN 1234-5678',
    'viitenumero 1-2345',
    'dnro 123-2021',
    'HE 12-2021',
    'Boeing 737-800',
    '#2021-2022',
    'raportti 1-2.pdf',
    'hyvä 5-2',
    '09-123 4567',
    '2022-01-25',
    '2021-12',
    'COVID-19',
    '1-vuotias',
    'Y-tunnus 1234567-8',
    '24-7',
    'https://example.fi/1-2/3-4',
    'neuvonta- ja tukityö',
    'Valoa ikkunaan -kampanja',
    '--help',
    'a.b-1@example.fi',
  ])('%s stays', (written) => expect(set(written).replaceAll('_', ' ')).toBe(written));
});

describe('spaces that no line breaks at', () => {
  test.each([
    ['1 284 750 eurosta', '1_284_750 eurosta'],
    ['1 284 750 euroa', '1_284_750_euroa'],
    ['5 000 €', '5_000_€'],
    ['noin 15 % ja 3 km', 'noin_15_% ja 3_km'],
    ['kello 15', 'kello_15'],
    ['25. tammikuuta', '25._tammikuuta'],
    ['ti 25.1.', 'ti_25.1.'],
    ['nro 4 ja § 5', 'nro_4 ja §_5'],
  ])('%s', (written, expected) => expect(set(written)).toBe(expected));

  test.each(['050 123 4567', '+358 50 123 4567', 'vuonna 2022 100 ihmistä', '3 kissaa'])('%s has none', (written) => {
    expect(set(written)).toBe(written);
  });

  test('of Swedish and English', () => {
    expect(set('kl. 15, den 25 januari, 5 000 kronor', 'sv')).toBe('kl._15, den 25_januari, 5_000_kronor');
    expect(set('25 January, 5 million', 'en')).toBe('25_January, 5_million');
  });
});

test('an ellipsis is one character, and four dots are not', () => {
  expect(set('ja niin edelleen...')).toBe('ja niin edelleen…');
  expect(set('....')).toBe('....');
});

test('set twice is set once', () => {
  const pieces = fc.constantFrom('"', "'", '-', ' ', '...', '12', '5 000', 'klo ', 'sana', '€', '25.', ' tammikuuta', '–');
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom('fi', 'sv', 'en'), (text, language) => {
      const once = typesetText(text, language);
      expect(typesetText(once, language)).toBe(once);
    }),
  );
});

const HEADER = '---\ntitle: Kirje 1-2\ndate: 2022-01-26\nlists: [jarjestot]\n---\n';

test('no rule touches code, link targets, addresses or holes', async () => {
  const body =
    'Koodi `a "b" 1-2...` ja [linkki "x"](https://e.fi/1-2?q=%223-4%22), https://e.fi/5-6 {{nimi|"7-8"}} "9-10"\n\n```\n"1-2"\n```\n\n## 1. A\n';
  const template = await composeText(`---\ntitle: x\ndate: 2022-01-26\nlists: [jarjestot]\n---\n${body}`);
  const text = fillHoles(template.text, {}).replace(/\s+/g, ' ');
  expect(text).toContain('Koodi a "b" 1-2... ja linkki ”x” (https://e.fi/1-2?q=%223-4%22), https://e.fi/5-6 "7-8" ”9–10”');
  expect(text).toContain('"1-2"');
});

test('it can be switched off for an issue', () => {
  const words = (extra: string): string => {
    const { value } = parseText(`---\ntitle: x\ndate: 2022-01-26\nlists: [a]\n${extra}---\n"a" 1-2\n\n## 1. B\n`);
    const [block] = value.introduction;
    return block?.kind === 'paragraph' ? plainText(block.content) : '';
  };
  expect(words('')).toBe('”a” 1–2');
  expect(words('typography: on\n')).toBe('”a” 1–2');
  for (const off of ['off', 'no', 'false']) expect(words(`typography: ${off}\n`)).toBe('"a" 1-2');
});

test('titles, contents, captions and summaries are set, the subject is not', () => {
  const { value } = parseText(
    `${HEADER.replace('lists', 'summary: "klo 1-2"\nlists')}![a "b"](k.png "1-2")\n\n## 1. "Osa" {contents="klo 3-4"}\n`,
  );
  expect([value.title, value.subject, value.summary]).toEqual(['Kirje 1–2', 'Kirje 1-2', 'klo\u00a01–2']);
  expect(value.introduction).toMatchObject([{ alt: 'a ”b”', caption: '1–2' }]);
  expect(value.sections).toMatchObject([{ title: '”Osa”', contents: 'klo\u00a03–4', anchor: 'osa' }]);
});
