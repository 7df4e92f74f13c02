import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../build/browser/search.js', import.meta.url));

/** The search for browsers, as it was bundled when the program was installed; null when it was not. */
export function loadSearchScript(): Promise<string | null> {
  return readFile(FILE, 'utf8').catch(() => null);
}
