import { asciiSlug } from '../../source/ascii-slug.ts';

/** A heading's anchor: its words in `[a-z0-9-]`, ä and å as a, ö as o; made unique by a number. */
export function anchorOf(title: string, number: number, taken: Set<string>, fallback = 'osa'): string {
  const base = asciiSlug(title) || `${fallback}-${number}`;
  let anchor = base;
  for (let copy = 2; taken.has(anchor); copy++) anchor = `${base}-${copy}`;
  taken.add(anchor);
  return anchor;
}
