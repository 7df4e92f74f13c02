import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { PAGE_SIZE } from './ledger-schema.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + PAGE_SIZE;
/** About four mebibytes. */
const FRAMES_AT_ONCE = 1_000;
/** Odd when checksums read their words big-endian. */
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;

/**
 * Whether SQLite's write-ahead log is damaged in its middle. SQLite takes the first frame whose checksum is wrong for the end and drops
 * all that comes behind it in silence, which may be claims and outcomes that were safely on disk. Since each commit is flushed before the
 * next begins, a power cut leaves at most one commit behind a bad frame; more of them mean damage. The format is that of SQLite's own
 * document, section 4 of "Database File Format". Only the log is read: closing a descriptor of the ledger's own file would drop all locks
 * that this process has on it (fcntl(2)).
 */
export function isLogDamaged(ledgerPath: string): boolean {
  const path = `${ledgerPath}-wal`;
  const first = inspect(path);
  if (!first?.isDamaged) return false;
  // Another process may be writing the log anew while it is read; damage stays as it is.
  return inspect(path)?.digest === first.digest;
}

/** What a log turned out to be, and the hash of all of it; undefined when there is none. It may be long, and is read in pieces. */
function inspect(path: string): { readonly isDamaged: boolean; readonly digest: string } | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER);
    const log = new LogReader(header.subarray(0, readSync(file, header, 0, HEADER, 0)));
    const piece = Buffer.alloc(FRAMES_AT_ONCE * FRAME);
    for (let at = HEADER, length = -1; length !== 0; at += length) {
      length = readSync(file, piece, 0, piece.length, at);
      log.read(piece.subarray(0, length));
    }
    return { isDamaged: log.isDamaged, digest: log.digest() };
  } finally {
    closeSync(file);
  }
}

/** Reads a log from its start, and counts the commits that stand where SQLite will not look. */
class LogReader {
  readonly #header: Buffer;
  readonly #isSoundHeader: boolean;
  readonly #isBigEndian: boolean;
  readonly #hash = createHash('sha256');
  /** Of the frames so far; undefined behind the first that is not sound. */
  #sum: Sum | undefined;
  #lost = 0;

  constructor(header: Buffer) {
    this.#header = header;
    this.#hash.update(header);
    this.#isSoundHeader = header.length === HEADER && isSoundHeader(header);
    this.#isBigEndian = this.#isSoundHeader && (header.readUInt32BE(0) & 1) === 1;
    this.#sum = this.#isSoundHeader ? checksum(header.subarray(0, 24), [0, 0], this.#isBigEndian) : undefined;
  }

  /** Whole frames, but for what is behind the last of them. */
  read(piece: Buffer): void {
    this.#hash.update(piece);
    for (let at = 0; at + FRAME <= piece.length; at += FRAME) this.#readFrame(piece.subarray(at, at + FRAME));
  }

  get isDamaged(): boolean {
    // The header is flushed before the first frame is written.
    return this.#lost >= (this.#isSoundHeader ? 2 : 1);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  #readFrame(frame: Buffer): void {
    // When a log was begun anew, what stands behind it is of an earlier one, with other salts, and means nothing.
    const isOurs = frame.subarray(8, 16).equals(this.#header.subarray(16, 24));
    this.#sum = this.#sum && isOurs ? this.#add(frame, this.#sum) : undefined;
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (this.#sum === undefined && isCommit && (isOurs || !this.#isSoundHeader)) this.#lost++;
  }

  #add(frame: Buffer, before: Sum): Sum | undefined {
    const sum = checksum(
      frame.subarray(FRAME_HEADER),
      checksum(frame.subarray(0, 8), before, this.#isBigEndian),
      this.#isBigEndian,
    );
    return isSum(frame, 16, sum) ? sum : undefined;
  }
}

function isSoundHeader(header: Buffer): boolean {
  const magic = header.readUInt32BE(0);
  const isKnown = (magic === MAGIC || magic === MAGIC + 1) && header.readUInt32BE(4) === VERSION;
  return (
    isKnown &&
    header.readUInt32BE(8) === PAGE_SIZE &&
    isSum(header, 24, checksum(header.subarray(0, 24), [0, 0], magic !== MAGIC))
  );
}

type Sum = readonly [number, number];

function checksum(data: Buffer, [first, second]: Sum, isBigEndian: boolean): Sum {
  for (let offset = 0; offset + 8 <= data.length; offset += 8) {
    const [a, b] = isBigEndian
      ? [data.readUInt32BE(offset), data.readUInt32BE(offset + 4)]
      : [data.readUInt32LE(offset), data.readUInt32LE(offset + 4)];
    first = (first + a + second) >>> 0;
    second = (second + b + first) >>> 0;
  }
  return [first, second];
}

function isSum(data: Buffer, offset: number, [first, second]: Sum): boolean {
  return data.readUInt32BE(offset) === first && data.readUInt32BE(offset + 4) === second;
}
