import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EarlierIssue } from '../check/check-copied.ts';
import { wordsOfSection } from '../check/section-words.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, findVariants, listFiles } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import { EarlierMemory, lettersOf } from './earlier-memory.ts';

/** Of this many of the newest earlier issues the whole text is read; others only where they may have the same subject. */
const READ_WHOLE = 5;

/** One for each workspace that is read: a command that checks all issues reads each of them once. */
const memories = new WeakMap<Workspace, EarlierMemory>();

/**
 * The issues of the workspace before this one that go to one of its lists, newest first, each in the language of `edition`, which is the
 * issue or a variant of it; those further back only where they may have its subject. Drafts count only when they were sent. Null when the
 * issue itself was sent already.
 */
export async function gatherEarlier(
  workspace: Workspace,
  file: IssueFile,
  edition: Issue,
): Promise<readonly EarlierIssue[] | null> {
  const { config } = workspace;
  const memory = memories.get(workspace) ?? new EarlierMemory();
  memories.set(workspace, memory);
  const beside = new Set(await readdir(dirname(file.path)).catch(() => []));
  const isSent = (slug: string): boolean => beside.has(`${slug}.sent.yaml`);
  if (isSent(file.slug)) return null;
  const subject = lettersOf(edition.holes.restore(edition.subject));
  const found: EarlierIssue[] = [];
  for (const { other, language, letters } of await filesBefore(workspace, file, edition, memory)) {
    const isOwn = language === edition.language;
    const from = isOwn ? other : findVariants(other, language).value.find((each) => each.language === edition.language);
    const isWhole = found.length < READ_WHOLE;
    if (!from || (!isWhole && !(isOwn ? letters : (await memory.glance(from)).letters).includes(subject))) continue;
    const { timezone, typography } = config;
    const source = { slug: other.slug, language: config.language, timezone, typography };
    const head = await memory.read(other, source, false);
    if (!head || !isBefore(head, edition, isSent(other.slug))) continue;
    const { date, lists, theme, draft, unlisted } = head;
    const shared = { language: edition.language, date, lists, theme, draft, unlisted };
    const own = isOwn ? source : { ...source, language: edition.language, shared };
    const read = await memory.read(from, own, isWhole);
    if (read) found.push(earlierOf(other.slug, date, read, isWhole));
  }
  return found;
}

/** Other issues that are dated on the same day or before, newest first; of one day the last by name first. */
async function filesBefore(
  { folder, config }: Workspace,
  file: IssueFile,
  { date }: Issue,
  memory: EarlierMemory,
): Promise<{ readonly other: IssueFile; readonly language: string; readonly letters: string }[]> {
  const others = (await listFiles(folder, 'issues')).filter(({ path, slug }) => path !== file.path && slug !== file.slug);
  const seen = await Promise.all(
    others.map(async (other) => {
      const { date: on, language = config.language, letters } = await memory.glance(other);
      return { other, slug: other.slug, date: on, language, letters };
    }),
  );
  return seen.filter((each) => each.date !== '' && each.date <= date).toSorted((a, b) => (isLater(a, b) ? -1 : 1));
}

/** Of two issues of one day the other one is earlier when it was sent. */
function isBefore(other: Issue, { date, lists }: Issue, isSent: boolean): boolean {
  const isEarlier = isSent ? other.date <= date : other.date < date && !other.draft;
  return isEarlier && other.lists.some((list) => lists.includes(list));
}

function isLater(a: Pick<Issue, 'date' | 'slug'>, b: Pick<Issue, 'date' | 'slug'>): boolean {
  return a.date === b.date ? a.slug > b.slug : a.date > b.date;
}

function earlierOf(slug: string, date: string, issue: Issue, isWhole: boolean): EarlierIssue {
  const sections = issue.sections.map((section) => ({ number: section.number, words: wordsOfSection(section, issue) }));
  return { slug, date, subject: issue.holes.restore(issue.subject), sections: isWhole ? sections : null };
}
