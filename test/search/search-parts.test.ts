import { describe, expect, test } from 'vitest';
import { makeIndex, openIndexes } from '../../src/search/search-parts.ts';
import type { SearchLanguage } from '../../src/search/terms.ts';

function indexOf(language: SearchLanguage, ...texts: readonly string[]): string {
  const parts = texts.map((text, index) => ({
    id: `${index}`,
    title: `Osa ${index}`,
    page: 'Kirje',
    address: `kirje/#${index}`,
    date: '2022-01-26',
    text,
  }));
  return makeIndex(language, parts);
}

describe.each<[SearchLanguage, readonly (readonly [string, string])[]]>([
  [
    'fi',
    [
      ['avustus', 'avustuksia'],
      ['avustuksen', 'avustus'],
      ['järjestö', 'järjestöille'],
      ['järjestöjen', 'järjestöt'],
      ['yhdistys', 'yhdistysten'],
      ['tapahtuma', 'tapahtumissa'],
      ['kampanjoita', 'kampanjan'],
      ['neuvontaa', 'neuvonta'],
      ['haku', 'haun'],
      ['hakuun', 'haku'],
      ['kunta', 'kunnan'],
      ['osallisuuden', 'osallisuus'],
      ['hyvinvointi', 'hyvinvoinnin'],
      ['talvifoorumissa', 'talvifoorumi'],
      ['talvi', 'talvifoorumi'],
      ['JÄRVIMAA', 'Järvimaalla'],
    ],
  ],
  [
    'sv',
    [
      ['förening', 'föreningarna'],
      ['föreningens', 'förening'],
      ['evenemanget', 'evenemang'],
      ['bidrag', 'bidragen'],
      ['kommun', 'kommunerna'],
      ['vinter', 'vinterforum'],
    ],
  ],
  [
    'en',
    [
      ['association', 'associations'],
      ['meeting', 'meetings'],
    ],
  ],
])('in %s', (language, pairs) => {
  test.each(pairs)('%s finds %s, and no other word', (query, written) => {
    const find = openIndexes(language, [indexOf(language, `Alussa ${written} lopussa.`, 'Kokonaan muuta asiaa sivulla.')]);
    expect(find(query).map(({ title }) => title)).toEqual(['Osa 0']);
  });
});

test('a slip of one letter is forgiven, and all words must be there', () => {
  const find = openIndexes('fi', [indexOf('fi', 'avustukset ja kampanja', 'avustukset ja neuvonta')]);
  expect(find('avutukset kampanja')).toHaveLength(1);
  expect(find('avustukset')).toHaveLength(2);
});

test('what stands in a title comes before what stands in a text, over all indexes; of those alike the newest', () => {
  const part = (title: string, text: string, date: string): string =>
    makeIndex('fi', [{ id: date, title, page: 'Kirje', address: `${date}/`, date, text }]);
  const find = openIndexes('fi', [
    part('Muuta', 'Avustus kasvaa.', '2020-01-01'),
    part('Avustus', 'Kasvaa.', '2019-01-01'),
    part('Muuta', 'Avustus kasvaa.', '2021-01-01'),
  ]);
  expect(find('avustus').map(({ date }) => date)).toEqual(['2019-01-01', '2021-01-01', '2020-01-01']);
});

test('what is written with markup is a text like any other', () => {
  const find = openIndexes('fi', [indexOf('fi', '<img src=x onerror=alert(1)> sana')]);
  expect(find('onerror')).toHaveLength(1);
  expect(find('<img>')).toHaveLength(1);
  expect(find('   ')).toEqual([]);
});
