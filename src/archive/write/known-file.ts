import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readBelow } from '../../storage/read-below.ts';
import type { ManifestFile } from './manifest-file.ts';

/** Whether a file is known by its size and time to be as it was written. */
export function isAsWritten(path: string, { size, time }: ManifestFile): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === size && found.mtimeMs === time;
}

/** The same, or else by what is in it. */
export function isUnchanged(path: string, file: ManifestFile | undefined): boolean {
  return file !== undefined && (isAsWritten(path, file) || hashOfFile(path) === file.hash);
}

/** A file as it lies there, with the hash of what is in it. */
export function describe(path: string, hash: string): Pick<ManifestFile, 'hash' | 'size' | 'time'> {
  const { size, mtimeMs } = statSync(path);
  return { hash, size, time: mtimeMs };
}

/** The beginning of SHA-256, in hex. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

/** Null when there is none. */
export function hashOfFile(path: string): string | null {
  try {
    return hashOf(readBelow(dirname(path), path));
  } catch {
    return null;
  }
}
