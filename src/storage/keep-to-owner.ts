import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Closes a folder and the files in it to all but their owner, where others could look into it. Nothing of the kind is there on Windows. */
export function keepToOwner(folder: string): void {
  if ((statSync(folder).mode & 0o077) === 0) return;
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) chmodSync(join(folder, entry.name), 0o600);
}
