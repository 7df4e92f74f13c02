import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareBodyHash } from '../../src/sign/body-hash.ts';

/** The whole body at once, line by line, as RFC 6376 §3.4.4 says it. */
function plainHash(body: string): string {
  const lines = body
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.replace(/[\t ]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return createHash('sha256')
    .update(lines.map((line) => `${line}\r\n`).join(''))
    .digest('base64');
}

function wholeHash(body: string): string {
  return prepareBodyHash([body])([]);
}

const line = fc.oneof(
  fc.constantFrom('', ' ', '\t \t', 'a', ' a', 'a ', 'a \t b', '=\t', '--', '\u00a0', 'ä  ö', '\r', '\n', 'a\n'),
  fc.string({ unit: fc.constantFrom(' ', '\t', 'a', '='), maxLength: 8 }),
);
/** Whole lines, or nothing; many end in empty lines. */
const piece = fc
  .tuple(fc.array(line, { maxLength: 3 }), fc.nat(2))
  .map(([lines, empty]) => [...lines, ...Array<string>(empty).fill('')].map((one) => `${one}\r\n`).join(''));

describe('the hash of a body', () => {
  test('is that of the joined body, wherever it is cut', () => {
    const cut = fc.tuple(piece, fc.array(fc.tuple(piece, piece), { maxLength: 4 }));
    fc.assert(
      fc.property(cut, ([first, pairs]) => {
        const fixed = [first, ...pairs.map(([, behind]) => behind)];
        const values = pairs.map(([value]) => value);
        expect(prepareBodyHash(fixed)(values)).toBe(plainHash(first + pairs.flat().join('')));
      }),
      { numRuns: 2000 },
    );
  });

  test('is made again for other values from the same pieces', () => {
    const hash = prepareBodyHash(['Hei =\r\n', '!\r\n\r\n', '\r\n']);
    for (const values of [
      ['a=\r\n', ''],
      ['\r\n', '\r\n'],
      ['', ''],
      ['a=\r\n', 'x  y\r\n'],
    ])
      expect(hash(values)).toBe(plainHash(`Hei =\r\n${values[0]}!\r\n\r\n${values[1]}\r\n`));
  });

  test('knows the example of RFC 6376 §3.4.5', () => {
    expect(wholeHash(' C \r\nD \t E\r\n\r\n\r\n')).toBe(createHash('sha256').update(' C\r\nD E\r\n').digest('base64'));
  });

  test('of nothing, and of nothing but empty lines, is that of no octets (RFC 6376 §3.4.4)', () => {
    const ofNothing = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
    for (const body of ['', '\r\n', ' \r\n\t\r\n\r\n']) expect(wholeHash(body)).toBe(ofNothing);
    expect(prepareBodyHash(['', '\r\n'])(['\r\n'])).toBe(ofNothing);
  });
});
