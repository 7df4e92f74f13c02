import { checkCopied } from '../check/check-copied.ts';
import { IssueCheck } from '../check/check-issue.ts';
import type { Look } from '../compose/compose.ts';
import type { Config } from '../config/config.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, findVariants } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import { type LoadedIssue, loadIssue, loadVariant } from '../issue/load-issue.ts';
import type { PageTable } from '../issue/page-link.ts';
import type { Parsed, Place, Problem } from '../problem/problem.ts';
import { inReadingOrder } from '../problem/reading-order.ts';
import { loadLists } from '../subscribers/load-lists.ts';
import { selectRecipients } from '../subscribers/select-recipients.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { chooseTheme } from '../theme/choose-theme.ts';
import { loadLogo } from '../theme/load-logo.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { type ComposeEdition, composeEdition } from './compose-edition.ts';
import { gatherEarlier } from './gather-earlier.ts';
import { gatherPages } from './gather-pages.ts';

/** An issue with all that belongs to it but its lists. */
export interface GatheredText {
  readonly file: IssueFile;
  readonly loaded: LoadedIssue;
  /** The same newsletter in other languages. */
  readonly variants: readonly LoadedIssue[];
  /** The pages of the archive that it links to by their names. */
  readonly pages: PageTable;
  /** Undefined when the theme cannot be used. */
  readonly look: Look | undefined;
  /** What is wrong with each of them alone. */
  readonly problems: readonly Problem[];
}

/** The same with its lists in memory, and everything that is wrong with any of it. */
export interface GatheredIssue extends GatheredText {
  readonly recipients: readonly Subscriber[];
}

/** What is read and made of an issue that a program which stays running may remember. */
export interface IssueLoaders {
  readonly lists: typeof loadLists;
  readonly look: typeof gatherLook;
  readonly compose: ComposeEdition;
}

/** Reads an issue, its variants, its theme and its lists, and holds them together; of one that was mailed, lists are not held against it. Undefined only when the issue's file is no text. */
export async function gatherIssue(
  workspace: Workspace,
  file: IssueFile,
  load: IssueLoaders = LOADERS,
  wasMailed = false,
): Promise<Parsed<GatheredIssue | undefined>> {
  const { folder, config } = workspace;
  const text = await gatherText(workspace, file, load.look);
  if (!text.value) return { value: undefined, problems: text.problems };
  const { issue } = text.value.loaded;
  const lists = await load.lists(issue.lists, config.lists, folder, listsPlace(text.value));
  const recipients = selectRecipients(lists.value);
  const check = issueCheck(text.value, config);
  if (!wasMailed) for (const recipient of recipients) check.see(recipient);
  const found = wasMailed ? check.textProblems() : [...lists.problems, ...check.problems(columnsOf(lists.value))];
  const problems = inReadingOrder([...text.problems, ...found]);
  return { value: { ...text.value, recipients, problems }, problems };
}

/** Reads an issue, its variants and its theme; undefined only when the issue's file is no text. */
export async function gatherText(
  workspace: Workspace,
  file: IssueFile,
  loadLook: typeof gatherLook = gatherLook,
): Promise<Parsed<GatheredText | undefined>> {
  const { folder, config } = workspace;
  const loaded = await loadIssue(file, config);
  if (!loaded.value) return { value: undefined, problems: loaded.problems };
  const { issue } = loaded.value;
  const variants = await gatherVariants(file, issue, config);
  const look = await loadLook(folder, chooseTheme(issue.theme, issue.date, config.themes), config);
  const references = [issue, ...variants.value.map((variant) => variant.issue)].flatMap((edition) => edition.pages);
  const pages = await gatherPages(folder, config, references);
  const copied = await gatherCopied(workspace, file, [issue, ...variants.value.map((variant) => variant.issue)]);
  const problems = [...loaded.problems, ...variants.problems, ...look.problems, ...copied];
  return { value: { file, loaded: loaded.value, variants: variants.value, pages, look: look.value, problems }, problems };
}

/** What is to see everyone on the lists of an issue. */
export function issueCheck({ loaded, variants, pages }: GatheredText, config: Config): IssueCheck {
  return new IssueCheck(
    loaded.issue,
    variants.map(({ issue }) => issue),
    { config, pages },
  );
}

/** What was left of earlier issues in an issue and its variants. */
async function gatherCopied(workspace: Workspace, file: IssueFile, editions: readonly Issue[]): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const edition of editions) found.push(...checkCopied(edition, await gatherEarlier(workspace, file, edition)));
  return found;
}

/** Where an issue names its lists. */
export function listsPlace({ file, loaded }: GatheredText): Place {
  return { file: file.file, line: loaded.issue.listsLine };
}

/** The columns of all lists together. */
export function columnsOf(lists: readonly { readonly columns: readonly string[] }[]): string[] {
  return [...new Set(lists.flatMap(({ columns }) => columns))];
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
  const logo = await loadLogo({ workspace: folder, folder }, config.logo, 'newsletter.yaml');
  return { value: theme.value && { theme: theme.value, logo: logo.value }, problems: [...theme.problems, ...logo.problems] };
}

/** Reads and makes everything anew. */
export const LOADERS: IssueLoaders = { lists: loadLists, look: gatherLook, compose: composeEdition };
