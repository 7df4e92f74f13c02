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

/** Whether a file begins as UTF-16 does, which no UTF-8 does. */
export function isUtf16(start: Uint8Array): boolean {
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
}

/** A file that is no UTF-8; `line` is that of the first wrong byte. */
export function encodingProblem(encoding: 'latin-1' | 'utf-16', file: string, line: number): Problem {
  return problem('file-encoding', { encoding, isList: file.endsWith('.csv') }, { file, line });
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
