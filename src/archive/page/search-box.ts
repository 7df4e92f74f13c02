import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import { type Site, entriesIn, yearsOf } from '../site.ts';
import { searchPath } from './paths.ts';

/** The search, hidden until its script shows it: without one there are the lists below it. */
export function searchBox(site: Site, language: IssueLanguage, root: string): string {
  if (!site.hasSearch) return '';
  const { search } = webWords(language);
  const entries = [...entriesIn(site, 'issue', language), ...entriesIn(site, 'article', language)];
  const parts = yearsOf(entries).map((year) => root + searchPath(language, year));
  const data = { language, root, parts, words: search };
  return [
    `<div id="Search" role="search" hidden data-search="${escapeHtml(JSON.stringify(data))}">`,
    `<label for="Query">${escapeHtml(search.label)}</label>`,
    `<input type="search" id="Query" autocomplete="off" aria-describedby="Hint">`,
    `<p id="Hint" class="muted">${escapeHtml(search.hint)}</p>`,
    '<p id="Found" role="status"></p>',
    '<ol id="Results" class="entries"></ol>',
    '</div>',
  ].join('\n');
}
