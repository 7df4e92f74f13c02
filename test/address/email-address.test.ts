import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domainOf, parseEmailAddress } from '../../src/address/email-address.ts';

describe('an e-mail address', () => {
  test.each([
    ['aino@example.fi', 'aino@example.fi', 'aino@example.fi'],
    ['  Aino.Esimerkki@Example.FI ', 'Aino.Esimerkki@example.fi', 'aino.esimerkki@example.fi'],
    ['aino+kirje@sub.example.fi', 'aino+kirje@sub.example.fi', 'aino+kirje@sub.example.fi'],
    ['info@järvimaa.fi', 'info@xn--jrvimaa-5wa.fi', 'info@xn--jrvimaa-5wa.fi'],
    ['ａｉｎｏ＠ｅｘａｍｐｌｅ．ｆｉ', 'aino@example.fi', 'aino@example.fi'],
    ['ai\u00adno@example.fi', 'aino@example.fi', 'aino@example.fi'],
  ])('%j is mailed as %s and known as %s', (written, address, key) => {
    expect(parseEmailAddress(written)).toEqual({ address, key });
  });

  test.each([
    ['', 'empty'],
    ['aino', 'no-at'],
    ['aino(at)example.fi', 'characters'],
    ['a@x.fi;b@y.fi', 'several'],
    ['a@x.fi,b@y.fi', 'several'],
    ['a@b@c.fi', 'several'],
    ['a b@x.fi', 'space'],
    ['a@x.fi\r\nBcc: b@y.fi', 'several'],
    ['a@x.fi\r\nX', 'space'],
    ['a@x.fi\u0000', 'characters'],
    ['<a@x.fi>', 'characters'],
    ['"a b"@x.fi', 'space'],
    ['"ab"@x.fi', 'characters'],
    ['a@[127.0.0.1]', 'characters'],
    ['-oQ@x.fi', 'local-part'],
    ['.a@x.fi', 'local-part'],
    ['a..b@x.fi', 'local-part'],
    ['a@localhost', 'domain'],
    ['a@127.0.0.1', 'domain'],
    ['a@-x.fi', 'domain'],
    ['a@x..fi', 'domain'],
    ['a@x.fi.', 'domain'],
    ['a@', 'domain'],
    ['a@x.fi/y', 'domain'],
    ['a@x.fi?y', 'domain'],
    ['a@x.fi#y', 'domain'],
    ['a@x%2efi', 'domain'],
    [`${'a'.repeat(65)}@example.fi`, 'too-long'],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.fi`, 'too-long'],
  ])('%j is refused: %s', (written, fault) => {
    expect(parseEmailAddress(written)).toBe(fault);
  });

  test('whatever is accepted has one @, a domain in ASCII and nothing that parts addresses, and is accepted again as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress(), fc.string({ unit: 'grapheme' })), (text) => {
        const parsed = parseEmailAddress(text);
        if (typeof parsed === 'string') return;
        expect(parsed.address).toMatch(/^[^\s\p{Cc}\p{Cf}@]+@[a-z0-9.-]+$/u);
        expect(parsed.address.split('@')).toHaveLength(2);
        expect(parsed.address).not.toMatch(/[<>,;\s]/);
        expect(parseEmailAddress(parsed.address)).toEqual(parsed);
        expect(parseEmailAddress(parsed.key)).toMatchObject({ key: parsed.key });
        expect(domainOf(parsed.address)).toBe(parsed.key.split('@')[1]);
      }),
      { numRuns: 2000 },
    );
  });

  test('what is understood at a glance is understood as it is otherwise; a space in front makes it look twice', () => {
    const one = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...letters.split(''));
    const letters = 'abzAZ09_+-.@xn';
    const close = fc.string({ unit: one(letters), maxLength: 140 });
    const near = fc
      .tuple(close, close, fc.constantFrom('fi', 'x--y', 'xn--a', '1', '0x1', 'FI', 'f'))
      .map((parts) => parts.join('@'));
    const label = fc.string({ unit: one('ab09-'), minLength: 1, maxLength: 70 });
    const long = fc
      .tuple(fc.string({ unit: one('aB0.+_-'), minLength: 1, maxLength: 70 }), fc.array(label, { minLength: 1 }))
      .map(([local, labels]) => `${local}@${labels.join('.')}.fi`);
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), close, near, long), (text) => {
        expect(parseEmailAddress(text)).toEqual(parseEmailAddress(` ${text}`));
      }),
      { numRuns: 5000 },
    );
  });
});
