import { expect, test } from 'vitest';
import { decodeText } from '../../src/source/decode-text.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);

test('line ends of any kind become \\n, and a byte order mark is no text', () => {
  expect(decodeText(bytes('\ufeffa\r\nb\rc\nd'), 'x').value).toBe('a\nb\nc\nd');
});

test('Latin-1 is refused with the line of its first letter outside ASCII', () => {
  const { value, problems } = decodeText(bytes('a\r\nb\r\nPöytyä', 'latin1'), 'lista.csv');
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([
    { code: 'file-encoding', details: { encoding: 'latin-1' }, place: { file: 'lista.csv', line: 3 } },
  ]);
});

test('UTF-16, as Excel calls "Unicode text", is refused by its name', () => {
  const { problems } = decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('a', 'utf16le')]), 'x');
  expect(problems).toMatchObject([{ code: 'file-encoding', details: { encoding: 'utf-16' } }]);
});
