import { resolve } from 'node:path';
import type { ComposedBuild } from '../build/build-cache.ts';
import { SizeCheck } from '../check/check-copies.ts';
import { ISSUE_LANGUAGES } from '../config/config.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, isSlug } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import type { Problem } from '../problem/problem.ts';
import { chooseLanguage } from '../subscribers/choose-language.ts';
import { composeGathered } from './compose-gathered.ts';
import { gatherIssue } from './gather-issue.ts';

/** An issue read, checked and composed, with the files that it was made of beside those that lie in their own places. */
export interface AnewComposed {
  readonly build: ComposedBuild;
  readonly others: readonly string[];
}

/** Makes what it can of an issue; without any composition when its file is no text, or its theme cannot be used. */
export async function composeAnew(
  workspace: Workspace,
  file: IssueFile,
  workspaceProblems: readonly Problem[],
): Promise<AnewComposed> {
  const { folder, config } = workspace;
  const gathered = await gatherIssue(workspace, file);
  const nothing = { compositions: [], workspaceProblems, date: '' };
  if (!gathered.value) return { build: { ...nothing, problems: gathered.problems }, others: [] };
  const { loaded, recipients } = gathered.value;
  const composed = await composeGathered(gathered.value, config);
  const problems = [...gathered.problems, ...composed.problems];
  if (!composed.value) return { build: { ...nothing, problems }, others: [] };
  const languages = [...composed.value.keys()];
  const sizes = [...composed.value].flatMap(([language, { template }]) => {
    const check = new SizeCheck(template);
    for (const row of recipients) if (chooseLanguage(row.fields, languages, loaded.issue.language) === language) check.see(row);
    return check.problems();
  });
  const lists = loaded.issue.lists.flatMap((name) => config.lists.get(name)?.file ?? []);
  const editions = [loaded, ...gathered.value.variants].map(({ issue }) => issue);
  const others = [...lists, ...editions.flatMap(linkedIssues), ...(config.logo === null ? [] : [config.logo])].map((path) =>
    resolve(folder, path),
  );
  const compositions = [...composed.value.values()];
  return { build: { compositions, problems: [...problems, ...sizes], workspaceProblems, date: loaded.issue.date }, others };
}

/** The files, there or not, of the issues that an issue links to. */
function linkedIssues({ pages }: Issue): string[] {
  const names = pages.flatMap(({ kind, name }) => (kind === 'issue' && isSlug(name) ? [name] : []));
  return names.flatMap((name) => [`issues/${name}.md`, ...ISSUE_LANGUAGES.map((language) => `issues/${name}.${language}.md`)]);
}
