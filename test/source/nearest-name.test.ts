import { expect, test } from 'vitest';
import { nearestName } from '../../src/source/nearest-name.ts';

test.each([
  ['titel', 'title'],
  ['sumary', 'summary'],
  ['organization', 'organisation'],
  ['Jarjestot', 'jarjestot'],
  ['x', null],
  ['completely-else', null],
])('%s most likely meant %s', (typed, meant) => {
  expect(nearestName(typed, ['title', 'summary', 'organisation', 'jarjestot', 'date'])).toBe(meant);
});
