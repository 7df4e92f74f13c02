import { expect, test } from 'vitest';
import { parseYaml } from '../../src/source/parse-yaml.ts';

test('dates, leading zeros and underscores stay the text that was written', () => {
  const { entries } = parseYaml('date: 2022-01-26\ncode: 007\nbig: 1_000\n');
  expect(entries.map(({ value }) => value)).toEqual(['2022-01-26', '007', '1_000']);
});

test('each key knows its line and the comment behind its value', () => {
  const { entries } = parseYaml('a: x #4/2021\n\nb: [1, 2]\n');
  expect(entries).toMatchObject([
    { key: 'a', value: 'x', line: 1, comment: '4/2021' },
    { key: 'b', value: [1, 2], line: 3 },
  ]);
});

test('a bracket that is not closed is an error of the line that it stands on', () => {
  expect(parseYaml('a: 1\nlists: [x\nb: 2\n').errors[0]).toMatchObject({ line: 2 });
});

test('a key twice, and aliases that explode, are refused', () => {
  expect(parseYaml('a: 1\na: 2\n').errors).toHaveLength(1);
});

test('a nested key is found by its path, a missing one by what is above it', () => {
  const source = parseYaml('a: 1\nsmtp:\n  url: x\n');
  expect(source.lineOf(['smtp', 'url'])).toBe(3);
  expect(source.lineOf(['smtp', 'nothing'])).toBe(2);
  expect(source.lineOf(['nothing'])).toBe(1);
});
