import { inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { webWords } from '../../words/web-words.ts';
import { linkTo } from '../entry/resolve-links.ts';
import { type Site, indexPath } from '../site.ts';
import type { PageParts } from './page-parts.ts';
import { eventsPath, newsPath } from './paths.ts';

/** The top of every page: who publishes it, the main pages, and the same page in other languages. */
export function siteHeader(site: Site, { language, path, look, others = [] }: PageParts, root: string): string {
  const words = webWords(language);
  const { name } = inLanguage(site.config.organisation, language);
  const home = indexPath(site, language);
  const link = (to: string, text: string): string => {
    const current = to === path ? ' aria-current="page"' : '';
    return `<li><a href="${linkTo(to, { root, withFileNames: true })}"${current}>${escapeHtml(text)}</a></li>`;
  };
  const logo = look.logo
    ? `<img src="${root}${look.logo.path}" alt="${escapeHtml(name)}" width="${look.logo.width}" height="${look.logo.height}">`
    : escapeHtml(name);
  const items = [
    link(home, words.newsletters),
    ...(site.newsIn.has(language) ? [link(newsPath(site, language), words.news)] : []),
    link(eventsPath(site, language), words.events),
  ];
  const languages = others.map(
    (other) =>
      `<li><a href="${linkTo(other.path, { root, withFileNames: true })}" hreflang="${other.language}" lang="${other.language}">${escapeHtml(webWords(other.language).inThisLanguage)}</a></li>`,
  );
  return [
    '<header class="site">',
    `<p class="sender"><a href="${linkTo(home, { root, withFileNames: true })}">${logo}</a></p>`,
    `<nav aria-label="${escapeHtml(words.mainNavigation)}"><ul>${items.join('')}</ul></nav>`,
    ...(languages.length === 0
      ? []
      : [`<nav class="languages" aria-label="${escapeHtml(words.languages)}"><ul>${languages.join('')}</ul></nav>`]),
    '</header>',
  ].join('\n');
}
