import { createHash } from 'node:crypto';
import type { LinkedFile } from '../files/load-linked-file.ts';
import type { LoadedImage } from '../files/load-image.ts';
import type { Parsed } from '../problem/problem.ts';
import { type TextFile, readTextFile } from '../source/read-text-file.ts';
import { withWrittenColumns } from '../source/written-columns.ts';
import type { IssueFile } from './find-issue.ts';
import type { Written } from './issue.ts';
import { loadImages, loadLinkedFiles } from './load-files.ts';

/** What lies beside a text. `sourceHash` covers the text, its images and its files. */
export interface LoadedFiles {
  readonly images: readonly LoadedImage[];
  readonly files: readonly LinkedFile[];
  readonly sourceHash: string;
}

/** Reads and parses a text with everything that lies beside it in the folder of `of`; undefined only when it is no text. */
export async function loadWritten<Page extends Written>(
  { workspace, filesFolder, file }: IssueFile,
  from: TextFile,
  parse: (text: string) => Parsed<Page>,
): Promise<Parsed<{ readonly written: Page; readonly beside: LoadedFiles } | undefined>> {
  const text = await readTextFile(from);
  if (text.value === undefined) return { value: undefined, problems: text.problems };
  const parsed = parse(text.value);
  const shown = file.replace(/\.md$/, '');
  const images = await loadImages(parsed.value.images, { workspace, folder: filesFolder, shown });
  const files = await loadLinkedFiles(parsed.value.files, { workspace, folder: filesFolder, shown });
  const hash = createHash('sha256').update(text.value);
  for (const image of images.value) hash.update(`\0${image.target}\0${image.sourceHash}`);
  for (const linked of files.value) hash.update(`\0${linked.target}\0${linked.hash}`);
  const beside = { images: images.value, files: files.value, sourceHash: hash.digest('hex') };
  const problems = [...parsed.problems, ...images.problems, ...files.problems];
  return {
    value: {
      written: text.written === undefined ? parsed.value : placedAsWritten(parsed.value, from.file, text.written),
      beside,
    },
    problems: withWrittenColumns(problems, from.file, text.written),
  };
}

/** What is checked later is reported where it is in the file. */
function placedAsWritten<Page extends Written>(page: Page, file: string, written: string): Page {
  return {
    ...page,
    holeUses: withWrittenColumns(page.holeUses, file, written),
    images: withWrittenColumns(page.images, file, written),
    files: withWrittenColumns(page.files, file, written),
    pages: withWrittenColumns(page.pages, file, written),
  };
}
