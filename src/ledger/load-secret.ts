import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The workspace's secret, or null when none was made yet. `NEWSLETTER_SECRET` stands in for the file. */
export function loadSecret(path: string, fromEnvironment: string | undefined): string | null {
  if (fromEnvironment) return fromEnvironment;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

/** Makes the secret: 256 random bits in hex, readable by its owner alone. Fails if there is one already. */
export function makeSecret(path: string): string {
  const secret = randomBytes(32).toString('hex');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${secret}\n`, { flag: 'wx', mode: 0o600 });
  return secret;
}
