import { checkIssue } from '../check/check-issue.ts';
import type { Config } from '../config/config.ts';
import type { Workspace } from '../config/load-config.ts';
import type { Look } from '../compose/compose.ts';
import { type IssueFile, findVariants } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import type { PageTable } from '../issue/page-link.ts';
import { type LoadedIssue, loadIssue, loadVariant } from '../issue/load-issue.ts';
import { type Parsed, type Problem, isError } from '../problem/problem.ts';
import { inReadingOrder } from '../problem/reading-order.ts';
import { loadLists } from '../subscribers/load-lists.ts';
import { selectRecipients } from '../subscribers/select-recipients.ts';
import type { Subscriber, SubscriberList } from '../subscribers/subscriber.ts';
import { chooseTheme } from '../theme/choose-theme.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { loadLogo } from '../theme/load-logo.ts';
import { gatherPages } from './gather-pages.ts';

/** An issue with all that belongs to it, and everything that is wrong with any of it. */
export interface GatheredIssue {
  readonly file: IssueFile;
  readonly loaded: LoadedIssue;
  /** The same newsletter in other languages. */
  readonly variants: readonly LoadedIssue[];
  /** The pages of the archive that it links to by their names. */
  readonly pages: PageTable;
  /** Undefined when the theme cannot be used. */
  readonly look: Look | undefined;
  /** Null when any of them could not be read whole. */
  readonly lists: readonly SubscriberList[] | null;
  readonly recipients: readonly Subscriber[];
  readonly problems: readonly Problem[];
}

/** What is read of an issue that other issues have as well: whoever reads often may remember it. */
export interface IssueLoaders {
  readonly lists: typeof loadLists;
  readonly look: typeof gatherLook;
}

/** Reads an issue, its variants, its theme and its lists, and holds them together; undefined only when the issue's file is no text. */
export async function gatherIssue(
  { folder, config }: Workspace,
  file: IssueFile,
  load: IssueLoaders = { lists: loadLists, look: gatherLook },
): Promise<Parsed<GatheredIssue | undefined>> {
  const loaded = await loadIssue(file, config);
  if (!loaded.value) return { value: undefined, problems: loaded.problems };
  const { issue } = loaded.value;
  const variants = await gatherVariants(file, issue, config);
  const look = await load.look(folder, chooseTheme(issue.theme, issue.date, config.themes), config);
  const lists = await load.lists(issue.lists, config.lists, folder, { file: file.file, line: issue.listsLine });
  const references = [issue, ...variants.value.map((variant) => variant.issue)].flatMap((edition) => edition.pages);
  const pages = await gatherPages(folder, config, references);
  const found = checkIssue(
    issue,
    variants.value.map((variant) => variant.issue),
    lists.value,
    { archiveUrl: config.archiveUrl, pages },
  );
  const all = [...loaded.problems, ...variants.problems, ...look.problems, ...lists.problems, ...found];
  const problems = inReadingOrder(all);
  const recipients = selectRecipients(lists.value);
  const sound = lists.problems.some(isError) ? null : lists.value;
  const gathered = {
    file,
    loaded: loaded.value,
    variants: variants.value,
    pages,
    look: look.value,
    lists: sound,
    recipients,
    problems,
  };
  return { value: gathered, problems };
}

async function gatherVariants(file: IssueFile, issue: Issue, config: Config): Promise<Parsed<LoadedIssue[]>> {
  const found = findVariants(file, issue.language);
  const loaded = await Promise.all(found.value.map((variant) => loadVariant(file, variant, issue, config)));
  return {
    value: loaded.flatMap(({ value }) => value ?? []),
    problems: [...found.problems, ...loaded.flatMap(({ problems }) => problems)],
  };
}

/** How issues look in a theme; undefined when it cannot be used. */
export async function gatherLook(folder: string, name: string, config: Config): Promise<Parsed<Look | undefined>> {
  const theme = await loadTheme(folder, name);
  const logo = await loadLogo(folder, config.logo, 'newsletter.yaml');
  return { value: theme.value && { theme: theme.value, logo: logo.value }, problems: [...theme.problems, ...logo.problems] };
}
