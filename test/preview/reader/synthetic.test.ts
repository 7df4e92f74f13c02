import { describe, expect, test } from 'vitest';
import { ISSUE_LANGUAGES } from '../../../src/config/config.ts';
import { SYNTHETIC, type Synthetic, syntheticValue } from '../../../src/preview/reader/synthetic.ts';

describe.each(ISSUE_LANGUAGES)('in %s', (language) => {
  const value = (kind: Synthetic, column: string, isLink = false): string | undefined =>
    syntheticValue(kind, column, isLink, language);

  test('the first reader shows the columns by their names', () => {
    expect(SYNTHETIC[0]).toBe('columns');
    for (const column of ['organisation', 'anything']) expect(value('columns', column)).toBeUndefined();
  });

  test('the empty one has nothing anywhere', () => {
    for (const column of ['organisation', 'email', 'anything']) expect(value('empty', column)).toBe('');
    expect(value('empty', 'link', true)).toBe('');
  });

  test('the usual one is somebody at an address that nobody has', () => {
    expect(value('usual', 'organisation')).toMatch(/\S+ \S+/);
    expect(value('usual', 'email')).toMatch(/@example\.(?:org|fi)$/);
    expect(value('usual', 'link', true)).toBe('https://example.org/');
    expect(value('usual', 'anything')).toBeUndefined();
  });

  test('the long one has more in every column, whatever it is called', () => {
    for (const column of ['organisation', 'name', 'email']) {
      expect(value('long', column)!.length).toBeGreaterThan(value('usual', column)!.length * 1.8);
    }
    expect(value('long', 'anything')!.length).toBeGreaterThan(80);
    expect(new URL(value('long', 'link', true)!).hostname).toBe('example.org');
    expect(value('long', 'email')).toMatch(/@[a-z.]*example\.(?:org|fi)$/);
  });

  test.each(['constructor', 'valueOf', '__proto__', 'hasOwnProperty'])('a column called %s is one like others', (column) => {
    expect(value('usual', column)).toBeUndefined();
    expect(value('long', column)).toBe(value('long', 'anything'));
  });
});
