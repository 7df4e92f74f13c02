import { inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import type { Entry } from '../entry/entry.ts';
import type { Site } from '../site.ts';

const LOCALES = { fi: 'fi_FI', sv: 'sv_FI', en: 'en_GB' } as const;

/** What services show of a page that somebody shares (the Open Graph protocol); addresses in it are whole, so there have to be some. */
export function socialCard({ baseUrl, config }: Site, { title, summary, path, date, language, image }: Entry): string[] {
  if (baseUrl === null) return [];
  const facts = [
    ['og:type', 'article'],
    ['og:title', title],
    ['og:description', summary],
    ['og:url', `${baseUrl}/${path}`],
    ['og:site_name', inLanguage(config.organisation, language).name],
    ['og:locale', LOCALES[language]],
    ['article:published_time', date],
    ['og:image', image ? `${baseUrl}/${image.path}` : ''],
    ['og:image:alt', image?.alt ?? ''],
  ];
  return facts.flatMap(([property, content]) =>
    content === '' ? [] : [`<meta property="${property}" content="${escapeHtml(content!)}">`],
  );
}
