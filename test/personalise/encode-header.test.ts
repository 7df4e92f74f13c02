import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { encodeAddressHeader, encodeTextHeader } from '../../src/personalise/encode-header.ts';

const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }),
  fc.string({ minLength: 1, maxLength: 150 }),
  fc.constantFrom(
    'Järvimaan Sydänyhdistys ry',
    'A, B & C',
    'O"Malley \\ Sons',
    '=?utf-8?q?x?=',
    '👩‍👩‍👧‍👦'.repeat(12),
    'x'.repeat(150),
    'a@b.fi',
    '(kommentti)',
    'Yhdistys;',
  ),
);
const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffd]/gu, '')
    .replace(/\s+/g, ' ')
    .trim() || 'x';

function assertWire(header: string): void {
  for (const [index, line] of header.split('\r\n').entries()) {
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(line.length).toBeLessThanOrEqual(78);
    if (index > 0) expect(line).toMatch(/^ \S/);
  }
  for (const word of header.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? []) {
    expect(word.length).toBeLessThanOrEqual(75);
    expect(Buffer.from(word.slice(10, -2), 'base64').toString('utf8')).not.toContain('\ufffd');
  }
}

test('a display name and its address arrive as meant, folded, in ASCII, no character split', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (written) => {
      const name = clean(written);
      const header = encodeAddressHeader('To', name, 'a@example.fi');
      assertWire(header);
      const mail = await PostalMime.parse(`${header}\r\n\r\nx`);
      expect(mail.to).toEqual([{ name, address: 'a@example.fi' }]);
    }),
    { numRuns: 500 },
  );
});

test('a subject arrives as meant', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (written) => {
      const subject = clean(written);
      const header = encodeTextHeader('Subject', subject);
      assertWire(header);
      expect((await PostalMime.parse(`${header}\r\n\r\nx`)).subject).toBe(subject);
    }),
    { numRuns: 500 },
  );
});
