import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, indexPath, languagesOf, listTitle, listsIn, yearOf, yearsOf } from '../site.ts';
import { byYear, feedList, linkList } from './entry-lists.ts';
import { rootOf } from './layout.ts';
import { type OwnPage, ownPage } from './own-page.ts';
import { latestPath, listPath, yearPath } from './paths.ts';
import { searchBox } from './search-box.ts';

/** The first page of a language lists at least so many issues, before it leaves the rest to the pages of the years. */
const FIRST = 30;

/** The first page of a language: the search, and the newest years whole, until there are enough issues. */
export function homePage(site: Site, language: IssueLanguage, issues: readonly Entry[]): OwnPage {
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
  return ownPage(site, language, path, {
    title: words.newsletters,
    description: `${words.newsletters}: ${name}`,
    main: [searchBox(site, language, root), latest, byYear(shown, root, words.nothing), ...more],
    others: languagesOf(site).map((other) => ({ language: other, path: indexPath(site, other) })),
    ...(site.hasSearch && { script: true }),
  });
}
