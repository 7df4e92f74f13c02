import { expect, test } from 'vitest';
import { protectAddresses } from '../../../src/archive/entry/protect-addresses.ts';

test.each([
  ['aino.esimerkki@example.fi', 'aino.esimerkki(at)example.fi'],
  ['Kirjoita a+b@posti.example.org, kiitos.', 'Kirjoita a+b(at)posti.example.org, kiitos.'],
  ['äiti@esimerkki.example.fi', 'äiti(at)esimerkki.example.fi'],
  ['a@example.fi;b@example.fi', 'a(at)example.fi;b(at)example.fi'],
  ['@jarvimaa@toot.example.org', '@jarvimaa@toot.example.org'],
  ['2 kpl @ 5 €', '2 kpl @ 5 €'],
  ['aino@localhost', 'aino@localhost'],
])('%s is written %s', (words, shown) => {
  expect(protectAddresses(words)).toBe(shown);
});
