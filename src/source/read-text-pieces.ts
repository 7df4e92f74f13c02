import { open } from 'node:fs/promises';
import { type Problem, problem } from '../problem/problem.ts';
import { fileKindOf, isBinary } from './file-kind.ts';
import { PieceDecoder, WrongByteFinder, encodingProblem, notTextProblem, utf16Of } from './piece-decoder.ts';
import { reasonOf } from '../storage/reason-of.ts';

/** Octets that are read at a time. */
const READ = 128 * 1024;
/** Octets that become text at a time: few enough that it is soon forgotten by the garbage collector, which keeps large ones for long. */
const PIECE = 8 * 1024;

/** The reading was ended early, which says nothing of the file. */
export type Stopped = 'stopped';

/**
 * Reads a list piece by piece, however large it is, and gives each piece to `take` with `\n` line ends. Gives what
 * keeps the file from being read whole, which may show only behind pieces that were taken; `shown` is what it is called then. Stops
 * between two pieces when the signal is given.
 */
export async function readTextPieces(
  path: string,
  shown: string,
  take: (text: string) => void,
  stop?: AbortSignal,
): Promise<Problem | Stopped | undefined> {
  const decoder = new PieceDecoder('strict');
  let isFirst = true;
  try {
    for await (const bytes of octetsOf(path)) {
      if (stop?.aborted) return 'stopped';
      const fault = isFirst ? faultAtStart(bytes, shown) : undefined;
      if (fault) return fault;
      isFirst = false;
      for (let start = 0; start < bytes.length; start += PIECE) {
        const text = attempt(() => decoder.decode(bytes.subarray(start, start + PIECE)));
        if (text === undefined && isBinary(bytes)) return notTextProblem('binary', true, shown);
        if (text === undefined) return encodingProblem('latin-1', true, shown, await lineOfWrongByte(path));
        take(text);
      }
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return problem('file-unreadable', { file: shown, reason: reasonOf(error) }, { file: shown });
  }
  const rest = attempt(() => decoder.decode());
  if (rest === undefined) return encodingProblem('latin-1', true, shown, await lineOfWrongByte(path));
  take(rest);
  return undefined;
}

/** What the first octets say that is no UTF-8. */
function faultAtStart(bytes: Uint8Array, shown: string): Problem | undefined {
  const kind = fileKindOf(bytes, true);
  if (kind !== undefined) return notTextProblem(kind, true, shown);
  return utf16Of(bytes) === undefined ? undefined : encodingProblem('utf-16', true, shown, 1);
}

/** Each piece is good until the next is asked for. */
async function* octetsOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(READ);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function attempt(decode: () => string): string | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function lineOfWrongByte(path: string): Promise<number> {
  const finder = new WrongByteFinder();
  for await (const bytes of octetsOf(path)) {
    const line = finder.find(bytes);
    if (line !== undefined) return line;
  }
  return finder.find() ?? 1;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
