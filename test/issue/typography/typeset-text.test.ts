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
    ['sana --- toinen', 'sana – toinen'],
    ['sana---toinen', 'sana – toinen'],
    ['25.1.-3.2.', '25.1.–3.2.'],
    ['24.12-26.12', '24.12–26.12'],
    ['12-18.1.2022', '12–18.1.2022'],
    ['9.30-11', '9.30–11'],
    ['12-16.30', '12–16.30'],
    ['avoinna 12-16.', 'avoinna 12–16.'],
    ['klo 9.30-11.', 'klo_9.30–11.'],
    ['klo 22-06.', 'klo_22–06.'],
    ['klo 9-15 25.1.', 'klo_9–15 25.1.'],
    ['2022-01-25 klo 12-16', '2022-01-25 klo_12–16'],
    ['vuosina 2021-2022 100 henkeä', 'vuosina 2021–2022 100 henkeä'],
    ['25.1.2022 12-16', '25.1.2022 12–16'],
    ['s. 3-5 ja 10-15 €', 's._3–5 ja 10–15_€'],
    ['1 000-2 000', '1_000–2_000'],
    ['Joh. 3:16-18', 'Joh. 3:16–18'],
    ['1.-9. luokka', '1.–9. luokka'],
    ['auki 08-16', 'auki 08–16'],
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
    '031-41 41 34',
    '08-12 34 56',
    'Ring 08-12 34 56, 040-123 45 67 eller 0400-12 34 56.',
    '+358 40-12',
    '+46 (0)8-12 34 56',
    '(08) 12-34',
    '09 310-1691',
    '03 123-4567',
    'tfn 12-34',
    '8-12 34 56',
    'meta 4.15-0 och gam 1.22-4, liksom DOSBox 0.74-3',
    'v2.0-3',
    'ISO 8859-1',
    '2-3-1',
    '1:2-3',
    '1:22-4',
    '1.2.3-4',
    '2022-05-19 – 05-20',
    '2022-05-19 till 05-20',
    'x = 5-7',
    '5-7 = x',
    '32.1.-35.1.',
    '9.75-11.80',
    'klo 25-31 30-1',
    'Pg 12-34',
    'sana ---- toinen',
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

describe('telephone numbers and versions keep their hyphens', () => {
  const digits = (count: number): fc.Arbitrary<string> =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));
  const groups = (...sizes: readonly number[]): fc.Arbitrary<string> =>
    fc.tuple(...sizes.map(digits)).map((each) => each.join(' '));
  const numberOf = (areas: readonly string[], shapes: readonly (readonly number[])[]): fc.Arbitrary<string> =>
    fc
      .tuple(fc.constantFrom(...areas), fc.oneof(...shapes.map((shape) => groups(...shape))))
      .map(([area, rest]) => `${area}-${rest}`);
  const FINNISH = ['09', '03', '013', '040', '0400', '050', '0457', '+358 40', '+358 9', '+358 400'];
  const SWEDISH = ['08', '031', '0500', '070', '0730', '+46 8', '+46 31', '+46 70', '+46 (0)8'];
  const finnish = numberOf(FINNISH, [[7], [3, 4], [3, 2, 2], [2, 2, 2], [4, 3], [3, 3], [6], [5]]);
  const swedish = numberOf(SWEDISH, [[2, 2, 2], [3, 2, 2], [3, 3, 2], [2, 2, 2, 2], [3, 3], [6]]);
  const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
  const version = fc
    .tuple(small(5), small(99), small(30), fc.constantFrom('', 'v', 'meta ', 'gam '))
    .filter(([, minor]) => minor > 9)
    .map(([major, minor, release, name]) => `${name}${major}.${minor}-${release}`);
  const patch = fc.tuple(small(30), small(30), small(30), small(30)).map(([a, b, c, d]) => `${a}.${b}.${c}-${d}`);
  const unchanged = (texts: fc.Arbitrary<string>): void => {
    const around = fc.constantFrom(['', ''], ['Ring ', ' eller skriv.'], ['Soita ', '.'], ['(', ')'], ['p. ', ', kiitos']);
    fc.assert(
      fc.property(texts, around, fc.constantFrom('fi', 'sv', 'en'), (text, [before = '', after = ''], language) => {
        const written = before + text + after;
        expect(typesetText(written, language).replaceAll('\u00a0', ' ')).toBe(written);
      }),
      { numRuns: 500 },
    );
  };
  test('Finnish numbers', () => unchanged(finnish));
  test('Swedish numbers', () => unchanged(swedish));
  test('versions', () => unchanged(fc.oneof(version, patch)));
});

test('true ranges of times, dates, years and amounts are set', () => {
  const from = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
  const two = (value: number): string => String(value).padStart(2, '0');
  const growing = (min: number, max: number): fc.Arbitrary<[number, number]> =>
    fc.tuple(from(min, max - 1), from(min + 1, max)).filter(([a, b]) => a < b);
  const times = fc
    .tuple(from(0, 23), from(0, 59), from(0, 24), from(0, 59))
    .map(([a, b, c, d]) => `${a}.${two(b)}-${c}.${two(d)}`);
  const dates = fc.tuple(from(1, 31), from(1, 12), from(1, 31), from(1, 12)).map(([a, b, c, d]) => `${a}.${b}.-${c}.${d}.`);
  const hours = fc.tuple(from(0, 24), from(0, 24)).map(([a, b]) => `klo ${a}-${two(b)}`);
  const years = growing(1900, 2100).map(([a, b]) => `${a}-${b}`);
  const counts = growing(1, 99).map(([a, b]) => `${a}-${b} €`);
  fc.assert(
    fc.property(fc.oneof(times, dates, hours, years, counts), fc.constantFrom('', 'auki ', 'ja '), (range, before) => {
      expect(set(before + range).replaceAll('_', ' ')).toBe(before + range.replace('-', '–'));
    }),
    { numRuns: 500 },
  );
});

describe('hyphens for dashes', () => {
  test('three are an em dash in English, and a dash with spaces elsewhere', () => {
    expect(set('word---word and word --- word', 'en')).toBe('word—word and word — word');
    expect(set('ord---ord och ord --- ord', 'sv')).toBe('ord – ord och ord – ord');
  });

  test.each(['git log -- path', 'npm test -- -u', 'Run git checkout main -- src/a.ts today', 'cargo run --release -- x'])(
    'the command %s keeps them',
    (command) => expect(set(command, 'en')).toBe(command),
  );

  test('a dash in a sentence is one all the same', () => {
    expect(set('Kampanja Valoa ikkunaan -kampanja -- hieno', 'fi')).toBe('Kampanja Valoa ikkunaan -kampanja – hieno');
    expect(set('We make it -- daily', 'en')).toBe('We make it – daily');
  });

  test('a quotation mark behind an equals sign opens', () => expect(set('title="why?" x', 'en')).toBe('title=“why?” x'));
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
