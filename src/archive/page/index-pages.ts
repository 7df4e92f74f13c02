import type { IssueLanguage } from '../../config/config.ts';
import { type Site, entriesIn, listsIn, yearsOf } from '../site.ts';
import { homePage } from './home-page.ts';
import { listPage, newsPage, yearPage } from './list-pages.ts';
import type { OwnPage } from './own-page.ts';

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
