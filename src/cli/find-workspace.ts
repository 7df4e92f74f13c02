import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder with a newsletter.yaml, from `start` upwards; `start` itself when there is none. */
export function findWorkspace(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'newsletter.yaml'))) return folder;
    if (folder === dirname(folder)) return start;
  }
}
