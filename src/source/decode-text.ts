import type { Parsed } from '../problem/problem.ts';
import { PieceDecoder, WrongByteFinder, encodingProblem, isUtf16 } from './piece-decoder.ts';

/**
 * Understands the bytes of a text file that people edit: UTF-8 with or without a byte order mark, any line ends.
 * The text comes back with `\n` line ends. What is not UTF-8 is refused with the line of the first wrong byte, never mangled.
 */
export function decodeText(bytes: Uint8Array, file: string): Parsed<string | undefined> {
  if (isUtf16(bytes)) return { value: undefined, problems: [encodingProblem('utf-16', file, 1)] };
  try {
    const decoder = new PieceDecoder('strict');
    return { value: decoder.decode(bytes) + decoder.decode(), problems: [] };
  } catch {
    const finder = new WrongByteFinder();
    const line = finder.find(bytes) ?? finder.find() ?? 1;
    return { value: undefined, problems: [encodingProblem('latin-1', file, line)] };
  }
}
