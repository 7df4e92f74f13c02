import { createHash } from 'node:crypto';
import type { IssueLanguage } from '../config/config.ts';
import type { Parsed } from '../problem/problem.ts';
import { readTextFile } from '../source/read-text-file.ts';
import type { IssueFile } from './find-issue.ts';
import type { Issue } from './issue.ts';
import { type LoadedImage, loadImages } from './load-images.ts';
import { parseIssue } from './parse-issue.ts';

/** An issue with everything that lies beside it. `sourceHash` covers its text and its images. */
export interface LoadedIssue {
  readonly issue: Issue;
  readonly images: readonly LoadedImage[];
  readonly sourceHash: string;
}

/** Reads and parses an issue; undefined only when its file is no text. */
export async function loadIssue(from: IssueFile, language: IssueLanguage): Promise<Parsed<LoadedIssue | undefined>> {
  const text = await readTextFile(from.path, from.file);
  if (text.value === undefined) return { value: undefined, problems: text.problems };
  const parsed = parseIssue({ text: text.value, file: from.file, slug: from.slug, language });
  const images = await loadImages(parsed.value.images, from.filesFolder, from.file.replace(/\.md$/, ''));
  const hash = createHash('sha256').update(text.value);
  for (const image of images.value) hash.update(`\0${image.target}\0${image.hash}`);
  return {
    value: { issue: parsed.value, images: images.value, sourceHash: hash.digest('hex') },
    problems: [...parsed.problems, ...images.problems],
  };
}
