import type { FileKind } from '../problem/problem-details.ts';
import { type Problem, problem } from '../problem/problem.ts';

/**
 * Understands the bytes of a text file that people edit, piece by piece: UTF-8 with or without a byte order mark, any line ends. The text
 * comes out with `\n` line ends; what is not UTF-8 is not mangled but makes `decode` throw.
 */
export class PieceDecoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  /** A carriage return at the end of a piece: whether a line feed follows is seen in the next. */
  #held = '';

  constructor(mode: 'strict' | 'lenient') {
    this.#decoder = new TextDecoder('utf-8', { fatal: mode === 'strict' });
  }

  /** The text of the next bytes, or of what is left at the end. */
  decode(bytes?: Uint8Array): string {
    const text = this.#held + (bytes ? this.#decoder.decode(bytes, { stream: true }) : this.#decoder.decode());
    this.#held = bytes && text.endsWith('\r') ? '\r' : '';
    return normaliseLineEnds(this.#held === '' ? text : text.slice(0, -1));
  }
}

function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Which UTF-16 a file begins as, with a byte order mark or two letters of ASCII; undefined where it is another encoding. */
export function utf16Of(start: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isLetter(first) && second === 0 && isLetter(third) && fourth === 0) return 'utf-16le';
  return first === 0 && isLetter(second) && third === 0 && isLetter(fourth) ? 'utf-16be' : undefined;
}

/** Whether an octet is a printable character of ASCII, or the end of a line. */
function isLetter(octet: number | undefined): boolean {
  return octet !== undefined && ((octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === 0x0d);
}

/** A file that is no UTF-8; `line` is that of the first wrong byte. */
export function encodingProblem(encoding: 'latin-1' | 'utf-16', isList: boolean, file: string, line: number): Problem {
  return problem('file-encoding', { encoding, isList }, { file, line });
}

/** A file that is a workbook, a document or the like. */
export function notTextProblem(kind: FileKind, isList: boolean, file: string): Problem {
  return problem('file-not-text', { kind, isList }, { file });
}

/** Finds the line of the first wrong byte in pieces of a file. */
export class WrongByteFinder {
  readonly #decoder = new PieceDecoder('lenient');
  #line = 1;

  /** The line, once it is known. */
  find(bytes?: Uint8Array): number | undefined {
    const text = this.#decoder.decode(bytes);
    const wrong = text.indexOf('\ufffd');
    const before = wrong < 0 ? text : text.slice(0, wrong);
    this.#line += before.split('\n').length - 1;
    return wrong < 0 ? undefined : this.#line;
  }
}
