import { diffArrays, diffWordsWithSpace } from 'diff';
import { isRule, paragraphsOf } from './paragraphs.ts';

/** What changed in one section; the title is null for what stands in none. */
export interface SectionDifference {
  readonly title: string | null;
  readonly changes: readonly Change[];
}

/** A paragraph that came, went or was changed, as words in reading order. */
export type Change = readonly ChangedWords[];

export interface ChangedWords {
  readonly kind: 'same' | 'added' | 'removed';
  readonly words: string;
}

/** Compares two texts of an issue paragraph by paragraph; `headings` are the lines that sections begin with in the newer one. */
export function compareTexts(before: string, now: string, headings: readonly string[]): SectionDifference[] {
  const found = new Map<string | null, Change[]>();
  let section: string | null = null;
  for (const { paragraph, change } of changesOf(paragraphsOf(before), paragraphsOf(now))) {
    if (paragraph !== null && headings.includes(paragraph)) section = paragraph;
    else if (paragraph !== null && isRule(paragraph)) section = null;
    if (change && !isRule(change.map(({ words }) => words).join(''))) found.set(section, [...(found.get(section) ?? []), change]);
  }
  return [...found].map(([title, changes]) => ({ title, changes }));
}

/** A paragraph of the newer text, null for one that went, and what became of it, if anything did. */
interface Compared {
  readonly paragraph: string | null;
  readonly change: Change | null;
}

/** What went and what came in its place are held together in pairs. */
function changesOf(before: readonly string[], now: readonly string[]): Compared[] {
  const compared: Compared[] = [];
  let gone: string[] = [];
  const settle = (): void => {
    compared.push(...gone.map((words) => ({ paragraph: null, change: [{ kind: 'removed' as const, words }] })));
    gone = [];
  };
  for (const { value, added, removed } of diffArrays([...before], [...now])) {
    if (removed) gone.push(...value);
    else if (added) {
      for (const paragraph of value) compared.push({ paragraph, change: changeOf(gone.shift(), paragraph) });
      settle();
    } else {
      settle();
      compared.push(...value.map((paragraph) => ({ paragraph, change: null })));
    }
  }
  settle();
  return compared;
}

function changeOf(before: string | undefined, now: string): Change {
  if (before === undefined) return [{ kind: 'added', words: now }];
  return diffWordsWithSpace(before, now).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    words: value,
  }));
}
