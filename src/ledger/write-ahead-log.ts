import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { PAGE_SIZE } from './ledger-schema.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + PAGE_SIZE;
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
  if (!existsSync(path)) return false;
  const found = examine(path);
  if (!found.isDamaged) return false;
  // Another process may be writing the log anew while it is read; damage stays as it is.
  return existsSync(path) && examine(path).hash === found.hash;
}

/** Reads a log a frame at a time: the plan of a long list makes it as long as the ledger. */
function examine(path: string): { readonly isDamaged: boolean; readonly hash: string } {
  const hash = createHash('sha256');
  const pieces = piecesOf(path);
  const header = Buffer.from(pieces.next().value ?? []);
  hash.update(header);
  const frames = new FrameReader(header);
  for (const frame of pieces) {
    hash.update(frame);
    if (frame.length === FRAME) frames.read(frame);
  }
  return { isDamaged: frames.isDamaged, hash: hash.digest('hex') };
}

/** The header, and then each frame; the last may be cut short. Each is good until the next is asked for. */
function* piecesOf(path: string): Generator<Buffer, undefined> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(FRAME);
  try {
    for (let length = HEADER; ; length = FRAME) {
      const read = readSync(file, buffer, 0, length, null);
      if (read > 0) yield buffer.subarray(0, read);
      if (read < length) return;
    }
  } finally {
    closeSync(file);
  }
}

/** Follows the frames of a log as long as they are sound, and counts the commits behind. */
class FrameReader {
  readonly #header: Buffer;
  readonly #isHeaderSound: boolean;
  readonly #isBigEndian: boolean;
  #sum: Sum;
  #isSound: boolean;
  #commitsBehind = 0;

  constructor(header: Buffer) {
    this.#header = header;
    this.#isHeaderSound = header.length === HEADER && isSoundHeader(header);
    this.#isBigEndian = this.#isHeaderSound && (header.readUInt32BE(0) & 1) === 1;
    this.#sum = this.#isHeaderSound ? checksum(header.subarray(0, 24), [0, 0], this.#isBigEndian) : [0, 0];
    this.#isSound = this.#isHeaderSound;
  }

  /** The header is flushed before the first frame is written: where it is not sound, any commit is one too many. */
  get isDamaged(): boolean {
    return this.#commitsBehind >= (this.#isHeaderSound ? 2 : 1);
  }

  read(frame: Buffer): void {
    // When a log was begun anew, what stands behind it is of an earlier one, with other salts, and means nothing.
    const isOfThisLog = frame.subarray(8, 16).equals(this.#header.subarray(16, 24));
    this.#isSound &&= isOfThisLog && this.#follows(frame);
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (!this.#isSound && isCommit && (isOfThisLog || !this.#isHeaderSound)) this.#commitsBehind++;
  }

  #follows(frame: Buffer): boolean {
    this.#sum = checksum(frame.subarray(0, 8), this.#sum, this.#isBigEndian);
    this.#sum = checksum(frame.subarray(FRAME_HEADER), this.#sum, this.#isBigEndian);
    return isSum(frame, 16, this.#sum);
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
