import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeJoint, encodeQuotedPrintable } from '../../src/personalise/quoted-printable.ts';

/** A decoder written from RFC 2045 §6.7, for judging the encoder. */
function decode(encoded: string): string {
  const joined = encoded.replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

const texts = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', ' \n', '.', '=', '\t', 'ä', '👩‍👩‍👧‍👦', 'x'.repeat(80))))
  .map((parts) => parts.join('').replaceAll('\r', ''));

test('decodes to what was meant, in lines of at most 76 ASCII characters, none of which begins with a dot or ends in a space', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const encoded = encodeQuotedPrintable(text);
      expect(decode(encoded)).toBe(text);
      for (const line of encoded.split('\r\n')) {
        expect(line).toMatch(/^[\t\x20-\x7e]{0,76}$/);
        expect(line).not.toMatch(/^\.|[ \t]$/);
      }
    }),
    { numRuns: 1000 },
  );
});

test('pieces encoded one by one join to the same text', () => {
  fc.assert(
    fc.property(fc.array(texts), (pieces) => {
      const joined = pieces.map(encodeJoint).join('');
      expect(decode(joined)).toBe(pieces.join(''));
      expect(joined.split('\r\n').every((line) => line.length <= 76 && !line.startsWith('.'))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
