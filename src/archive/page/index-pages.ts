import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, entriesIn, indexPath, languagesOf, listTitle, listsIn, newestLook, yearOf, yearsOf } from '../site.ts';
import { dateOf } from './date-of.ts';
import { layout, rootOf } from './layout.ts';
import { feedPath, latestPath, listPath, newsPath, yearPath } from './paths.ts';
import { searchBox } from './search-box.ts';

/** A page of the archive's own: its folder, and what stands in it. */
export interface OwnPage {
  readonly path: string;
  readonly html: string;
}

/** The first page of a language lists at least so many issues, before it leaves the rest to the pages of the years. */
const FIRST = 30;

/** The first page of a language, and those of its years, its lists and its news. */
export function indexPages(site: Site, language: IssueLanguage): OwnPage[] {
  const issues = entriesIn(site, 'issue', language);
  const articles = entriesIn(site, 'article', language);
  return [
    homePage(site, language, issues),
    ...yearsOf(issues).map((year) => yearPage(site, language, year, issues)),
    ...listsIn(site, language).map((list) => listPage(site, language, list, issues)),
    ...(articles.length === 0 ? [] : [newsPage(site, language, articles)]),
  ];
}

/** The newest years whole, until there are enough issues. */
function homePage(site: Site, language: IssueLanguage, issues: readonly Entry[]): OwnPage {
  const path = indexPath(site, language);
  const words = webWords(language);
  const { name } = inLanguage(site.config.organisation, language);
  const shown = issues.filter((issue, index) => index < FIRST || yearOf(issue) === yearOf(issues[FIRST - 1]!));
  const root = rootOf(path);
  const to = (target: string): string => linkTo(target, { root, withFileNames: true });
  const more = [
    linkList(
      words.years,
      yearsOf(issues).map((year) => [to(yearPath(site, language, year)), year]),
    ),
    linkList(
      words.lists,
      listsIn(site, language).map((list) => [to(listPath(site, language, list)), listTitle(site, list, language)!]),
    ),
    feedList(site, language, root),
  ];
  const latest =
    issues.length === 0
      ? ''
      : `<p class="actions"><a class="button" href="${to(latestPath(site, language, null))}">${escapeHtml(words.latest)}</a></p>`;
  return makePage(site, language, path, {
    title: words.newsletters,
    description: `${words.newsletters}: ${name}`,
    main: [searchBox(site, language, root), latest, byYear(shown, root, words.nothing), ...more],
    others: languagesOf(site).map((other) => ({ language: other, path: indexPath(site, other) })),
    ...(site.hasSearch && { script: true }),
  });
}

function yearPage(site: Site, language: IssueLanguage, year: string, issues: readonly Entry[]): OwnPage {
  const path = yearPath(site, language, year);
  const years = yearsOf(issues);
  const words = webWords(language);
  const to = (target: string): string => linkTo(target, { root: rootOf(path), withFileNames: true });
  const links = years.map((each): Named => [to(yearPath(site, language, each)), each, each === year]);
  return makePage(site, language, path, {
    title: words.year(year),
    description: '',
    main: [
      entryList(
        issues.filter((issue) => yearOf(issue) === year),
        rootOf(path),
      ),
      linkList(words.years, links),
    ],
    others: sameIn(site, (other) =>
      yearsOf(entriesIn(site, 'issue', other)).includes(year) ? yearPath(site, other, year) : null,
    ),
  });
}

function listPage(site: Site, language: IssueLanguage, list: string, issues: readonly Entry[]): OwnPage {
  const path = listPath(site, language, list);
  const root = rootOf(path);
  const words = webWords(language);
  const latest = linkTo(latestPath(site, language, list), { root, withFileNames: true });
  const of = issues.filter(({ lists }) => lists.includes(list));
  return makePage(site, language, path, {
    title: words.list(listTitle(site, list, language)!),
    description: '',
    main: [
      `<p class="actions"><a class="button" href="${latest}">${escapeHtml(words.latest)}</a></p>`,
      byYear(of, root, words.nothing),
      feedList(site, language, root, list),
    ],
    others: sameIn(site, (other) => (listsIn(site, other).includes(list) ? listPath(site, other, list) : null)),
  });
}

