import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { openBelow } from '../storage/read-below.ts';

/** SHA-256 in hex of a file of any size; null when it cannot be read. */
export async function readHash(workspace: string | null, path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path, { fd: openBelow(workspace, path), highWaterMark: 128 * 1024 }))
      hash.update(bytes as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
