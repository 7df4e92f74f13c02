import { checkIssue } from '../check/check-issue.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, findIssue, listIssues } from '../issue/find-issue.ts';
import { type LoadedIssue, loadIssue } from '../issue/load-issue.ts';
import { type Parsed, type Problem, isError, problem } from '../problem/problem.ts';
import { loadLists } from '../subscribers/load-lists.ts';
import { selectRecipients } from '../subscribers/select-recipients.ts';
import type { Subscriber, SubscriberList } from '../subscribers/subscriber.ts';
import { chooseTheme } from '../theme/choose-theme.ts';
import { loadTheme } from '../theme/load-theme.ts';
import type { Theme } from '../theme/theme.ts';
import type { Context } from './context.ts';
import { EXIT } from './exit-code.ts';
import { gatherWorkspace } from './gather-workspace.ts';
import type { CommandResult } from './result.ts';

/** The issues that a command was given by name, or all of the workspace. */
export async function gatherFiles(context: Context, names: readonly string[]): Promise<Parsed<IssueFile[]>> {
  if (names.length === 0) {
    const files = await listIssues(context.folder);
    return { value: files, problems: files.length === 0 ? [problem('issue-none', { folder: 'issues/' })] : [] };
  }
  const found = await Promise.all(names.map((name) => findIssue(context.folder, context.world.cwd, name)));
  return { value: found.flatMap(({ value }) => value ?? []), problems: found.flatMap(({ problems }) => problems) };
}

/** What `check` and `build` work on, or the result that says why there is nothing to work on. */
export interface Targets {
  readonly workspace: Workspace;
  readonly files: readonly IssueFile[];
  readonly problems: readonly Problem[];
}

export async function gatherTargets(context: Context, names: readonly string[]): Promise<Targets | CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return { exitCode: EXIT.usage, data: null, problems: workspace.problems, lines: [] };
  const files = await gatherFiles(context, names);
  if (files.problems.length > 0) return { exitCode: EXIT.usage, data: null, problems: files.problems, lines: [] };
  return { workspace: workspace.value, files: files.value, problems: workspace.problems };
}

/** An issue with all that belongs to it, and everything that is wrong with any of it. */
export interface GatheredIssue {
  readonly file: IssueFile;
  readonly loaded: LoadedIssue;
  readonly theme: Theme | undefined;
  /** Null when any of them could not be read whole. */
  readonly lists: readonly SubscriberList[] | null;
  readonly recipients: readonly Subscriber[];
  readonly problems: readonly Problem[];
}

/** Reads an issue, its theme and its lists, and holds them together; undefined only when the issue's file is no text. */
export async function gatherIssue({ folder, config }: Workspace, file: IssueFile): Promise<Parsed<GatheredIssue | undefined>> {
  const loaded = await loadIssue(file, config.language);
  if (!loaded.value) return { value: undefined, problems: loaded.problems };
  const { issue } = loaded.value;
  const theme = await loadTheme(folder, chooseTheme(issue.theme, issue.date, config.themes));
  const lists = await loadLists(issue.lists, config.lists, folder, { file: file.file, line: issue.listsLine });
  const problems = [...loaded.problems, ...theme.problems, ...lists.problems, ...checkIssue(issue, lists.value)];
  const recipients = selectRecipients(lists.value);
  const sound = lists.problems.some(isError) ? null : lists.value;
  return { value: { file, loaded: loaded.value, theme: theme.value, lists: sound, recipients, problems }, problems };
}
