import { escapeHtml } from '../../markup/escape-html.ts';
import type { PageTable } from '../../issue/page-link.ts';
import { issueWords } from '../../words/issue-words.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry, EntryText } from '../entry/entry.ts';
import { CONTENTS } from '../entry/make-entry.ts';
import { linkTo, resolveLinks } from '../entry/resolve-links.ts';
import type { Look } from '../look.ts';
import { type Site, listTitle, listsIn } from '../site.ts';
import { dateOf } from './date-of.ts';
import { layout, rootOf } from './layout.ts';
import { feedPath } from './paths.ts';
import { socialCard } from './social-card.ts';

/** What a page says of others: those before and behind it, and itself in other languages. */
export interface Neighbours {
  readonly previous: Entry | undefined;
  readonly next: Entry | undefined;
  readonly others: readonly Entry[];
}

/** The page of an issue or an article. */
export function entryPage(site: Site, entry: Entry, { body }: EntryText, look: Look, neighbours: Neighbours): string {
  const { language, path, title, summary, kind } = entry;
  const root = rootOf(path);
  const article = [
    `<article class="${kind}">`,
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    dateLine(entry),
    ...(kind === 'article' && summary !== '' ? [`<p class="lead">${escapeHtml(summary)}</p>`] : []),
    '</header>',
    ...corrections(entry),
    resolveText(body, root, site.pages, entry).replace(CONTENTS, () => contents(entry)),
    '</article>',
    ...neighbourLinks(entry, neighbours, root),
  ];
  return layout(site, {
    language,
    path,
    title,
    look,
    description: summary,
    indexed: entry.indexed && !entry.unlisted,
    head: [...socialCard(site, entry), ...feedLink(site, entry, root)],
    main: article.filter((part) => part !== '').join('\n'),
    others: neighbours.others,
  });
}

function resolveText(body: string, root: string, pages: PageTable, { language }: Entry): string {
  return resolveLinks(body, { root, self: '', withFileNames: true }, pages, language);
}

function dateLine(entry: Entry): string {
  return `<p class="date">${escapeHtml(webWords(entry.language).published)} ${dateOf(entry)}</p>`;
}

function corrections({ corrections: made, language }: Entry): string[] {
  if (made.length === 0) return [];
  const items = made.map(({ date, text }) => `<li>${dateOf({ date, language })}: ${escapeHtml(text)}</li>`);
  return [
    `<div class="box corrections"><p class="label">${escapeHtml(webWords(language).corrections)}</p>`,
    `<ul>${items.join('')}</ul></div>`,
  ];
}

/** An article is not listed in itself; nor is an issue of one section. */
function contents({ kind, parts, language }: Entry): string {
  const listed = parts.flatMap((part) => (part.contents === null ? [] : [{ ...part, contents: part.contents }]));
  if (kind === 'article' || listed.length < 2) return '';
  const items = listed.map(
    ({ number, contents: words, anchor }) =>
      `<li><a href="#${anchor}"><span class="number">${number}.</span> ${escapeHtml(words)}</a></li>`,
  );
  return `<nav class="box contents" aria-labelledby="Contents"><h2 id="Contents">${escapeHtml(issueWords(language).contents)}</h2>
<ol>${items.join('')}</ol></nav>`;
}

function neighbourLinks({ kind, language }: Entry, { previous, next }: Neighbours, root: string): string[] {
  if (!previous && !next) return [];
  const words = webWords(language);
  const item = (rel: 'prev' | 'next', label: string, entry: Entry | undefined): string => {
    if (!entry) return '';
    const address = linkTo(entry.path, { root, withFileNames: true });
    return `<li class="${rel}"><a rel="${rel}" href="${address}"><span>${escapeHtml(label)}</span> <strong>${escapeHtml(entry.title)}</strong></a></li>`;
  };
  return [
    `<nav class="neighbours" aria-label="${escapeHtml(words.neighbours[kind])}"><ul>`,
    item('prev', words.previous, previous) + item('next', words.next, next),
    '</ul></nav>',
  ];
}

function feedLink(site: Site, { language, lists }: Entry, root: string): string[] {
  if (site.baseUrl === null) return [];
  const fed = listsIn(site, language);
  const list = lists.find((name) => fed.includes(name)) ?? null;
  const title = list === null ? webWords(language).newsletters : listTitle(site, list, language)!;
  const path = feedPath(language, list, 'atom');
  return [`<link rel="alternate" type="application/atom+xml" href="${root}${path}" title="${escapeHtml(title)}">`];
}