function newsPage(site: Site, language: IssueLanguage, articles: readonly Entry[]): OwnPage {
  const path = newsPath(site, language);
  const words = webWords(language);
  return makePage(site, language, path, {
    title: words.news,
    description: '',
    main: [byYear(articles, rootOf(path), words.nothing)],
    others: sameIn(site, (other) => (entriesIn(site, 'article', other).length > 0 ? newsPath(site, other) : null)),
  });
}

interface OwnParts {
  readonly title: string;
  readonly description: string;
  readonly main: readonly string[];
  readonly others: readonly { readonly language: IssueLanguage; readonly path: string }[];
  readonly script?: boolean;
}

function makePage(
  site: Site,
  language: IssueLanguage,
  path: string,
  { title, description, main, others, script }: OwnParts,
): OwnPage {
  const root = rootOf(path);
  const feed = `<link rel="alternate" type="application/atom+xml" href="${root}${feedPath(language, null, 'atom')}" title="${escapeHtml(webWords(language).newsletters)}">`;
  const head = [
    ...(site.baseUrl === null ? [] : [feed]),
    ...(script ? [`<script src="${root}assets/search.js" defer></script>`] : []),
  ];
  const html = layout(site, {
    language,
    path,
    title,
    description,
    head,
    look: newestLook(site),
    main: [`<h1>${escapeHtml(title)}</h1>`, ...main].filter((part) => part !== '').join('\n'),
    others: others.filter((other) => other.language !== language),
  });
  return { path, html };
}

/** The same page in all languages that have it. */
function sameIn(
  site: Site,
  pathIn: (language: IssueLanguage) => string | null,
): { readonly language: IssueLanguage; readonly path: string }[] {
  return languagesOf(site).flatMap((language) => {
    const path = pathIn(language);
    return path === null ? [] : [{ language, path }];
  });
}

function byYear(entries: readonly Entry[], root: string, nothing: string): string {
  if (entries.length === 0) return `<p>${escapeHtml(nothing)}</p>`;
  return yearsOf(entries)
    .map(
      (year) =>
        `<h2 id="Y${year}">${year}</h2>\n${entryList(
          entries.filter((entry) => yearOf(entry) === year),
          root,
        )}`,
    )
    .join('\n');
}

function entryList(entries: readonly Entry[], root: string): string {
  const items = entries.map((entry) => {
    const address = linkTo(entry.path, { root, withFileNames: true });
    const summary = entry.summary === '' ? '' : `<p>${escapeHtml(entry.summary)}</p>`;
    return `<li><p class="date">${dateOf(entry)}</p><p class="title"><a href="${address}">${escapeHtml(entry.title)}</a></p>${summary}</li>`;
  });
  return `<ul class="entries">${items.join('\n')}</ul>`;
}

/** A link's address, its words, and whether it is the page that it stands on. */
type Named = readonly [address: string, text: string, isCurrent?: boolean];

function linkList(title: string, links: readonly Named[]): string {
  if (links.length === 0) return '';
  const items = links.map(
    ([address, text, isCurrent]) =>
      `<li><a href="${address}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`,
  );
  return `<h2>${escapeHtml(title)}</h2>\n<ul class="row">${items.join('')}</ul>`;
}

function feedList({ baseUrl, ...site }: Site, language: IssueLanguage, root: string, list: string | null = null): string {
  if (baseUrl === null) return '';
  const words = webWords(language);
  const title = list === null ? words.newsletters : listTitle(site, list, language)!;
  const links = (['atom', 'rss'] as const).map((format): Named => [
    `${root}${feedPath(language, list, format)}`,
    words.feed(title, format === 'atom' ? 'Atom' : 'RSS'),
  ]);
  return linkList(words.feeds, links);
}
