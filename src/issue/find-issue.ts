import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { pathOnDisk } from '../source/path-on-disk.ts';
import { foldName } from './free-name.ts';
import { isSlug, nameProblem, slugOf, variantProblem } from './name-problems.ts';
import { type TextName, isVariantName, looksLikeLanguage, parseTextName } from './text-name.ts';

/** The file of an issue or an article: where it is, what it is called in problems, and the folder of its images and files. */
export interface IssueFile {
  readonly slug: string;
  readonly path: string;
  readonly file: string;
  readonly filesFolder: string;
  /** The names of the files beside it that are the same in another language, `2021-12-jarjestot.sv.md`, or are meant to be. */
  readonly variants: readonly string[];
  /** The names of all that lies in its folder. */
  readonly beside: readonly string[];
}

/** Such a file in another language: its name and its language. */
export interface VariantFile {
  readonly path: string;
  readonly file: string;
  readonly language: IssueLanguage;
}

export { isSlug } from './name-problems.ts';

/** The issues or articles of a workspace by slug; their variants in other languages belong to them. */
export async function listFiles(workspace: string, folder: 'issues' | 'articles'): Promise<IssueFile[]> {
  return issuesIn(workspace, join(workspace, folder), await namesIn(join(workspace, folder)));
}

/** Texts in another language of issues or articles that are not there: most likely one of the two names is mistyped. */
export async function checkVariantsAlone(workspace: string, folder: 'issues' | 'articles'): Promise<Problem[]> {
  const texts = textsIn(await namesIn(join(workspace, folder)));
  const alone = texts.filter((text) => isVariantName(text) && !texts.some((each) => isIssueOf(each, text)));
  return alone.map((text) => aloneProblem(text, texts, `${folder}/${text.name}`));
}

/** One that has such a variant would lose it to the other, and is not what was meant. */
function aloneProblem(alone: TextName, texts: readonly TextName[], file: string): Problem {
  const names = new Set(texts.map(({ base }) => foldName(base)));
  const slugs = texts.filter((text) => !isVariantName(text)).map(({ base }) => base);
  const nearest = nearestName(
    alone.stem,
    slugs.filter((slug) => !names.has(foldName(`${slug}.${alone.tag}`))),
  );
  return problem('variant-alone', { file: alone.name.normalize('NFC'), nearest }, { file });
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
  const beside = await namesIn(dirname(found));
  const path = join(dirname(found), nameAmong(beside, basename(found)));
  const issue = issueFile(workspace, path, beside, textsIn(beside));
  const problems = slugProblem(issue);
  return { value: problems.length > 0 ? undefined : issue, problems };
}

/** The variants of an issue, in the order of the languages, and what is wrong with the names of others that are meant to be. */
export function findVariants(issue: IssueFile, language: string): Parsed<VariantFile[]> {
  const folder = dirname(issue.path);
  const shown = (name: string): string => issue.file.replace(/[^/\\]*$/, name);
  const texts = textsIn(issue.variants);
  const variants = ISSUE_LANGUAGES.filter((known) => known !== language).flatMap((known) => {
    const text = texts.find((each) => isVariantName(each) && each.tag === known);
    return text ? [{ path: join(folder, text.name), file: shown(text.name), language: known }] : [];
  });
  const problems = texts.flatMap((text) => variantProblem(text, language, issue.beside, shown(text.name)) ?? []);
  return { value: variants, problems };
}

/** What is wrong with an issue's name, if anything is. */
export function slugProblem({ slug, path, file, beside }: IssueFile): Problem[] {
  if (isSlug(slug)) return [];
  const text = parseTextName(basename(path))!;
  const texts = textsIn(beside);
  if (isVariantName(text)) return [aloneProblem(text, texts, file)];
  const found = isMeantAsVariant(text, texts) ? variantProblem(text, '', beside, file) : undefined;
  return [found ?? nameProblem(text, beside, file)];
}

function issuesIn(workspace: string, folder: string, names: readonly string[]): IssueFile[] {
  const texts = textsIn(names);
  const own = texts.filter((text) => !isVariantName(text) && !isMeantAsVariant(text, texts));
  return own.map(({ name }) => issueFile(workspace, join(folder, name), names, texts));
}

/** `texts` are those `beside` it. */
function issueFile(workspace: string, path: string, beside: readonly string[], texts: readonly TextName[]): IssueFile {
  const text = parseTextName(basename(path))!;
  const variants = texts.filter((each) => isIssueOf(text, each) && isVariantOf(each, texts)).map(({ name }) => name);
  const inside = relative(workspace, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
  return { slug: slugOf(text), path, file, filesFolder: path.replace(/\.md$/i, ''), variants, beside };
}

function isVariantOf(text: TextName, texts: readonly TextName[]): boolean {
  return isVariantName(text) || isMeantAsVariant(text, texts);
}

/** Whether a name has a language in it, though not as it should be, behind the name of an issue that is there. */
function isMeantAsVariant(text: TextName, texts: readonly TextName[]): boolean {
  if (text.tag === null || isVariantName(text) || !looksLikeLanguage(text.tag)) return false;
  return texts.some((each) => isIssueOf(each, text));
}

function isIssueOf(issue: TextName, variant: TextName): boolean {
  return variant.tag !== null && issue.base === variant.stem && !isVariantName(issue);
}

function textsIn(names: readonly string[]): TextName[] {
  return names.flatMap((name) => parseTextName(name) ?? []);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch((): string[] => [])).toSorted();
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
