import { loadArticle, loadArticleVariant } from '../article/load-article.ts';
import { checkPageLinks } from '../check/check-page-links.ts';
import { checkPublicHoles } from '../check/check-public-holes.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, findVariants, slugProblem } from '../issue/find-issue.ts';
import type { Problem } from '../problem/problem.ts';
import { gatherPages } from './gather-pages.ts';

/** Reads an article with its variants, and says everything that is wrong with them. An archive is all that articles are for. */
export async function gatherArticle({ folder, config }: Workspace, file: IssueFile): Promise<Problem[]> {
  const own = await loadArticle(file, config);
  const found = [...slugProblem(file), ...own.problems];
  if (!own.value) return found;
  const { article } = own.value;
  const variants = findVariants(file, article.language);
  const loaded = await Promise.all(variants.value.map((variant) => loadArticleVariant(file, variant, article, config)));
  const editions = [article, ...loaded.flatMap(({ value }) => value?.article ?? [])];
  const pages = await gatherPages(
    folder,
    config,
    editions.flatMap((edition) => edition.pages),
  );
  return [
    ...found,
    ...variants.problems,
    ...loaded.flatMap(({ problems }) => problems),
    ...editions.flatMap((edition) => [
      ...checkPageLinks({ ...edition, isHidden: edition.unlisted }, pages, ''),
      ...checkPublicHoles(edition),
    ]),
  ];
}
