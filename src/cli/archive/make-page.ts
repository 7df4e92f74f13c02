import { makeArticleEntry, makeIssueEntry } from '../../archive/entry/make-entry.ts';
import type { MadeEntry } from '../../archive/entry/entry.ts';
import { loadArticle, loadArticleVariant } from '../../article/load-article.ts';
import { checkArchive } from '../../check/check-archive.ts';
import { checkPublicHoles } from '../../check/check-public-holes.ts';
import { checkVariant } from '../../check/check-variants.ts';
import type { Config, IssueLanguage } from '../../config/config.ts';
import { privacyOf } from '../../config/privacy-of.ts';
import type { LoadedImage } from '../../files/load-image.ts';
import { type IssueFile, type VariantFile, findVariants } from '../../issue/find-issue.ts';
import { hasNoHeader } from '../../issue/header/has-no-header.ts';
import { saidInBrokenHeader } from '../../issue/header/said-in-broken-header.ts';
import { loadIssue, loadVariant } from '../../issue/load-issue.ts';
import type { PageKind } from '../../issue/page-link.ts';
import type { Parsed, Problem } from '../../problem/problem.ts';
import { readTextFile } from '../../source/read-text-file.ts';
import { chooseTheme } from '../../theme/choose-theme.ts';
import type { MadePage } from './gather-entries.ts';
import { whyHeld } from './left-out.ts';

/** The logo that e-mails of a theme fetch from the archive; null when they carry it, or there is none. */
export type LogoOf = (theme: string) => Promise<LoadedImage | null>;

/** Reads an issue or an article in all its languages, checks each by itself, and makes entries of them. */
export function makePage(config: Config, logoOf: LogoOf, kind: PageKind, file: IssueFile): Promise<MadePage> {
  return kind === 'issue' ? makeIssue(config, logoOf, file) : makeArticle(config, file);
}

async function makeIssue(config: Config, logoOf: LogoOf, file: IssueFile): Promise<MadePage> {
  const own = await loadIssue(file, config);
  if (!own.value || hasNoHeader(own.problems)) return unreadable('issue', file, config, own.problems);
  const { issue } = own.value;
  const theme = chooseTheme(issue.theme, issue.date, config.themes);
  const logo = await logoOf(theme);
  return makeEditions(own.value, own.problems, findVariants(file, issue.language), {
    load: (variant) => loadVariant(file, variant, issue, config),
    check: ({ issue: edition }) => [
      ...(edition === issue ? [] : checkVariant(edition, issue)),
      ...checkArchive(edition, config),
      ...(privacyOf(issue.lists, config) ? [] : checkPublicHoles(edition)),
    ],
    make: (loaded, problems) => makeIssueEntry(loaded, { own: issue.language, theme, others: logo ? [logo] : [], problems }),
  });
}

async function makeArticle(config: Config, file: IssueFile): Promise<MadePage> {
  const own = await loadArticle(file, config);
  if (!own.value || hasNoHeader(own.problems)) return unreadable('article', file, config, own.problems);
  const { article } = own.value;
  const theme = chooseTheme(article.theme, article.date, config.themes);
  return makeEditions(own.value, own.problems, findVariants(file, article.language), {
    load: (variant) => loadArticleVariant(file, variant, article, config),
    check: ({ article: edition }) => checkPublicHoles(edition),
    make: (loaded, problems) => makeArticleEntry(loaded, { own: article.language, theme, others: [], problems }),
  });
}

/** How the editions of one kind of page come about. */
interface EditionMaker<Loaded> {
  readonly load: (variant: VariantFile) => Promise<Parsed<Loaded | undefined>>;
  readonly check: (loaded: Loaded) => readonly Problem[];
  readonly make: (loaded: Loaded, problems: readonly Problem[]) => Promise<MadeEntry>;
}

async function makeEditions<Loaded>(
  own: Loaded,
  said: readonly Problem[],
  variants: Parsed<readonly VariantFile[]>,
  { load, check, make }: EditionMaker<Loaded>,
): Promise<MadePage> {
  const made = [await make(own, [...said, ...variants.problems, ...check(own)])];
  const lost: IssueLanguage[] = [];
  const unreadable: Problem[] = [];
  for (const variant of variants.value) {
    const { value, problems } = await load(variant);
    if (value && !hasNoHeader(problems)) made.push(await make(value, [...problems, ...check(value)]));
    else {
      lost.push(variant.language);
      unreadable.push(...problems);
    }
  }
  return { made, lost, held: null, problems: unreadable };
}

/** A page whose front matter cannot be read. A draft and an issue for a private list are known where the broken front matter still says so. */
async function unreadable(kind: PageKind, from: IssueFile, config: Config, problems: readonly Problem[]): Promise<MadePage> {
  const { draft, lists } = saidInBrokenHeader((await readTextFile(from)).value ?? '');
  const said = lists.length > 0 ? whyHeld({ kind, draft, lists }, config) : null;
  const held = said && said.reason !== 'list-unknown' ? said : draft ? { reason: 'draft' as const } : null;
  return { made: [], lost: [null], held, problems };
}
