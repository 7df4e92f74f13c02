import type { Parsed, Problem } from '../problem/problem.ts';
import { fileKindOf, isBinary } from './file-kind.ts';
import { PieceDecoder, WrongByteFinder, encodingProblem, notTextProblem, utf16Of } from './piece-decoder.ts';

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
  const { value: written, problems } = decodeWritten(bytes, file);
  if (written === undefined) return { value: undefined, problems };
  const value = written.normalize('NFC');
  return { value, problems, ...(value !== written && { written }) };
}

/** The same with its letters as they were written. */
function decodeWritten(bytes: Uint8Array, file: string): Parsed<string | undefined> {
  const isList = file.endsWith('.csv');
  const refuse = (found: Problem): Parsed<undefined> => ({ value: undefined, problems: [found] });
  const kind = fileKindOf(bytes, isList);
  if (kind !== undefined) return refuse(notTextProblem(kind, isList, file));
  if (utf16Of(bytes) !== undefined) return refuse(encodingProblem('utf-16', isList, file, 1));
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { value: text, problems: [] };
  if (isBinary(bytes)) return refuse(notTextProblem('binary', isList, file));
  const finder = new WrongByteFinder();
  return refuse(encodingProblem('latin-1', isList, file, finder.find(bytes) ?? finder.find() ?? 1));
}

/**
 * The same for settings that a program may have written: UTF-16 is understood as well, with a byte order mark or without. A NUL in the text
 * is refused. Its letters stay as they were written, as a password needs it.
 */
export function decodeSettings(bytes: Uint8Array, file: string): Parsed<string | undefined> {
  const encoding = utf16Of(bytes);
  const read = encoding === undefined ? decodeWritten(bytes, file) : { value: decodeUtf16(bytes, encoding), problems: [] };
  const isText = read.value !== undefined && !read.value.includes('\0');
  if (isText || read.problems.length > 0) return read;
  return { value: undefined, problems: [notTextProblem('binary', false, file)] };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    const decoder = new PieceDecoder('strict');
    return decoder.decode(bytes) + decoder.decode();
  } catch {
    return undefined;
  }
}

/** Undefined where it is cut off or has half a character. */
function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}
