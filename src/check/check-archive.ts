import type { Config } from '../config/config.ts';
import { privacyOf } from '../config/privacy-of.ts';
import type { Issue } from '../issue/issue.ts';
import type { NoPage } from '../problem/problem-details.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** What needs a page in the archive where the issue has none: sections that go on there, and files that are fetched from there. */
export function checkArchive(issue: Issue, config: Pick<Config, 'archiveUrl' | 'lists'>): Problem[] {
  const missing = whyNoPage(issue, config);
  if (!missing) return [];
  return [
    ...issue.sections.flatMap(({ more }) => (more ? [problem('more-without-archive', missing, more.place)] : [])),
    ...issue.files.map(({ target, place }) => problem('file-without-archive', { target, ...missing }, place)),
  ];
}

/** Null when it has one. Lists that are missing or not configured are errors of their own. */
function whyNoPage({ lists }: Issue, config: Pick<Config, 'archiveUrl' | 'lists'>): NoPage | null {
  if (config.archiveUrl === null) return { missing: 'archive.url', lists: [] };
  const privacy = privacyOf(lists, config);
  return privacy?.reason === 'list-private' ? { missing: 'public list', lists: privacy.lists } : null;
}
