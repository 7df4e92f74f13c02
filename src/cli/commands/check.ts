import { dirname, join } from 'node:path';
import type { Workspace } from '../../config/load-config.ts';
import { type IssueFile, checkVariantsAlone, listFiles } from '../../issue/find-issue.ts';
import { type Parsed, type Problem, isError } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { examineIssue } from '../examine-issue.ts';
import { EXIT } from '../exit-code.ts';
import { gatherArticle } from '../gather-article.ts';
import { gatherFiles } from '../gather-files.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import type { CommandResult } from '../result.ts';
import { readSentRecord } from '../sent-texts.ts';
import { problemToText } from '../show-problem.ts';

/** `newsletter check`: everything wrong with the issues and articles named, or with all of them. */
export async function check(context: Context, names: readonly string[]): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return { exitCode: EXIT.usage, data: null, problems: workspace.problems, lines: [] };
  const found = await gatherAll(context, names);
  if (found.value.length === 0) return { exitCode: EXIT.usage, data: null, problems: found.problems, lines: [] };
  return checkFiles(context, workspace.value, { value: found.value, problems: [...workspace.problems, ...found.problems] });
}

/** The issues and articles named, or all; that there are no issues is no matter where there are articles. */
async function gatherAll(context: Context, names: readonly string[]): Promise<Parsed<IssueFile[]>> {
  const issues = await gatherFiles(context, names);
  if (names.length > 0) return issues;
  const articles = await listFiles(context.folder, 'articles');
  const alone = await checkVariantsAlone(context.folder, 'articles');
  const problems = issues.problems.filter(({ code }) => articles.length === 0 || code !== 'issue-none');
  return { value: [...issues.value, ...articles], problems: [...problems, ...alone] };
}

async function checkFiles(
  context: Context,
  workspace: Workspace,
  { value: files, problems: before }: Parsed<readonly IssueFile[]>,
): Promise<CommandResult> {
  const isArticle = ({ path }: IssueFile): boolean => dirname(path) === join(workspace.folder, 'articles');
  const record = readSentRecord(workspace, context.world.stateFolder);
  const problems = [...before, ...record.problems];
  const issues = [];
  for (const file of files.filter((each) => !isArticle(each))) {
    const { problems: found } = await examineIssue({ workspace, record: record.value }, file);
    problems.push(...found);
    issues.push(rowOf(file, found));
  }
  const articles = [];
  for (const file of files.filter(isArticle)) {
    const found = await gatherArticle(workspace, file);
    problems.push(...found);
    articles.push(rowOf(file, found));
  }
  const errors = problems.filter(isError).length;
  const shown = problems.map((problem) => problemToText(problem, context.words, context.paintOut));
  const summary = context.words.check.summary(issues.length, articles.length, errors, problems.length - errors);
  const lines = [...shown, context.paintOut(errors > 0 ? 'red' : 'green', summary)];
  return { exitCode: errors > 0 ? EXIT.errorsFound : EXIT.done, data: { issues, articles }, problems, lines };
}

function rowOf({ slug }: IssueFile, found: readonly Problem[]): { slug: string; errors: number; warnings: number } {
  const errors = found.filter(isError).length;
  return { slug, errors, warnings: found.length - errors };
}
