import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

/** A hash of this very program and what it runs on, by its files' names, sizes and times: another version may compose the same issue in another way. */
export function programHash(): string {
  return (known ??= hashProgram());
}

let known: string | undefined;

function hashProgram(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256').update(`${version} ${versions.icu ?? ''}`);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => /\.[jt]s$/.test(file)).toSorted();
  for (const file of [...files.map((each) => join(folder, each)), join(folder, '..', 'package.json')]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\0`);
  }
  return hash.digest('hex');
}
