import { escapeHtml } from '../../markup/escape-html.ts';
import { issueWords } from '../../words/issue-words.ts';
import type { Entry } from '../entry/entry.ts';

/** A day in words, and as programs read it. */
export function dateOf({ date, language }: Pick<Entry, 'date' | 'language'>): string {
  return `<time datetime="${date}">${escapeHtml(issueWords(language).date(date))}</time>`;
}
