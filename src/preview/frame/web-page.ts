import { type MadeEntry, entryName } from '../../archive/entry/entry.ts';
import type { Look } from '../../archive/look.ts';
import { neighboursOf } from '../../archive/neighbours.ts';
import { entryPage } from '../../archive/page/entry-page.ts';
import type { Config } from '../../config/config.ts';
import type { PageTable } from '../../issue/page-link.ts';
import { openOutside } from './open-outside.ts';
import { withScheme } from './with-scheme.ts';

/** The page that the archive will have of an issue in one language, and the files that it shows, by their paths in the archive. */
export interface WebPage {
  readonly path: string;
  readonly html: string;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** What a page is made of: the entries in all its languages, the one that is shown first. */
export interface WebPageSource {
  readonly entries: readonly [MadeEntry, ...MadeEntry[]];
  readonly config: Config;
  readonly look: Look;
  readonly pages: PageTable;
  /** ISO date on the workspace's clocks. */
  readonly today: string;
}

/** Makes the one page as if it were published already, draft or not, in light. */
export function makeWebPage({ entries, config, look, pages, today }: WebPageSource): WebPage {
  const [{ entry, text }] = entries;
  const all = entries.map((made) => made.entry);
  const looks = new Map([[entry.theme, look]]);
  const site = {
    config,
    baseUrl: config.archiveUrl,
    today,
    entries: all.filter(({ unlisted }) => !unlisted),
    unlisted: all.filter(({ unlisted }) => unlisted),
    looks,
    pages,
    newsIn: new Set<never>(),
    hasSearch: false,
  };
  const { others } = neighboursOf(all).get(entryName(entry))!;
  const html = entryPage(site, entry, text, look, { previous: undefined, next: undefined, others });
  const shown = entries.flatMap(({ files }) => files.map(({ path, bytes }) => [path, bytes] as const));
  return {
    path: `${entry.path}index.html`,
    html: openOutside(withScheme(html, 'light')),
    files: new Map<string, string | Uint8Array>([
      ...shown,
      [look.style.path, withScheme(look.style.text, 'light')],
      [look.icon.path, look.icon.text],
      ...(look.logo ? [[look.logo.path, look.logo.bytes] as const] : []),
    ]),
  };
}
