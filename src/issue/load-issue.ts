import { createHash } from 'node:crypto';
import type { LinkedFile } from '../files/load-linked-file.ts';
import type { LoadedImage } from '../files/load-image.ts';
import type { Parsed } from '../problem/problem.ts';
import { readTextFile } from '../source/read-text-file.ts';
import type { IssueFile, VariantFile } from './find-issue.ts';
import type { SharedHeader } from './header/parse-header.ts';
import type { Issue } from './issue.ts';
import { loadImages, loadLinkedFiles } from './load-files.ts';
import { type IssueSource, parseIssue } from './parse-issue.ts';

/** An issue with everything that lies beside it. `sourceHash` covers its text, its images and its files. */
export interface LoadedIssue {
  readonly issue: Issue;
  readonly images: readonly LoadedImage[];
  readonly files: readonly LinkedFile[];
  readonly sourceHash: string;
}

/** What an issue is read with: the language of one that names none, the clocks' zone, and whether it is set as in print. */
export type IssueSetting = Pick<IssueSource, 'language' | 'timezone' | 'typography'>;

/** Reads and parses an issue; undefined only when its file is no text. */
export function loadIssue(from: IssueFile, setting: IssueSetting): Promise<Parsed<LoadedIssue | undefined>> {
  return load(from, { ...setting, file: from.file, slug: from.slug }, from.path);
}

/** Reads and parses the same newsletter in another language; images and files are those of the issue's one folder. */
export function loadVariant(
  of: IssueFile,
  variant: VariantFile,
  { date, lists, theme }: Issue,
  setting: IssueSetting,
): Promise<Parsed<LoadedIssue | undefined>> {
  const { language, file, path } = variant;
  const shared: SharedHeader = { language, date, lists, theme };
  return load(of, { ...setting, language, file, slug: of.slug, shared }, path);
}

async function load(
  { filesFolder, file }: IssueFile,
  source: Omit<IssueSource, 'text'>,
  path: string,
): Promise<Parsed<LoadedIssue | undefined>> {
  const text = await readTextFile(path, source.file);
  if (text.value === undefined) return { value: undefined, problems: text.problems };
  const parsed = parseIssue({ ...source, text: text.value });
  const shown = file.replace(/\.md$/, '');
  const images = await loadImages(parsed.value.images, filesFolder, shown);
  const files = await loadLinkedFiles(parsed.value.files, filesFolder, shown);
  const hash = createHash('sha256').update(text.value);
  for (const image of images.value) hash.update(`\0${image.target}\0${image.sourceHash}`);
  for (const linked of files.value) hash.update(`\0${linked.target}\0${linked.hash}`);
  return {
    value: { issue: parsed.value, images: images.value, files: files.value, sourceHash: hash.digest('hex') },
    problems: [...parsed.problems, ...images.problems, ...files.problems],
  };
}
