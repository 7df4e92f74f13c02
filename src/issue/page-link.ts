import type { IssueLanguage } from '../config/config.ts';
import type { Place } from '../problem/problem.ts';

/** What has a page of its own in the archive. */
export type PageKind = 'issue' | 'article';

/** A link to another page of the archive by its name, as `article:talvifoorumi` or `issue:2021-12-jarjestot#tulevat-tapahtumat`. */
export interface PageLink {
  readonly target: string;
  readonly kind: PageKind;
  readonly name: string;
  /** Empty when none was written. */
  readonly anchor: string;
}

/** A link to a page, and where it was written. */
export interface PageReference extends PageLink {
  readonly place: Place;
}

/** A page that links may lead to: its own language, its day (ISO), and what is known of it in each language that it is written in. */
export interface LinkedPage {
  readonly language: IssueLanguage;
  readonly date: string;
  /** An issue that the archive does not publish, since it goes to a list that is not public. */
  readonly isPrivate: boolean;
  readonly editions: ReadonlyMap<IssueLanguage, LinkedEdition>;
}

/** What a link has to know of a page in one language. */
export interface LinkedEdition {
  readonly draft: boolean;
  readonly unlisted: boolean;
  readonly anchors: readonly string[];
}

/** Pages by `issue:<slug>` and `article:<name>`. */
export type PageTable = ReadonlyMap<string, LinkedPage>;

/** Undefined for every other target. */
export function parsePageLink(target: string): PageLink | undefined {
  const match = /^(issue|article):([^#\s]*)(?:#(.*))?$/i.exec(target);
  if (!match) return undefined;
  return { target, kind: match[1]!.toLowerCase() as PageKind, name: match[2]!, anchor: match[3] ?? '' };
}

/** Where a page lies in the archive, with a slash at the end; `variant` is the language of one that is not in its own. */
export function pagePath(kind: PageKind, slug: string, variant: IssueLanguage | null): string {
  return `${kind === 'article' ? 'articles/' : ''}${slug}/${variant === null ? '' : `${variant}/`}`;
}

/** The path that a link leads to for a reader of a language, with its anchor; undefined for what is no link to a page that is there. */
export function linkedPath(target: string, pages: PageTable, reader: IssueLanguage): string | undefined {
  const link = parsePageLink(target);
  const page = link && pages.get(`${link.kind}:${link.name}`);
  if (!page) return undefined;
  const language = languageFor(page, reader);
  return (
    pagePath(link.kind, link.name, language === page.language ? null : language) + (link.anchor === '' ? '' : `#${link.anchor}`)
  );
}

/** The language of the page that a link leads to for a reader of a language; undefined as above. */
export function linkedLanguage(target: string, pages: PageTable, reader: IssueLanguage): IssueLanguage | undefined {
  const link = parsePageLink(target);
  const page = link && pages.get(`${link.kind}:${link.name}`);
  return page && languageFor(page, reader);
}

/** The language in which a reader is shown a page: their own where it is published in it, else the page's. */
export function languageFor({ language, editions }: LinkedPage, reader: IssueLanguage): IssueLanguage {
  return editions.get(reader)?.draft === false ? reader : language;
}

/** Whether the archive has pages or folders of its own by a name, so that no issue can be called so. */
export function isReserved(slug: string): boolean {
  return /^(?:\d{4}|fi|sv|en|articles|assets|events|feeds|latest|lists|search|404)$/.test(slug);
}
