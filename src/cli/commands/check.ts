import { isError } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherFiles, gatherIssue } from '../gather-issue.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import type { CommandResult } from '../result.ts';
import { problemToText } from '../show-problem.ts';

/** `newsletter check`: everything wrong with the issues named, or with all of them. */
export async function check(context: Context, names: readonly string[]): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return { exitCode: EXIT.usage, data: null, problems: workspace.problems, lines: [] };
  const files = await gatherFiles(context, names);
  if (files.problems.length > 0) return { exitCode: EXIT.usage, data: null, problems: files.problems, lines: [] };
  const problems = [...workspace.problems];
  const issues = [];
  for (const file of files.value) {
    const gathered = await gatherIssue(workspace.value, file);
    problems.push(...gathered.problems);
    const errors = gathered.problems.filter(isError).length;
    issues.push({ slug: file.slug, errors, warnings: gathered.problems.length - errors });
  }
  const errors = problems.filter(isError).length;
  const shown = problems.map((problem) => problemToText(problem, context.words, context.paintOut));
  const summary = context.words.check.summary(issues.length, errors, problems.length - errors);
  const lines = [...shown, context.paintOut(errors > 0 ? 'red' : 'green', summary)];
  return { exitCode: errors > 0 ? EXIT.errorsFound : EXIT.done, data: { issues }, problems, lines };
}
