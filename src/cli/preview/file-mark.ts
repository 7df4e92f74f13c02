import { statSync } from 'node:fs';

/** Tells whether a file may be another than it was, without reading it; what cannot be looked at is as if it were not there. */
export function fileMark(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
