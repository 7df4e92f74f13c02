import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { type Parsed, problem } from '../problem/problem.ts';
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
  const found = await firstFile([join(workspace, 'issues', `${name}.md`), resolve(cwd, name), resolve(workspace, name)]);
  if (!found) {
    const slugs = (await listIssues(workspace)).map(({ slug }) => slug);
    return { value: undefined, problems: [problem('issue-not-found', { name, nearest: nearestName(name, slugs) })] };
  }
  const issue = issueFile(workspace, found);
  if (/^[a-z0-9-]+$/.test(issue.slug)) return { value: issue, problems: [] };
  const suggestion = asciiSlug(issue.slug) || 'uutiskirje';
  return { value: undefined, problems: [problem('issue-slug', { slug: issue.slug, suggestion }, { file: issue.file })] };
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
