import { escapeHtml } from '../../markup/escape-html.ts';
import type { OwnPage } from '../page/own-page.ts';
import type { Site } from '../site.ts';
import { updatedOn } from './feeds.ts';

/** Every page that search engines may list, with its day (sitemaps.org, protocol 0.9). */
export function sitemap({ entries, config }: Site, baseUrl: string, ownPages: readonly OwnPage[]): string {
  const listed = config.archiveIndexed ? entries.filter(({ indexed }) => indexed) : [];
  const own = config.archiveIndexed ? ownPages.map(({ path }) => [path, ''] as const) : [];
  const urls = [...own, ...listed.map((entry) => [entry.path, updatedOn(entry)] as const)].map(
    ([path, day]) => `<url><loc>${escapeHtml(`${baseUrl}/${path}`)}</loc>${day === '' ? '' : `<lastmod>${day}</lastmod>`}</url>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n');
}

/**
 * What programs that go through the web may look at (RFC 9309), for an archive at the top of its server. All of it: one that was kept out
 * would not see on the pages that they are not to be listed.
 */
export function robots(baseUrl: string | null): string {
  const map = baseUrl === null ? [] : [`Sitemap: ${baseUrl}/sitemap.xml`];
  return ['User-agent: *', 'Allow: /', ...map, ''].join('\n');
}
