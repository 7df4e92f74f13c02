import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import type { Entry } from '../entry/entry.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, entriesIn, indexPath, listsIn, newestLook } from '../site.ts';
import type { OwnPage } from './own-page.ts';
import { layout, rootOf } from './layout.ts';
import { latestPath } from './paths.ts';

/** The addresses that never change and lead to the newest issue: of all, and of each list. They send on at once (WCAG 2.1, technique H76). */
export function latestPages(site: Site, language: IssueLanguage): OwnPage[] {
  const issues = entriesIn(site, 'issue', language);
  return [null, ...listsIn(site, language)].flatMap((list) => {
    const newest = issues.find(({ lists }) => list === null || lists.includes(list));
    return newest ? [latestPage(site, language, latestPath(site, language, list), newest)] : [];
  });
}

function latestPage(site: Site, language: IssueLanguage, path: string, newest: Entry): OwnPage {
  const words = webWords(language);
  const address = linkTo(newest.path, { root: rootOf(path), withFileNames: true });
  const html = layout(site, {
    language,
    path,
    title: words.latest,
    description: '',
    look: newestLook(site),
    indexed: false,
    head: [`<meta http-equiv="refresh" content="0; url=${address}">`],
    main: `<h1>${escapeHtml(words.latest)}</h1>\n<p>${escapeHtml(words.goToLatest)}: <a href="${address}">${escapeHtml(newest.title)}</a></p>`,
  });
  return { path, html };
}

/** What a server shows where there is no page. It may be asked for at any depth, so its links begin at the archive's first page. */
export function notFoundPage(site: Site): string {
  const { language } = site.config;
  const words = webWords(language);
  const root = site.baseUrl === null ? '' : escapeHtml(new URL(`${site.baseUrl}/`).pathname);
  return layout(site, {
    language,
    path: '404/',
    root,
    title: words.notFound,
    description: '',
    look: newestLook(site),
    indexed: false,
    main: [
      `<h1>${escapeHtml(words.notFound)}</h1>`,
      `<p>${escapeHtml(words.notFoundText)}</p>`,
      `<p><a href="${linkTo(indexPath(site, language), { root, withFileNames: true })}">${escapeHtml(words.toHome)}</a></p>`,
    ].join('\n'),
  });
}
