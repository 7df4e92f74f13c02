import { type Parsed, problem } from '../problem/problem.ts';

/**
 * Understands the bytes of a text file that people edit: UTF-8 with or without a byte order mark, any line ends.
 * The text comes back with `\n` line ends. What is not UTF-8 is refused with the line of the first wrong byte, never mangled.
 */
export function decodeText(bytes: Uint8Array, file: string): Parsed<string | undefined> {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return {
      value: undefined,
      problems: [problem('file-encoding', { encoding: 'utf-16', isList: isList(file) }, { file, line: 1 })],
    };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: normaliseLineEnds(text), problems: [] };
  } catch {
    const line = lineOfFirstWrongByte(bytes);
    return {
      value: undefined,
      problems: [problem('file-encoding', { encoding: 'latin-1', isList: isList(file) }, { file, line })],
    };
  }
}

function isList(file: string): boolean {
  return file.endsWith('.csv');
}

function normaliseLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function lineOfFirstWrongByte(bytes: Uint8Array): number {
  const replaced = new TextDecoder('utf-8').decode(bytes);
  const wrong = replaced.indexOf('�');
  return normaliseLineEnds(replaced.slice(0, wrong)).split('\n').length;
}
