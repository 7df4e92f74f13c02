import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EarlierIssue } from '../check/check-copied.ts';
import { wordsOfSection } from '../check/section-words.ts';
import type { Workspace } from '../config/load-config.ts';
import { type IssueFile, findVariants, listFiles } from '../issue/find-issue.ts';
import type { Issue } from '../issue/issue.ts';
import type { TextFile } from '../issue/load-written.ts';
import { type IssueSource, parseIssue } from '../issue/parse-issue.ts';
import { readTextFile } from '../source/read-text-file.ts';

/** Of this many of the newest earlier issues the whole text is read; of the others the front matter. */
const READ_WHOLE = 5;

/** What was read of other issues, by path. It holds as long as a file's time and size do; keep it to read many issues, or one often. */
export class EarlierMemory {
  readonly #known = new Map<string, { readonly stamp: string; readonly issue: Promise<Issue | undefined> }>();

  /** Reads a file, or gives what it said; `isWhole` asks for more than the front matter. */
  async read(from: TextFile, source: Omit<IssueSource, 'text' | 'file'>, isWhole: boolean): Promise<Issue | undefined> {
    const { mtimeMs, size } = await stat(from.path).catch(() => ({ mtimeMs: 0, size: 0 }));
    const key = `${from.path}\0${isWhole}`;
    const stamp = `${mtimeMs} ${size} ${source.shared?.date ?? ''}`;
    const known = this.#known.get(key);
    if (known?.stamp === stamp) return known.issue;
    const issue = readIssue(from, source, isWhole);
    this.#known.set(key, { stamp, issue });
    return issue;
  }
}

/**
 * The issues of the workspace before this one that go to one of its lists, newest first, each in the language of `edition`, which is the
 * issue or a variant of it. Drafts count only when they were sent. Null when the issue itself was sent already.
 */
export async function gatherEarlier(
  { folder, config }: Workspace,
  file: IssueFile,
  edition: Issue,
  memory: EarlierMemory = new EarlierMemory(),
): Promise<readonly EarlierIssue[] | null> {
  const sent = new Set((await readdir(dirname(file.path)).catch(() => [])).filter((name) => name.endsWith('.sent.yaml')));
  const isSent = (slug: string): boolean => sent.has(`${slug}.sent.yaml`);
  if (isSent(file.slug)) return null;
  const files = (await listFiles(folder, 'issues')).filter(({ path, slug }) => path !== file.path && slug !== file.slug);
  const { timezone, typography } = config;
  const heads = await Promise.all(
    files.map(async (other) => {
      const source = { slug: other.slug, language: config.language, timezone, typography };
      const issue = await memory.read(other, source, false);
      return issue && isBefore(issue, edition, isSent(other.slug)) ? [{ file: other, issue, source }] : [];
    }),
  );
  const before = heads.flat().toSorted((a, b) => (isLater(a.issue, b.issue) ? -1 : 1));
  const found: EarlierIssue[] = [];
  for (const { file: other, issue, source } of before) {
    const { date, lists, theme, draft, slug } = issue;
    const shared = { language: edition.language, date, lists, theme, draft };
    const variant = findVariants(other, issue.language).value.find(({ language }) => language === edition.language);
    const from = issue.language === edition.language ? other : variant;
    if (!from) continue;
    const own = from === other ? source : { ...source, language: edition.language, shared };
    const read = await memory.read(from, own, found.length < READ_WHOLE);
    if (read) found.push(earlierOf(slug, date, read, found.length < READ_WHOLE));
  }
  return found;
}

/** Of two issues of one day the first by name counts as the earlier one. */
function isBefore(other: Issue, { date, slug, lists }: Issue, isSent: boolean): boolean {
  const isEarlier = isLater({ date, slug }, other) || (isSent && other.date === date);
  return other.date !== '' && isEarlier && (isSent || !other.draft) && other.lists.some((list) => lists.includes(list));
}

function isLater(a: Pick<Issue, 'date' | 'slug'>, b: Pick<Issue, 'date' | 'slug'>): boolean {
  return a.date === b.date ? a.slug > b.slug : a.date > b.date;
}

function earlierOf(slug: string, date: string, issue: Issue, isWhole: boolean): EarlierIssue {
  const sections = issue.sections.map((section) => ({ number: section.number, words: wordsOfSection(section, issue) }));
  return { slug, date, subject: issue.holes.restore(issue.subject), sections: isWhole ? sections : null };
}

async function readIssue(
  from: TextFile,
  source: Omit<IssueSource, 'text' | 'file'>,
  isWhole: boolean,
): Promise<Issue | undefined> {
  const { value: text } = await readTextFile(from.path, from.file);
  if (text === undefined) return undefined;
  return parseIssue({ ...source, file: from.file, text: isWhole ? text : frontMatterOf(text) }).value;
}

function frontMatterOf(text: string): string {
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  return end ? text.slice(0, end.index + end[0].length) : text;
}
