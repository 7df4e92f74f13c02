import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { pathOnDisk } from '../source/path-on-disk.ts';
import type { TextFile } from '../source/read-text-file.ts';
import { folderNames } from './folder-names.ts';
import { FreeNames, foldName } from './free-names.ts';
import { type Shelf, aloneProblem, nameProblem, variantProblem } from './name-problems.ts';
import { isSlug, isVariantName, parseTextName, slugOf } from './text-name.ts';

/** The file of an issue or an article: where it is, what it is called in problems, and the folder of its images and files. */
export interface IssueFile extends TextFile {
  readonly slug: string;
  readonly filesFolder: string;
  /** The names of the files beside it that are the same in another language, `2021-12-jarjestot.sv.md`, or are meant to be. */
  readonly variants: readonly string[];
  /** What lies in its folder. */
  readonly shelf: Shelf;
}

/** Such a file in another language: its name and its language. */
export interface VariantFile extends TextFile {
  readonly language: IssueLanguage;
}

export { isSlug } from './text-name.ts';

/** The issues or articles of a workspace by slug; their variants in other languages belong to them. */
export async function listFiles(workspace: string, folder: 'issues' | 'articles'): Promise<IssueFile[]> {
  const shelf = await readShelf(join(workspace, folder));
  return shelf.names.issues.map(({ name }) => issueFile(workspace, join(workspace, folder, name), shelf));
}

/** Texts in another language of issues or articles that are not there: most likely one of the two names is mistyped. */
export async function checkVariantsAlone(workspace: string, folder: 'issues' | 'articles'): Promise<Problem[]> {
  const shelf = await readShelf(join(workspace, folder));
  return shelf.names.alone.map((text) => aloneProblem(text, shelf, `${folder}/${text.name}`));
}

/** Finds an issue by its slug, or by the path of its file or of a variant seen from `cwd`. */
export async function findIssue(workspace: string, cwd: string, name: string): Promise<Parsed<IssueFile | undefined>> {
  const issues = join(workspace, 'issues');
  const candidates = [
    [issues, `${name}.md`],
    [cwd, name],
    [workspace, name],
    [issues, name],
  ] as const;
  const found = await firstFile(candidates.flatMap(([root, path]) => [ofVariant(path), path].map((each) => whole(root, each))));
  if (!found) {
    const known = (await listFiles(workspace, 'issues')).map(({ slug }) => slug);
    return { value: undefined, problems: [problem('issue-not-found', { name, nearest: nearestName(name, known), known })] };
  }
  const shelf = await readShelf(dirname(found));
  const issue = issueFile(workspace, join(dirname(found), nameAmong(shelf.names.all, basename(found))), shelf);
  const problems = slugProblem(issue);
  return { value: problems.length > 0 ? undefined : issue, problems };
}

/** The variants of an issue, in the order of the languages, and what is wrong with the names of others that are meant to be. */
export function findVariants(issue: IssueFile, language: string): Parsed<VariantFile[]> {
  const folder = dirname(issue.path);
  const shown = (name: string): string => issue.file.replace(/[^/\\]*$/, name);
  const texts = issue.variants.flatMap((name) => parseTextName(name) ?? []);
  const variants = ISSUE_LANGUAGES.filter((known) => known !== language).flatMap((known) => {
    const text = texts.find((each) => isVariantName(each) && each.tag === known);
    return text ? [{ workspace: issue.workspace, path: join(folder, text.name), file: shown(text.name), language: known }] : [];
  });
  const problems = texts.flatMap((text) => variantProblem(text, language, issue.shelf, shown(text.name)) ?? []);
  return { value: variants, problems };
}

/** What is wrong with an issue's name, if anything is. */
export function slugProblem({ slug, path, file, shelf }: IssueFile): Problem[] {
  if (isSlug(slug)) return [];
  const text = parseTextName(basename(path))!;
  if (isVariantName(text)) return [aloneProblem(text, shelf, file)];
  const isVariant = shelf.names.variants.get(text.stem)?.some(({ name }) => name === text.name);
  return [(isVariant ? variantProblem(text, '', shelf, file) : undefined) ?? nameProblem(text, shelf, file)];
}

function issueFile(workspace: string, path: string, shelf: Shelf): IssueFile {
  const text = parseTextName(basename(path))!;
  const variants = (shelf.names.variants.get(text.base) ?? []).map(({ name }) => name);
  const inside = relative(workspace, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
  return { workspace, slug: slugOf(text), path, file, filesFolder: path.replace(/\.md$/i, ''), variants, shelf };
}

/** What files can be called is found out only when a name is wrong. */
async function readShelf(folder: string): Promise<Shelf> {
  const names = folderNames(await readdir(folder).catch((): string[] => []));
  let free: FreeNames | undefined;
  return { names, free: () => (free ??= new FreeNames(names)) };
}

function whole(root: string, path: string): string {
  return resolve(root, pathOnDisk(root, path));
}

/** The file of the issue that a variant's belongs to. */
function ofVariant(path: string): string {
  return path.replace(/\.[a-z]{2}\.md$/, '.md');
}

/** A disk that keeps no capitals apart finds a file by another name than its own. */
function nameAmong(names: readonly string[], found: string): string {
  return names.includes(found) ? found : (names.find((name) => foldName(name) === foldName(found)) ?? found);
}

async function firstFile(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    const isText = parseTextName(basename(candidate)) !== undefined;
    if (isText && (await stat(candidate).catch(() => null))?.isFile()) return candidate;
  }
  return undefined;
}
