import { isAbsolute, relative, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';

/** Everything in a workspace that shows in the preview, by its path there. */
export function watchedParts(folder: string, { lists, logo }: Config): string[] {
  const named = [...[...lists.values()].map(({ file }) => file), ...(logo === null ? [] : [logo])];
  const inside = named
    .map((path) => relative(folder, resolve(folder, path)))
    .filter((path) => path !== '' && !isAbsolute(path) && !path.startsWith('..'));
  return [...new Set(['newsletter.yaml', '.env', 'issues', 'articles', 'subscribers', 'templates', ...inside])];
}
