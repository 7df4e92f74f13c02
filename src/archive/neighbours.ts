import { type Entry, entryName } from './entry/entry.ts';
import type { Neighbours } from './page/entry-page.ts';

/**
 * Each entry's neighbours by its name: those before and behind it of the same kind, language and first list, and itself in other languages. What is
 * unlisted has no place in a row, and only what is unlisted itself leads to it.
 */
export function neighboursOf(entries: readonly Entry[]): Map<string, Neighbours> {
  const pages = groupBy(entries, ({ kind, slug }) => `${kind}:${slug}`);
  const othersOf = (entry: Entry): Entry[] =>
    pages.get(`${entry.kind}:${entry.slug}`)!.filter((other) => other !== entry && (entry.unlisted || !other.unlisted));
  const found = new Map<string, Neighbours>();
  for (const entry of entries.filter(({ unlisted }) => unlisted))
    found.set(entryName(entry), { previous: undefined, next: undefined, others: othersOf(entry) });
  const listed = entries.filter(({ unlisted }) => !unlisted);
  for (const row of groupBy(listed, ({ kind, language, lists }) => `${kind} ${language} ${lists[0] ?? ''}`).values()) {
    for (const [index, entry] of row.entries())
      found.set(entryName(entry), { previous: row[index + 1], next: row[index - 1], others: othersOf(entry) });
  }
  return found;
}

function groupBy(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}
