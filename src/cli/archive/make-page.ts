import { makeArticleEntry, makeIssueEntry } from '../../archive/entry/make-entry.ts';
import type { MadeEntry } from '../../archive/entry/entry.ts';
import { loadArticle, loadArticleVariant } from '../../article/load-article.ts';
import { checkArchive } from '../../check/check-archive.ts';
import { checkPublicHoles } from '../../check/check-public-holes.ts';
import { checkVariant } from '../../check/check-variants.ts';
import type { Config } from '../../config/config.ts';
import type { LoadedImage } from '../../files/load-image.ts';
import { type IssueFile, findVariants } from '../../issue/find-issue.ts';
import { loadIssue, loadVariant } from '../../issue/load-issue.ts';
import type { PageKind } from '../../issue/page-link.ts';
import type { Problem } from '../../problem/problem.ts';
import { chooseTheme } from '../../theme/choose-theme.ts';
import type { MadePage } from './gather-entries.ts';

/** The logo that e-mails of a theme fetch from the archive; null when they carry it, or there is none. */
export type LogoOf = (theme: string) => LoadedImage | null;

/** Reads an issue or an article in all its languages, checks each by itself, and makes entries of them. */
export function makePage(config: Config, logoOf: LogoOf, kind: PageKind, file: IssueFile): Promise<MadePage> {
  return kind === 'issue' ? makeIssue(config, logoOf, file) : makeArticle(config, file);
}

async function makeIssue(config: Config, logoOf: LogoOf, file: IssueFile): Promise<MadePage> {
  const own = await loadIssue(file, config);
  if (!own.value) return unreadable(own.problems);
  const { issue } = own.value;
  const theme = chooseTheme(issue.theme, issue.date, config.themes);
  const logo = logoOf(theme);
  const setting = { own: issue.language, theme, others: logo ? [logo] : [] };
  const variants = findVariants(file, issue.language);
  const said = [...own.problems, ...variants.problems, ...checkArchive(issue, config.archiveUrl), ...checkPublicHoles(issue)];
  const made: MadeEntry[] = [await makeIssueEntry(own.value, { ...setting, problems: said })];
  const lost: Problem[] = [];
  for (const variant of variants.value) {
    const { value, problems } = await loadVariant(file, variant, issue, config);
    if (!value) lost.push(...problems);
    else {
      const found = [...problems, ...checkVariant(value.issue, issue), ...checkArchive(value.issue, config.archiveUrl)];
      made.push(await makeIssueEntry(value, { ...setting, problems: [...found, ...checkPublicHoles(value.issue)] }));
    }
  }
  return { made, isWhole: made.length > variants.value.length, problems: lost };
}

async function makeArticle(config: Config, file: IssueFile): Promise<MadePage> {
  const own = await loadArticle(file, config);
  if (!own.value) return unreadable(own.problems);
  const { article } = own.value;
  const setting = { own: article.language, theme: chooseTheme(article.theme, article.date, config.themes), others: [] };
  const variants = findVariants(file, article.language);
  const said = [...own.problems, ...variants.problems, ...checkPublicHoles(article)];
  const made: MadeEntry[] = [await makeArticleEntry(own.value, { ...setting, problems: said })];
  const lost: Problem[] = [];
  for (const variant of variants.value) {
    const { value, problems } = await loadArticleVariant(file, variant, article, config);
    if (!value) lost.push(...problems);
    else made.push(await makeArticleEntry(value, { ...setting, problems: [...problems, ...checkPublicHoles(value.article)] }));
  }
  return { made, isWhole: made.length > variants.value.length, problems: lost };
}

function unreadable(problems: readonly Problem[]): MadePage {
  return { made: [], isWhole: false, problems };
}
