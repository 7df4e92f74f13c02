import type { Entry } from '../../archive/entry/entry.ts';
import type { Config, IssueLanguage } from '../../config/config.ts';
import { privacyOf } from '../../config/privacy-of.ts';
import type { LinkedEdition, LinkedPage, PageTable } from '../../issue/page-link.ts';

/** Pages with all their editions, published or not, as links by name find them: what is linked to and not public is a problem of its own. */
export function pageTable(entries: readonly Entry[], config: Pick<Config, 'lists'>): PageTable {
  const pages = new Map<string, LinkedPage & { readonly editions: Map<IssueLanguage, LinkedEdition> }>();
  for (const { kind, slug, own, language, date, draft, unlisted, lists, parts } of entries) {
    const name = `${kind}:${slug}`;
    const isPrivate = kind === 'issue' && privacyOf(lists, config) !== null;
    const page = pages.get(name) ?? { language: own, date, isPrivate, editions: new Map<IssueLanguage, LinkedEdition>() };
    page.editions.set(language, { draft, unlisted, anchors: parts.map(({ anchor }) => anchor) });
    pages.set(name, page);
  }
  return pages;
}
