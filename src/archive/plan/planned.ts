import { createHash } from 'node:crypto';
import type { PlannedFile } from '../write/write-archive.ts';

/** A file that is made anew each time: it is small, or depends on nearly everything. */
export function anew(path: string, text: string): PlannedFile {
  return { path, made: '', content: () => text, owners: [] };
}

/** Of all that a file is made of. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
