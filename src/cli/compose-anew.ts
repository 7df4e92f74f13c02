import { resolve } from 'node:path';
import type { ComposedBuild } from '../build/build-cache.ts';
import { ISSUE_LANGUAGES } from '../config/config.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, isSlug } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import type { Problem } from '../problem/problem.ts';
import { examineIssue } from './examine-issue.ts';
import type { SentRecord } from './sent-texts.ts';

/** An issue read, checked and composed, with the files that it was made of beside those that lie in their own places. */
export interface AnewComposed {
  readonly build: ComposedBuild;
  readonly others: readonly string[];
}

/** Makes what it can of an issue; without any composition when its file is no text, or its theme cannot be used. */
export async function composeAnew(
  workspace: Workspace,
  file: IssueFile,
  record: SentRecord,
  workspaceProblems: readonly Problem[],
): Promise<AnewComposed> {
  const { folder, config } = workspace;
  const { value: examined, problems } = await examineIssue({ workspace, record, composesMailed: true }, file);
  if (!examined?.composed) return { build: { compositions: [], workspaceProblems, date: '', problems }, others: [] };
  const { loaded, variants, composed } = examined;
  const lists = loaded.issue.lists.flatMap((name) => config.lists.get(name)?.file ?? []);
  const editions = [loaded, ...variants].map(({ issue }) => issue);
  const others = [...lists, ...editions.flatMap(linkedIssues), ...(config.logo === null ? [] : [config.logo])].map((path) =>
    resolve(folder, path),
  );
  const compositions = [...composed.values()];
  return { build: { compositions, problems, workspaceProblems, date: loaded.issue.date }, others };
}

/** The files, there or not, of the issues that an issue links to. */
function linkedIssues({ pages }: Issue): string[] {
  const names = pages.flatMap(({ kind, name }) => (kind === 'issue' && isSlug(name) ? [name] : []));
  return names.flatMap((name) => [`issues/${name}.md`, ...ISSUE_LANGUAGES.map((language) => `issues/${name}.${language}.md`)]);
}
