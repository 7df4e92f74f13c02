import { checkSent } from '../../check/check-sent.ts';
import { isError } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherIssue, gatherTargets } from '../gather-issue.ts';
import type { CommandResult } from '../result.ts';
import { sentTexts } from '../sent-texts.ts';
import { problemToText } from '../show-problem.ts';

/** `newsletter check`: everything wrong with the issues named, or with all of them. */
export async function check(context: Context, names: readonly string[]): Promise<CommandResult> {
  const targets = await gatherTargets(context, names);
  if ('exitCode' in targets) return targets;
  const problems = [...targets.problems];
  const sent = sentTexts(context, targets.workspace);
  const issues = [];
  for (const file of targets.files) {
    const gathered = await gatherIssue(targets.workspace, file);
    const editions = gathered.value ? [gathered.value.loaded, ...gathered.value.variants].map(({ issue }) => issue) : [];
    const own = editions[0]?.language ?? '';
    const edited = editions.flatMap((issue) => checkSent({ ...issue, own }, sent.get(file.slug)));
    const found = [...gathered.problems, ...edited];
    problems.push(...found);
    const errors = found.filter(isError).length;
    issues.push({ slug: file.slug, errors, warnings: found.length - errors });
  }
  const errors = problems.filter(isError).length;
  const shown = problems.map((problem) => problemToText(problem, context.words, context.paintOut));
  const summary = context.words.check.summary(issues.length, errors, problems.length - errors);
  const lines = [...shown, context.paintOut(errors > 0 ? 'red' : 'green', summary)];
  return { exitCode: errors > 0 ? EXIT.errorsFound : EXIT.done, data: { issues }, problems, lines };
}
