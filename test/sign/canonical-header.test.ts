import { describe, expect, test } from 'vitest';
import { headerFields } from '../../src/sign/canonical-header.ts';
import { signedFields, signedNames } from '../../src/sign/signed-headers.ts';

function canonical(lines: string): string {
  return headerFields(lines)
    .map((field) => field.canonical)
    .join('');
}

describe('header fields', () => {
  test('are canonical as in the example of RFC 6376 §3.4.5', () => {
    expect(canonical('A: X\r\nB : Y\t\r\n\tZ  \r\n')).toBe('a:X\r\nb:Y Z\r\n');
  });

  test('keep all but white space and the case of their name', () => {
    expect(canonical('SUBJect: AbC  :\tÄ \u00a0\r\n')).toBe('subject:AbC : Ä \u00a0\r\n');
    expect(canonical('Reply-To:\r\n a@example.fi\r\nList-Id: \r\n')).toBe('reply-to:a@example.fi\r\nlist-id:\r\n');
  });
});

describe('what is signed', () => {
  const fields = headerFields('From: a\r\nX-Other: b\r\nDate: c\r\nPrecedence: bulk\r\nSubject: d\r\nDate: e\r\n');

  test('is named in the order of the message, and what must not be added once more', () => {
    expect(signedNames(fields).join(':')).toBe(
      'from:date:subject:date:from:to:cc:subject:date:reply-to:content-type:list-unsubscribe:list-unsubscribe-post',
    );
  });

  test('is taken from the bottom up where a field stands twice (RFC 6376 §5.4.2)', () => {
    expect(signedFields(fields, ['date', 'from', 'date', 'date', 'to'])).toBe('date:e\r\nfrom:a\r\ndate:c\r\n');
  });
});
