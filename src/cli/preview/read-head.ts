import { ISSUE_LANGUAGES } from '../../config/config.ts';
import type { Workspace } from '../../config/load-config.ts';
import type { IssueFile } from '../../issue/find-issue.ts';
import { parseIssue } from '../../issue/parse-issue.ts';
import type { OverviewRow } from '../../preview/studio.ts';
import { readTextFile } from '../../source/read-text-file.ts';

/** What the front matter says, and whether the text links to other issues. */
export interface Head {
  readonly row: Omit<OverviewRow, 'state' | 'found'>;
  readonly linksToIssues: boolean;
}

/** Reads the front matter alone: it says it all, and quickly. */
export async function readHead(file: IssueFile, { config }: Workspace): Promise<Head> {
  const text = (await readTextFile(file)).value ?? '';
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  const { language, timezone, typography } = config;
  const source = { text: end ? text.slice(0, end.index + end[0].length) : text, file: file.file, slug: file.slug };
  const { value: issue } = parseIssue({ ...source, language, timezone, typography });
  const others = file.variants.flatMap((name) => /\.([a-z]{2})\.md$/.exec(name)?.[1] ?? []);
  const languages = ISSUE_LANGUAGES.filter((each) => each !== issue.language && others.includes(each));
  const title = issue.holes.restore(issue.title);
  const row = { slug: file.slug, file: file.file, title, date: issue.date, languages: [issue.language, ...languages] };
  return { row, linksToIssues: text.includes('(issue:') };
}
