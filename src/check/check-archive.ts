import type { Issue } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** What needs a web archive where there is none: sections that go on there, and files that are fetched from there. */
export function checkArchive({ sections, files }: Issue, archiveUrl: string | null): Problem[] {
  if (archiveUrl !== null) return [];
  return [
    ...sections.flatMap(({ more }) => (more ? [problem('more-without-archive', {}, more.place)] : [])),
    ...files.map(({ target, place }) => problem('file-without-archive', { target }, place)),
  ];
}
