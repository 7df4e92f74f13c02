import type { IssueFile, VariantFile } from '../issue/find-issue.ts';
import type { IssueSetting } from '../issue/load-issue.ts';
import { type LoadedFiles, loadWritten } from '../issue/load-written.ts';
import type { Parsed } from '../problem/problem.ts';
import type { Article } from './article.ts';
import { type ArticleSource, parseArticle } from './parse-article.ts';
import type { TextFile } from '../source/read-text-file.ts';

/** An article with everything that lies beside it. */
export interface LoadedArticle extends LoadedFiles {
  readonly article: Article;
}

/** Reads and parses an article; undefined only when its file is no text. */
export function loadArticle(from: IssueFile, setting: IssueSetting): Promise<Parsed<LoadedArticle | undefined>> {
  return load(from, from, { ...setting, slug: from.slug });
}

/** Reads and parses the same article in another language. */
export function loadArticleVariant(
  of: IssueFile,
  variant: VariantFile,
  { date, theme, draft, unlisted }: Article,
  setting: IssueSetting,
): Promise<Parsed<LoadedArticle | undefined>> {
  const { language } = variant;
  return load(of, variant, { ...setting, language, slug: of.slug, shared: { language, date, theme, draft, unlisted } });
}

async function load(
  of: IssueFile,
  from: TextFile,
  source: Omit<ArticleSource, 'text' | 'file'>,
): Promise<Parsed<LoadedArticle | undefined>> {
  const { value, problems } = await loadWritten(of, from, (text) => parseArticle({ ...source, file: from.file, text }));
  return { value: value && { article: value.written, ...value.beside }, problems };
}
