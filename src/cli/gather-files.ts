import { type IssueFile, checkVariantsAlone, findIssue, isSlug, listFiles, slugProblem } from '../issue/find-issue.ts';
import { type Parsed, problem } from '../problem/problem.ts';
import type { Context } from './context.ts';

/** The issues that a command was given by name, or all of the workspace. */
export async function gatherFiles(context: Context, names: readonly string[]): Promise<Parsed<IssueFile[]>> {
  if (names.length === 0) {
    const files = await listFiles(context.folder, 'issues');
    const alone = await checkVariantsAlone(context.folder, 'issues');
    if (files.length === 0) return { value: [], problems: [...alone, problem('issue-none', { folder: 'issues/' })] };
    return { value: files.filter(({ slug }) => isSlug(slug)), problems: [...files.flatMap(slugProblem), ...alone] };
  }
  const found = await Promise.all(names.map((name) => findIssue(context.folder, context.world.cwd, name)));
  return { value: found.flatMap(({ value }) => value ?? []), problems: found.flatMap(({ problems }) => problems) };
}
