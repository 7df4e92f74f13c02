import { parseArticle } from '../article/parse-article.ts';
import type { Config } from '../config/config.ts';
import { privacyOf } from '../config/privacy-of.ts';
import { type IssueFile, findVariants, listFiles } from '../issue/find-issue.ts';
import { hasNoHeader } from '../issue/header/has-no-header.ts';
import type { Part, Written } from '../issue/issue.ts';
import type { LinkedEdition, LinkedPage, PageKind, PageReference, PageTable } from '../issue/page-link.ts';
import { parseIssue } from '../issue/parse-issue.ts';
import { type TextFile, readTextFile } from '../source/read-text-file.ts';

/** The pages that are linked to, read for what a link has to know of them; all others of the same kind by name alone. */
export async function gatherPages(folder: string, config: Config, references: readonly PageReference[]): Promise<PageTable> {
  const pages = new Map<string, LinkedPage>();
  for (const kind of new Set(references.map((reference) => reference.kind))) {
    const own = references.filter((reference) => reference.kind === kind);
    const names = new Set(own.map(({ name }) => name));
    const entered = new Set(own.flatMap(({ name, anchor }) => (anchor === '' ? [] : [name])));
    for (const file of await listFiles(folder, kind === 'issue' ? 'issues' : 'articles')) {
      const page = names.has(file.slug) ? await readPage(kind, file, config, entered.has(file.slug)) : NAMED;
      if (page) pages.set(`${kind}:${file.slug}`, page);
    }
  }
  return pages;
}

/** Of a page that nobody links to only the name matters: it may be the one that was meant. */
const NAMED: LinkedPage = { language: 'fi', date: '', isPrivate: false, editions: new Map() };

/** Undefined when its text cannot be read. Its headings are read only where a link leads to one of them. */
async function readPage(kind: PageKind, file: IssueFile, config: Config, withHeadings: boolean): Promise<LinkedPage | undefined> {
  const page = { kind, slug: file.slug, withHeadings };
  const own = await readEdition(page, file, config);
  if (!own) return undefined;
  const editions = new Map([[own.language, own]]);
  for (const variant of findVariants(file, own.language).value) {
    const edition = await readEdition(page, variant, { ...config, language: variant.language });
    if (!edition) continue;
    const [draft, unlisted] = [edition.draft || own.draft, edition.unlisted || own.unlisted];
    editions.set(variant.language, { ...edition, draft, unlisted });
  }
  return { language: own.language, date: own.date, isPrivate: own.isPrivate, editions };
}

interface Edition extends LinkedEdition, Pick<LinkedPage, 'language' | 'date' | 'isPrivate'> {}

/** Its text alone: images and files are of no matter to a link. */
async function readEdition(
  { kind, slug, withHeadings }: { readonly kind: PageKind; readonly slug: string; readonly withHeadings: boolean },
  from: TextFile,
  config: Config,
): Promise<Edition | undefined> {
  const { value: whole } = await readTextFile(from);
  if (whole === undefined) return undefined;
  const text = withHeadings ? whole : frontMatterOf(whole);
  const { language, timezone, typography } = config;
  const source = { text, file: from.file, slug, language, timezone, typography };
  if (kind === 'article') {
    const article = parseArticle(source).value;
    return editionOf(article, article.parts, false);
  }
  const { value: issue, problems } = parseIssue(source);
  return editionOf(issue, issue.sections, !hasNoHeader(problems) && privacyOf(issue.lists, config) !== null);
}

function frontMatterOf(text: string): string {
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  return end ? text.slice(0, end.index + end[0].length) : text;
}

function editionOf({ language, date, draft, unlisted }: Written, parts: readonly Part[], isPrivate: boolean): Edition {
  return { language, date, draft, unlisted, isPrivate, anchors: parts.map(({ anchor }) => anchor) };
}
