/** Words in lower-case ASCII letters and digits joined by hyphens, ä and å as a, ö as o; at most 60 characters. */
export function asciiSlug(words: string): string {
  return words
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
