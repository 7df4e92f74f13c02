import { isAbsolute, normalize } from 'node:path';
import type { Config } from '../../config/config.ts';

/** Everything in a workspace that shows in the preview, by its path there. */
export function watchedParts({ lists, logo }: Config): string[] {
  const named = [...[...lists.values()].map(({ file }) => file), ...(logo === null ? [] : [logo])];
  const inside = named.map((path) => normalize(path)).filter((path) => !isAbsolute(path) && !path.startsWith('..'));
  return [...new Set(['newsletter.yaml', '.env', 'issues', 'articles', 'subscribers', 'templates', ...inside])];
}
