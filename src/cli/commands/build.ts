import { sampleMessage } from '../../build/sample-message.ts';
import { type BuiltFile, removeOther, writeBuild, writePublished } from '../../build/write-build.ts';
import { buildCache } from '../../build/build-cache.ts';
import { checkSize } from '../../check/check-copies.ts';
import type { Workspace } from '../../config/load-config.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import { reasonOf } from '../../source/read-text-file.ts';
import type { Context } from '../context.ts';
import { chooseLanguage } from '../../subscribers/choose-language.ts';
import { composeGathered } from '../compose-gathered.ts';
import { EXIT } from '../exit-code.ts';
import { type GatheredIssue, gatherIssue, gatherTargets } from '../gather-issue.ts';
import type { CommandResult } from '../result.ts';

interface BuiltIssue {
  readonly slug: string;
  readonly lang: string;
  readonly files: readonly BuiltFile[];
  /** What lies in `dist/archive/` for the e-mail to refer to. */
  readonly published: readonly BuiltFile[];
}

/** `newsletter build`: writes each issue, and each variant, as HTML, text and `.eml`, problems or not, as long as there is a theme to write it with. */
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
  const lines = issues.flatMap(({ slug, lang, files, published }) => [
    paintOut('bold', words.build.issue(slug, lang)),
    ...[...files, ...published].map(({ path, bytes }) => `  ${path}  ${paintOut('dim', words.bytes(bytes))}`),
  ]);
  const exitCode = problems.some(isError) ? EXIT.errorsFound : EXIT.done;
  return { exitCode, data: { issues }, problems, lines };
}

async function buildIssue(
  { folder, config }: Workspace,
  gathered: GatheredIssue,
  context: Context,
  problems: Problem[],
): Promise<BuiltIssue[]> {
  const { loaded, file, recipients } = gathered;
  const composed = await composeGathered(gathered, config, buildCache(folder));
  problems.push(...composed.problems);
  if (!composed.value) return [];
  const { language: own, date: issueDate } = loaded.issue;
  const date = issueDate === '' ? context.world.clock.now() : new Date(`${issueDate}T09:00:00Z`);
  const languages = [...composed.value.keys()];
  const built: BuiltIssue[] = [];
  for (const [lang, composition] of composed.value) {
    const readers = recipients.filter(({ fields }) => chooseLanguage(fields, languages, own) === lang);
    problems.push(...checkSize(composition.template, readers));
    const target = lang === own ? `dist/${file.slug}` : `dist/${file.slug}/${lang}`;
    try {
      if (lang === own) await removeOther(folder, file.slug, languages, own);
      const files = await writeBuild(folder, target, sampleMessage(composition, date));
      const published = await writePublished(folder, file.slug, composition.published);
      built.push({ slug: file.slug, lang, files, published });
    } catch (error) {
      problems.push(problem('file-unwritable', { file: `${target}/`, reason: reasonOf(error) }));
    }
  }
  return built;
}
