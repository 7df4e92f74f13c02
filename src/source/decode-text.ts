import type { Parsed } from '../problem/problem.ts';
import { PieceDecoder, WrongByteFinder, encodingProblem, isUtf16 } from './piece-decoder.ts';

/** The text of a file. `written` is the text before its letters were brought to one form; it is given only where that changed them. */
export interface DecodedText extends Parsed<string | undefined> {
  readonly written?: string;
}

/**
 * Understands the bytes of a text file that people edit: UTF-8 with or without a byte order mark, any line ends.
 * The text comes back with `\n` line ends and in one form, NFC (UAX #15): a Mac may write ä as two characters, and names have to compare.
 * What is not UTF-8 is refused with the line of the first wrong byte, never mangled.
 */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  if (isUtf16(bytes)) return { value: undefined, problems: [encodingProblem('utf-16', file, 1)] };
  try {
    const decoder = new PieceDecoder('strict');
    const written = decoder.decode(bytes) + decoder.decode();
    const value = written.normalize('NFC');
    return { value, problems: [], ...(value !== written && { written }) };
  } catch {
    const finder = new WrongByteFinder();
    const line = finder.find(bytes) ?? finder.find() ?? 1;
    return { value: undefined, problems: [encodingProblem('latin-1', file, line)] };
  }
}
