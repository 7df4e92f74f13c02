import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HoleTable } from '../../src/issue/hole-table.ts';

test('taking holes out and restoring them gives back any text', () => {
  const texts = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('{{a}}', '{{ b | c }}', '{{', '}}', '\\{{x}}', '|', '\n')))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const holes = new HoleTable(text);
      expect(holes.restore(holes.takeOut(text))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('cutting gives the fixed text and the holes in order', () => {
  const holes = new HoleTable('');
  const text = holes.takeOut('Hei {{name|sinä}}, {{ORGANISATION}}!');
  expect(holes.cut(text)).toEqual([
    'Hei ',
    { hole: { name: 'name', fallback: 'sinä' }, within: 'text' },
    ', ',
    { hole: { name: 'organisation', fallback: null }, within: 'text' },
    '!',
  ]);
  expect(holes.cut(holes.asTarget(holes.takeOut('https://e.fi/{{a}}')))).toMatchObject(['https://e.fi/', { within: 'target' }]);
  expect(holes.cut(holes.asTarget(holes.takeOut('{{a}}')))).toMatchObject([{ within: 'whole-target' }]);
});
