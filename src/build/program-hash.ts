import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A hash of this very program and what it runs on: another version may compose the same issue in another way. */
export function programHash(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256').update(`${process.version} ${process.versions.icu ?? ''}`);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => /\.[jt]s$/.test(file)).toSorted();
  for (const file of [...files.map((each) => join(folder, each)), join(folder, '..', 'package.json')]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
