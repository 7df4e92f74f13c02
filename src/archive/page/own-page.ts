import type { IssueLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import { type Site, languagesOf, newestLook } from '../site.ts';
import { layout, rootOf } from './layout.ts';
import { feedPath } from './paths.ts';

/** A page of the archive's own: its folder, and what stands in it. */
export interface OwnPage {
  readonly path: string;
  readonly html: string;
}

/** What a page of the archive's own is made of: HTML below its heading, and the same page in all languages that have it. */
export interface OwnParts {
  readonly title: string;
  readonly description: string;
  readonly main: readonly string[];
  readonly others: readonly { readonly language: IssueLanguage; readonly path: string }[];
  readonly script?: boolean;
}

/** A page of the archive's own, in the look of the newest issue. */
export function ownPage(
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
export function sameIn(
  site: Site,
  pathIn: (language: IssueLanguage) => string | null,
): { readonly language: IssueLanguage; readonly path: string }[] {
  return languagesOf(site).flatMap((language) => {
    const path = pathIn(language);
    return path === null ? [] : [{ language, path }];
  });
}
