import { dirname, join } from 'node:path';
import { type ComposedBuild, buildCache } from '../../build/build-cache.ts';
import { sampleMessage } from '../../build/sample-message.ts';
import { type BuiltFile, removeOther, writeBuild } from '../../build/write-build.ts';
import type { IssueFile } from '../../issue/find-issue.ts';
import { type Parsed, type Problem, isError, problem } from '../../problem/problem.ts';
import { reasonOf } from '../../storage/reason-of.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherFiles } from '../gather-files.ts';
import type { CommandResult } from '../result.ts';

interface BuiltIssue {
  readonly slug: string;
  readonly lang: string;
  readonly files: readonly BuiltFile[];
}

/**
 * `newsletter build`: writes each issue, and each variant, as HTML, text and `.eml`, problems or not, as long as there is a theme to write
 * it with. What has not changed since the last build is not read again, and most of the program not loaded.
 */
export async function build(context: Context, names: readonly string[]): Promise<CommandResult> {
  const found = await gatherFiles(context, names);
  const composed = await composeEach(context, found);
  if ('exitCode' in composed) return composed;
  const problems: Problem[] = [...(composed[0]?.build.workspaceProblems ?? []), ...found.problems];
  const issues: BuiltIssue[] = [];
  for (const { file, build } of composed) {
    problems.push(...build.problems);
    issues.push(...writeIssue(context, file.slug, build, problems));
  }
  const { words, paintOut } = context;
  const lines = issues.flatMap(({ slug, lang, files }) => [
    paintOut('bold', words.build.issue(slug, lang)),
    ...files.map(({ path, bytes }) => `  ${path}  ${paintOut('dim', words.bytes(bytes))}`),
  ]);
  return { exitCode: problems.some(isError) ? EXIT.errorsFound : EXIT.done, data: { issues }, problems, lines };
}

interface Composed {
  readonly file: IssueFile;
  readonly build: ComposedBuild;
}

/** What is remembered of each issue, or else what it comes to now; or the result that says why there is nothing to work on. */
async function composeEach(context: Context, found: Parsed<readonly IssueFile[]>): Promise<Composed[] | CommandResult> {
  const files = found.value;
  const cache = buildCache(context.folder, context.world.env);
  const isKept = ({ path }: IssueFile): boolean => dirname(path) === join(context.folder, 'issues');
  const recalled = files.map((file) => (isKept(file) ? cache.recall(file.slug) : undefined));
  if (files.length > 0 && recalled.every((build) => build !== undefined)) {
    return files.map((file, index) => ({ file, build: recalled[index]! }));
  }
  const [{ gatherWorkspace }, { composeAnew }, { readSentRecord }] = await Promise.all([
    import('../gather-workspace.ts'),
    import('../compose-anew.ts'),
    import('../sent-texts.ts'),
  ]);
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return { exitCode: EXIT.usage, data: null, problems: workspace.problems, lines: [] };
  if (files.length === 0) return { exitCode: EXIT.usage, data: null, problems: found.problems, lines: [] };
  const { value: record } = readSentRecord(workspace.value, context.world.stateFolder);
  const composed: Composed[] = [];
  for (const [index, file] of files.entries()) {
    const known = recalled[index];
    const inputs = known || !isKept(file) ? undefined : cache.inputs(file.slug);
    const { build, others } = known
      ? { build: known, others: [] }
      : await composeAnew(workspace.value, file, record, workspace.problems);
    if (inputs !== undefined) cache.remember(file.slug, inputs, build, others);
    composed.push({ file, build });
  }
  return composed;
}

function writeIssue(
  { folder, world }: Context,
  slug: string,
  { compositions, date }: ComposedBuild,
  problems: Problem[],
): BuiltIssue[] {
  const at = date === '' ? world.clock.now() : new Date(`${date}T09:00:00Z`);
  const languages = compositions.map(({ template }) => template.language);
  const built: BuiltIssue[] = [];
  for (const [index, composition] of compositions.entries()) {
    const lang = languages[index]!;
    const target = index === 0 ? `dist/${slug}` : `dist/${slug}/${lang}`;
    try {
      if (index === 0) removeOther(folder, slug, languages, lang);
      const files = writeBuild(folder, target, sampleMessage(composition, at));
      built.push({ slug, lang, files });
    } catch (error) {
      problems.push(problem('file-unwritable', { file: `${target}/`, reason: reasonOf(error) }));
    }
  }
  return built;
}
