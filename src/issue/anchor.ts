/** A heading's anchor: its words in `[a-z0-9-]`, ä and å as a, ö as o; made unique by a number. */
export function anchorOf(title: string, number: number, taken: Set<string>): string {
  const base = asciiSlug(title) || `osa-${number}`;
  let anchor = base;
  for (let copy = 2; taken.has(anchor); copy++) anchor = `${base}-${copy}`;
  taken.add(anchor);
  return anchor;
}

/** Words in lower-case ASCII letters and digits joined by hyphens, at most 60 characters. */
export function asciiSlug(words: string): string {
  return words
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
