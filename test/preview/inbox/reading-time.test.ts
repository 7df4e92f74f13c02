import { expect, test } from 'vitest';
import { readingTime } from '../../../src/preview/inbox/reading-time.ts';

test.each([
  ['', 0],
  ['Yksi kaksi kolme.', 3],
  ['Katso https://www.example.fi/a/b?c=d nyt', 2],
  ['----------\n* * *\n– —', 0],
  ['10.30 klo', 2],
  ['Etelä-Karjalan ry:n “lause”', 4],
  ['don’t  stop\n\nnow', 3],
])('“%s” has %i words', (text, words) => {
  expect(readingTime(text, 'fi').words).toBe(words);
});

test('nothing takes less than a minute, and languages take their time', () => {
  const minutes = (count: number, language: 'fi' | 'sv' | 'en'): number => readingTime('sana '.repeat(count), language).minutes;
  expect([minutes(0, 'fi'), minutes(1, 'fi'), minutes(161, 'fi'), minutes(805, 'fi')]).toEqual([1, 1, 1, 5]);
  expect([minutes(1140, 'en'), minutes(1140, 'sv'), minutes(1140, 'fi')]).toEqual([5, 6, 7]);
});
