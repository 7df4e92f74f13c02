import { linkedLanguage, linkedPath } from '../../issue/page-link.ts';
import { entryName } from '../entry/entry.ts';
import { neighboursOf } from '../neighbours.ts';
import { entryPage } from '../page/entry-page.ts';
import { languagesOf, listsIn, pagesOf } from '../site.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { hashOf } from './planned.ts';

/** The pages of issues and articles; each is made again only when something changed that shows on it. */
export function planEntryPages({ site, hashes, textOf, program }: ArchiveSource): PlannedFile[] {
  const frame = hashOf([program, site.config.organisation, [...site.config.lists], site.baseUrl, site.config.archiveIndexed]);
  const pages = pagesOf(site);
  const neighbours = neighboursOf(pages);
  const fed = new Map(languagesOf(site).map((language) => [language, listsIn(site, language)]));
  return pages.map((entry) => {
    const name = entryName(entry);
    const look = site.looks.get(entry.theme)!;
    const others = neighbours.get(name)!;
    const { previous, next } = others;
    const made = hashOf([
      [
        frame,
        hashes.get(name),
        site.newsIn.has(entry.language),
        fed.get(entry.language),
        look.style.path,
        look.icon.path,
        look.logo?.path,
        look.logo?.width,
      ],
      [previous, next, ...others.others].map((each) => each && [each.path, each.title, each.language]),
      entry.links.map(({ target }) => [
        linkedPath(target, site.pages, entry.language),
        linkedLanguage(target, site.pages, entry.language),
      ]),
    ]);
    return {
      path: `${entry.path}index.html`,
      made,
      content: () => entryPage(site, entry, textOf(name), look, others),
      owners: [],
    };
  });
}
