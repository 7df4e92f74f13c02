import { closeSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { type Problem, problem } from '../problem/problem.ts';
import { fileKindOf, isBinary } from './file-kind.ts';
import { PieceDecoder, WrongByteFinder, encodingProblem, notTextProblem, utf16Of } from './piece-decoder.ts';
import { openBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';

/** Octets that are read at a time. */
const READ = 128 * 1024;
/** Octets that become text at a time: few enough that it is soon forgotten by the garbage collector, which keeps large ones for long. */
const PIECE = 8 * 1024;

/** A file of any size; `workspace` is null for one that may lie anywhere. `file` is what it is called in problems. */
export interface LongFile {
  readonly workspace: string | null;
  readonly path: string;
  readonly file: string;
}

const readOctets = promisify(read);

/** The reading was ended early, which says nothing of the file. */
export type Stopped = 'stopped';

/**
 * Reads a list piece by piece, however large it is, and gives each piece to `take` with `\n` line ends. Gives what
 * keeps the file from being read whole, which may show only behind pieces that were taken. Stops
 * between two pieces when the signal is given.
 */
export async function readTextPieces(
  { workspace, path, file: shown }: LongFile,
  take: (text: string) => void,
  stop?: AbortSignal,
): Promise<Problem | Stopped | undefined> {
  const decoder = new PieceDecoder('strict');
  let isFirst = true;
  try {
    for await (const bytes of octetsOf(workspace, path)) {
      if (stop?.aborted) return 'stopped';
      const fault = isFirst ? faultAtStart(bytes, shown) : undefined;
      if (fault) return fault;
      isFirst = false;
      for (let start = 0; start < bytes.length; start += PIECE) {
        const text = attempt(() => decoder.decode(bytes.subarray(start, start + PIECE)));
        if (text === undefined && isBinary(bytes)) return notTextProblem('binary', true, shown);
        if (text === undefined) return encodingProblem('latin-1', true, shown, await lineOfWrongByte(workspace, path));
        take(text);
      }
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return problem('file-unreadable', { file: shown, reason: reasonOf(error) }, { file: shown });
  }
  const rest = attempt(() => decoder.decode());
  if (rest === undefined) return encodingProblem('latin-1', true, shown, await lineOfWrongByte(workspace, path));
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
async function* octetsOf(workspace: string | null, path: string): AsyncGenerator<Uint8Array> {
  const file = openBelow(workspace, path);
  try {
    const buffer = new Uint8Array(READ);
    for (;;) {
      const { bytesRead } = await readOctets(file, buffer, 0, READ, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    closeSync(file);
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

async function lineOfWrongByte(workspace: string | null, path: string): Promise<number> {
  const finder = new WrongByteFinder();
  for await (const bytes of octetsOf(workspace, path)) {
    const line = finder.find(bytes);
    if (line !== undefined) return line;
  }
  return finder.find() ?? 1;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
