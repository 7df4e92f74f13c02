import { loadArticle, loadArticleVariant } from '../article/load-article.ts';
import type { Config, IssueLanguage } from '../config/config.ts';
import { type IssueFile, findVariants, listFiles } from '../issue/find-issue.ts';
import type { Part, Written } from '../issue/issue.ts';
import { loadIssue, loadVariant } from '../issue/load-issue.ts';
import type { LinkedPage, PageKind, PageReference, PageTable } from '../issue/page-link.ts';

/** The pages that are linked to, read for what a link has to know of them; all others of the same kind by name alone. */
export async function gatherPages(folder: string, config: Config, references: readonly PageReference[]): Promise<PageTable> {
  const pages = new Map<string, LinkedPage>();
  for (const kind of new Set(references.map((reference) => reference.kind))) {
    const names = new Set(references.flatMap((reference) => (reference.kind === kind ? [reference.name] : [])));
    for (const file of await listFiles(folder, kind === 'issue' ? 'issues' : 'articles')) {
      const page = names.has(file.slug) ? await readPage(kind, file, config) : NAMED;
      if (page) pages.set(`${kind}:${file.slug}`, page);
    }
  }
  return pages;
}

/** Of a page that nobody links to only the name matters: it may be the one that was meant. */
const NAMED: LinkedPage = { language: 'fi', date: '', editions: new Map() };

async function readPage(kind: PageKind, file: IssueFile, config: Config): Promise<LinkedPage | undefined> {
  const editions = kind === 'issue' ? await readIssue(file, config) : await readArticle(file, config);
  const [own] = editions;
  if (!own) return undefined;
  return {
    language: own.language,
    date: own.date,
    editions: new Map<IssueLanguage, { draft: boolean; anchors: string[] }>(
      editions.map(({ language, draft, anchors }) => [language, { draft, anchors }]),
    ),
  };
}

type Edition = Pick<Written, 'language' | 'date' | 'draft'> & { readonly anchors: string[] };

async function readIssue(file: IssueFile, config: Config): Promise<Edition[]> {
  const own = (await loadIssue(file, config)).value?.issue;
  if (!own) return [];
  const variants = findVariants(file, own.language).value;
  const loaded = await Promise.all(variants.map((variant) => loadVariant(file, variant, own, config)));
  return [own, ...loaded.flatMap(({ value }) => value?.issue ?? [])].map((issue) => editionOf(issue, issue.sections));
}

async function readArticle(file: IssueFile, config: Config): Promise<Edition[]> {
  const own = (await loadArticle(file, config)).value?.article;
  if (!own) return [];
  const variants = findVariants(file, own.language).value;
  const loaded = await Promise.all(variants.map((variant) => loadArticleVariant(file, variant, own, config)));
  return [own, ...loaded.flatMap(({ value }) => value?.article ?? [])].map((article) => editionOf(article, article.parts));
}

function editionOf({ language, date, draft }: Written, parts: readonly Part[]): Edition {
  return { language, date, draft, anchors: parts.map(({ anchor }) => anchor) };
}
