import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { asciiSlug } from '../source/ascii-slug.ts';
import { nearestName } from '../source/nearest-name.ts';

/** The file of an issue or an article: where it is, what it is called in problems, and the folder of its images and files. */
export interface IssueFile {
  readonly slug: string;
  readonly path: string;
  readonly file: string;
  readonly filesFolder: string;
  /** The names of the files beside it that are the same in another language, `2021-12-jarjestot.sv.md`. */
  readonly variants: readonly string[];
}

/** Such a file in another language: its name and its language. */
export interface VariantFile {
  readonly path: string;
  readonly file: string;
  readonly language: IssueLanguage;
}

/** What stands at the end of a variant's name: its language. */
const VARIANT = /\.([a-z]{2})\.md$/;

/** The issues or articles of a workspace by slug; their variants in other languages belong to them. */
export async function listFiles(workspace: string, folder: 'issues' | 'articles'): Promise<IssueFile[]> {
  const names = (await readdir(join(workspace, folder)).catch((): string[] => [])).toSorted();
  const variants = variantsIn(names);
  return names
    .filter((name) => name.endsWith('.md') && !VARIANT.test(name))
    .map((name) => issueFile(workspace, join(workspace, folder, name), variants));
}

/** Texts in another language of issues or articles that are not there: most likely one of the two names is mistyped. */
export async function checkVariantsAlone(workspace: string, folder: 'issues' | 'articles'): Promise<Problem[]> {
  const names = await readdir(join(workspace, folder)).catch((): string[] => []);
  const slugs = names.flatMap((name) => (name.endsWith('.md') && !VARIANT.test(name) ? [name.replace(/\.md$/, '')] : []));
  return [...variantsIn(names)].flatMap(([slug, variants]) =>
    slugs.includes(slug)
      ? []
      : variants.map((name) =>
          problem('variant-alone', { file: name, nearest: nearestName(slug, slugs) }, { file: `${folder}/${name}` }),
        ),
  );
}

/** Names of variants by the name that stands before their language. */
function variantsIn(names: readonly string[]): Map<string, string[]> {
  const variants = new Map<string, string[]>();
  for (const name of names.filter((each) => VARIANT.test(each))) {
    const slug = name.replace(VARIANT, '');
    variants.set(slug, [...(variants.get(slug) ?? []), name]);
  }
  return variants;
}

/** Finds an issue by its slug, or by the path of its file or of a variant seen from `cwd`. */
export async function findIssue(workspace: string, cwd: string, name: string): Promise<Parsed<IssueFile | undefined>> {
  const inIssues = join(workspace, 'issues', name);
  const candidates = [`${inIssues}.md`, resolve(cwd, name), resolve(workspace, name), inIssues];
  const found = await firstFile(candidates.flatMap((path) => [path.replace(VARIANT, '.md'), path]));
  if (!found) {
    const known = (await listFiles(workspace, 'issues')).map(({ slug }) => slug);
    return { value: undefined, problems: [problem('issue-not-found', { name, nearest: nearestName(name, known), known })] };
  }
  const beside = await readdir(dirname(found)).catch(() => []);
  const issue = issueFile(workspace, found, variantsIn(beside));
  const problems = slugProblem(issue);
  return { value: problems.length > 0 ? undefined : issue, problems };
}

/** The variants of an issue, in the order of the languages, and those in a language that the product does not speak. */
export function findVariants(issue: IssueFile, language: string): Parsed<VariantFile[]> {
  const folder = dirname(issue.path);
  const names = issue.variants;
  const shown = (name: string): string => issue.file.replace(/[^/\\]*$/, name);
  const variants = ISSUE_LANGUAGES.filter((known) => known !== language).flatMap((known) => {
    const name = `${issue.slug}.${known}.md`;
    return names.includes(name) ? [{ path: join(folder, name), file: shown(name), language: known }] : [];
  });
  const others = names.filter((name) => !variants.some(({ path }) => basename(path) === name));
  const problems = others.map((name) =>
    problem(
      'variant-language',
      { language: VARIANT.exec(name)![1]!, own: language, known: [...ISSUE_LANGUAGES] },
      { file: shown(name) },
    ),
  );
  return { value: variants, problems };
}

export function isSlug(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name);
}

/** What is wrong with an issue's name, if anything is. */
export function slugProblem({ slug, file }: IssueFile): Problem[] {
  return isSlug(slug) ? [] : [problem('issue-slug', { slug, suggestion: asciiSlug(slug) || 'uutiskirje' }, { file })];
}

function issueFile(workspace: string, path: string, variants: ReadonlyMap<string, readonly string[]>): IssueFile {
  const slug = basename(path).replace(/\.md$/, '');
  const inside = relative(workspace, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
  return { slug, path, file, filesFolder: path.replace(/\.md$/, ''), variants: variants.get(slug) ?? [] };
}

async function firstFile(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (candidate.endsWith('.md') && (await stat(candidate).catch(() => null))?.isFile()) return candidate;
  }
  return undefined;
}
