import { type Entry, entryName } from './entry/entry.ts';
import type { Neighbours } from './page/entry-page.ts';

/** Each entry's neighbours by its name: those before and behind it of the same kind, language and first list, and itself in other languages. */
export function neighboursOf(entries: readonly Entry[]): Map<string, Neighbours> {
  const rows = groupBy(entries, ({ kind, language, lists }) => `${kind} ${language} ${lists[0] ?? ''}`);
  const pages = groupBy(entries, ({ kind, slug }) => `${kind}:${slug}`);
  const found = new Map<string, Neighbours>();
  for (const row of rows.values()) {
    for (const [index, entry] of row.entries()) {
      const others = pages.get(`${entry.kind}:${entry.slug}`)!.filter((other) => other !== entry);
      found.set(entryName(entry), { previous: row[index + 1], next: row[index - 1], others });
    }
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
