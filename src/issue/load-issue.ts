import type { Parsed } from '../problem/problem.ts';
import type { IssueFile, VariantFile } from './find-issue.ts';
import type { SharedHeader } from './header/parse-header.ts';
import type { Issue } from './issue.ts';
import { type LoadedFiles, loadWritten } from './load-written.ts';
import { type IssueSource, parseIssue } from './parse-issue.ts';
import type { TextFile } from '../source/read-text-file.ts';

/** An issue with everything that lies beside it. */
export interface LoadedIssue extends LoadedFiles {
  readonly issue: Issue;
}

/** What an issue is read with: the language of one that names none, the clocks' zone, and whether it is set as in print. */
export type IssueSetting = Pick<IssueSource, 'language' | 'timezone' | 'typography'>;

/** Reads and parses an issue; undefined only when its file is no text. */
export function loadIssue(from: IssueFile, setting: IssueSetting): Promise<Parsed<LoadedIssue | undefined>> {
  return load(from, from, { ...setting, slug: from.slug });
}

/** Reads and parses the same newsletter in another language; images and files are those of the issue's one folder. */
export function loadVariant(
  of: IssueFile,
  variant: VariantFile,
  { date, lists, theme, draft, unlisted }: Issue,
  setting: IssueSetting,
): Promise<Parsed<LoadedIssue | undefined>> {
  const { language } = variant;
  const shared: SharedHeader = { language, date, lists, theme, draft, unlisted };
  return load(of, variant, { ...setting, language, slug: of.slug, shared });
}

async function load(
  of: IssueFile,
  from: TextFile,
  source: Omit<IssueSource, 'text' | 'file'>,
): Promise<Parsed<LoadedIssue | undefined>> {
  const { value, problems } = await loadWritten(of, from, (text) => parseIssue({ ...source, file: from.file, text }));
  return { value: value && { issue: value.written, ...value.beside }, problems };
}
