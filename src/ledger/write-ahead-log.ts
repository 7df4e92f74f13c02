import { existsSync, readFileSync } from 'node:fs';
import { PAGE_SIZE } from './ledger-schema.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
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
  const log = readFileSync(path);
  if (!isDamaged(log)) return false;
  // Another process may be writing the log anew while it is read; damage stays as it is.
  return existsSync(path) && readFileSync(path).equals(log);
}

function isDamaged(log: Buffer): boolean {
  const size = FRAME_HEADER + PAGE_SIZE;
  const frames = Array.from({ length: Math.max(Math.floor((log.length - HEADER) / size), 0) }, (_, index) =>
    log.subarray(HEADER + index * size, HEADER + (index + 1) * size),
  );
  if (frames.length === 0) return false;
  const header = log.subarray(0, HEADER);
  const commits = (some: readonly Buffer[]): Buffer[] => some.filter((frame) => frame.readUInt32BE(4) !== 0);
  // The header is flushed before the first frame is written.
  if (!isSoundHeader(header)) return commits(frames).length > 0;
  // When a log was begun anew, what stands behind it is of an earlier one, with other salts, and means nothing.
  const behind = frames.slice(soundFrames(header, frames));
  return commits(behind.filter((frame) => frame.subarray(8, 16).equals(header.subarray(16, 24)))).length >= 2;
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

/** How many frames from the start belong to the log and have the checksum that they say. */
function soundFrames(header: Buffer, frames: readonly Buffer[]): number {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  let sum = checksum(header.subarray(0, 24), [0, 0], isBigEndian);
  for (const [index, frame] of frames.entries()) {
    if (!frame.subarray(8, 16).equals(header.subarray(16, 24))) return index;
    sum = checksum(frame.subarray(0, 8), sum, isBigEndian);
    sum = checksum(frame.subarray(FRAME_HEADER), sum, isBigEndian);
    if (!isSum(frame, 16, sum)) return index;
  }
  return frames.length;
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
