import { existsSync, readFileSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Whether SQLite's write-ahead log is damaged in its middle. SQLite takes the first frame whose checksum is wrong for the end and drops
 * all that comes behind it in silence, which may be claims and outcomes that were safely on disk. Since each commit is flushed before the
 * next begins, a power cut leaves at most one commit behind a bad frame; more of them mean damage. The format is that of SQLite's own
 * document, section 4 of "Database File Format".
 */
export function isLogDamaged(ledgerPath: string): boolean {
  const path = `${ledgerPath}-wal`;
  if (!existsSync(path)) return false;
  const log = readFileSync(path);
  if (commitsBehindDamage(log) < 2) return false;
  // Another process may be writing the log anew while it is read; damage stays as it is.
  return readFileSync(path).equals(log);
}

function commitsBehindDamage(log: Buffer): number {
  if (log.length < HEADER + FRAME_HEADER) return 0;
  const pageSize = log.readUInt32BE(8);
  const size = FRAME_HEADER + (pageSize === 0 ? 4096 : pageSize);
  const frames = Array.from({ length: Math.floor((log.length - HEADER) / size) }, (_, index) =>
    log.subarray(HEADER + index * size, HEADER + (index + 1) * size),
  );
  const header = log.subarray(0, HEADER);
  const sound = soundFrames(header, frames);
  // When a log was begun anew, what stands behind it is of an earlier one, with other salts, and means nothing.
  const salts = sound === undefined ? frames[0]?.subarray(8, 16) : header.subarray(16, 24);
  const isOfThisLog = (frame: Buffer): boolean => salts !== undefined && frame.subarray(8, 16).equals(salts);
  return frames.slice(sound ?? 0).filter((frame) => isOfThisLog(frame) && frame.readUInt32BE(4) !== 0).length;
}

/** How many frames from the start belong to the log and have the checksum that they say; undefined when its header has not. */
function soundFrames(header: Buffer, frames: readonly Buffer[]): number | undefined {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  let sum = checksum(header.subarray(0, 24), [0, 0], isBigEndian);
  if (!isSum(header, 24, sum)) return undefined;
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
