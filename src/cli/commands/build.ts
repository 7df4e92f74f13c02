import { sampleMessage } from '../../build/sample-message.ts';
import { type BuiltFile, writeBuild } from '../../build/write-build.ts';
import { checkSize } from '../../check/check-copies.ts';
import { compose } from '../../compose/compose.ts';
import type { Workspace } from '../../config/load-config.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import { reasonOf } from '../../source/read-text-file.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { type GatheredIssue, gatherIssue, gatherTargets } from '../gather-issue.ts';
import type { CommandResult } from '../result.ts';

interface BuiltIssue {
  readonly slug: string;
  readonly lang: string;
  readonly files: readonly BuiltFile[];
}

/** `newsletter build`: writes each issue as HTML, text and `.eml`, problems or not, as long as there is a theme to write it with. */
export async function build(context: Context, names: readonly string[]): Promise<CommandResult> {
  const targets = await gatherTargets(context, names);
  if ('exitCode' in targets) return targets;
  const problems = [...targets.problems];
  const issues: BuiltIssue[] = [];
  for (const file of targets.files) {
    const gathered = await gatherIssue(targets.workspace, file);
    problems.push(...gathered.problems);
    if (gathered.value) issues.push(...(await buildIssue(targets.workspace, gathered.value, context, problems)));
  }
  const { words, paintOut } = context;
  const lines = issues.flatMap(({ slug, files }) => [
    paintOut('bold', words.build.issue(slug)),
    ...files.map(({ path, bytes }) => `  ${path}  ${paintOut('dim', words.bytes(bytes))}`),
  ]);
  const exitCode = problems.some(isError) ? EXIT.errorsFound : EXIT.done;
  return { exitCode, data: { issues }, problems, lines };
}

async function buildIssue(
  workspace: Workspace,
  gathered: GatheredIssue,
  context: Context,
  problems: Problem[],
): Promise<BuiltIssue[]> {
  const { loaded, theme, file } = gathered;
  if (!theme) return [];
  const composed = await compose(loaded, theme, workspace.config);
  problems.push(...composed.problems, ...(composed.value ? checkSize(composed.value, gathered.recipients) : []));
  if (!composed.value) return [];
  const date = loaded.issue.date === '' ? context.world.clock.now() : new Date(`${loaded.issue.date}T09:00:00Z`);
  try {
    const files = await writeBuild(workspace.folder, file.slug, sampleMessage(composed.value, date));
    return [{ slug: file.slug, lang: loaded.issue.language, files }];
  } catch (error) {
    problems.push(problem('file-unwritable', { file: `dist/${file.slug}/`, reason: reasonOf(error) }));
    return [];
  }
}
