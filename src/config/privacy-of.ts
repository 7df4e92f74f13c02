import type { Config } from './config.ts';

/**
 * Why the archive publishes nothing of an issue. `list-private`: these lists do not say `archive: public`; `list-unknown`: `newsletter.yaml` has no
 * such lists; `list-none`: the issue names no list.
 */
export interface Privacy {
  readonly reason: 'list-private' | 'list-unknown' | 'list-none';
  /** The lists to blame, in the order. */
  readonly lists: string[];
}

/** Decides by the lists that an issue names whether it is private; null when every one of them is configured and says `archive: public`. */
export function privacyOf(names: readonly string[], { lists }: Pick<Config, 'lists'>): Privacy | null {
  if (names.length === 0) return { reason: 'list-none', lists: [] };
  const closed = [...new Set(names)].filter((name) => lists.get(name)?.isPublic === false);
  if (closed.length > 0) return { reason: 'list-private', lists: closed };
  const unknown = [...new Set(names)].filter((name) => !lists.has(name));
  return unknown.length > 0 ? { reason: 'list-unknown', lists: unknown } : null;
}
