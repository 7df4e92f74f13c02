import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, entriesIn, listTitle, listsIn, yearOf, yearsOf } from '../site.ts';
import { type Named, byYear, entryList, feedList, linkList } from './entry-lists.ts';
import { rootOf } from './layout.ts';
import { type OwnPage, ownPage, sameIn } from './own-page.ts';
import { latestPath, listPath, newsPath, yearPath } from './paths.ts';

/** The issues of one year. */
export function yearPage(site: Site, language: IssueLanguage, year: string, issues: readonly Entry[]): OwnPage {
  const path = yearPath(site, language, year);
  const years = yearsOf(issues);
  const words = webWords(language);
  const to = (target: string): string => linkTo(target, { root: rootOf(path), withFileNames: true });
  const links = years.map((each): Named => [to(yearPath(site, language, each)), each, each === year]);
  return ownPage(site, language, path, {
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

/** The issues that went to one list. */
export function listPage(site: Site, language: IssueLanguage, list: string, issues: readonly Entry[]): OwnPage {
  const path = listPath(site, language, list);
  const root = rootOf(path);
  const words = webWords(language);
  const latest = linkTo(latestPath(site, language, list), { root, withFileNames: true });
  const of = issues.filter(({ lists }) => lists.includes(list));
  return ownPage(site, language, path, {
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

/** All articles. */
export function newsPage(site: Site, language: IssueLanguage, articles: readonly Entry[]): OwnPage {
  const path = newsPath(site, language);
  const words = webWords(language);
  return ownPage(site, language, path, {
    title: words.news,
    description: '',
    main: [byYear(articles, rootOf(path), words.nothing)],
    others: sameIn(site, (other) => (entriesIn(site, 'article', other).length > 0 ? newsPath(site, other) : null)),
  });
}
