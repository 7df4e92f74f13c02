import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { asciiSlug } from './anchor.ts';

/** An issue's file: where it is, what it is called in problems, and the folder of its images and files. */
export interface IssueFile {
  readonly slug: string;
  readonly path: string;
  readonly file: string;
  readonly filesFolder: string;
}

/** The issues of a workspace, variants in other languages left out, by slug. */
export async function listIssues(workspace: string): Promise<IssueFile[]> {
  const names = await readdir(join(workspace, 'issues')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.md') && !/\.[a-z]{2}\.md$/.test(name))
    .toSorted()
    .map((name) => issueFile(workspace, join(workspace, 'issues', name)));
}

/** Finds an issue by its slug, or by the path of its file seen from `cwd`. */
export async function findIssue(workspace: string, cwd: string, name: string): Promise<Parsed<IssueFile | undefined>> {
  const inIssues = join(workspace, 'issues', name);
  const found = await firstFile([`${inIssues}.md`, resolve(cwd, name), resolve(workspace, name), inIssues]);
  if (!found) {
    const known = (await listIssues(workspace)).map(({ slug }) => slug);
    return { value: undefined, problems: [problem('issue-not-found', { name, nearest: nearestName(name, known), known })] };
  }
  const issue = issueFile(workspace, found);
  const problems = slugProblem(issue);
  return { value: problems.length > 0 ? undefined : issue, problems };
}

export function isSlug(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name);
}

/** What is wrong with an issue's name, if anything is. */
export function slugProblem({ slug, file }: IssueFile): Problem[] {
  return isSlug(slug) ? [] : [problem('issue-slug', { slug, suggestion: asciiSlug(slug) || 'uutiskirje' }, { file })];
}

function issueFile(workspace: string, path: string): IssueFile {
  const slug = basename(path).replace(/\.md$/, '');
  const inside = relative(workspace, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
  return { slug, path, file, filesFolder: path.replace(/\.md$/, '') };
}

async function firstFile(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (candidate.endsWith('.md') && (await stat(candidate).catch(() => null))?.isFile()) return candidate;
  }
  return undefined;
}
