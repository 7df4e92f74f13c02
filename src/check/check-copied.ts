import type { Issue, Section } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { proseLength, wordsOfSection } from './section-words.ts';
import { findWrongMonth } from './wrong-month.ts';

/** An earlier issue to one of the same lists, in the language of the one that is checked. */
export interface EarlierIssue {
  readonly slug: string;
  /** ISO date. */
  readonly date: string;
  /** As it was written. */
  readonly subject: string;
  /** The words of its sections; null where only its front matter was read. */
  readonly sections: readonly { readonly number: number; readonly words: string }[] | null;
}

/** Sections with fewer characters of running text are too short to tell a copy from a phrase. */
const LEAST_PROSE = 200;
/** A section that stands in this many earlier issues belongs to the newsletter. */
const STANDING = 2;

/**
 * What was left of an earlier issue in this one: a month in the title, a subject, sections. `earlier` are those to the same lists, newest
 * first; null where the issue was sent already, and nothing can be put right.
 */
export function checkCopied(issue: Issue, earlier: readonly EarlierIssue[] | null): Problem[] {
  if (earlier === null) return [];
  return [...checkMonths(issue), ...checkSubject(issue, earlier), ...checkSections(issue, earlier)];
}

/** Once where the subject is the title. */
function checkMonths({ slug, file, language, date, title, subject, holes, titleLine, subjectLine }: Issue): Problem[] {
  const texts = [
    { key: 'title', text: title, line: titleLine },
    { key: 'subject', text: subject, line: subjectLine },
  ] as const;
  const own = texts.filter(({ text, key }) => text !== slug && (key === 'title' || holes.restore(text) !== holes.restore(title)));
  return own.flatMap(({ key, text, line }) => {
    const written = findWrongMonth(holes.restore(text), language, date);
    return written === undefined ? [] : [problem('title-month', { key, written, date }, { file, line })];
  });
}

/** White space and case do not tell two subjects apart; what a merge field is filled with may. */
function checkSubject({ file, subject, holes, subjectLine }: Issue, earlier: readonly EarlierIssue[]): Problem[] {
  const own = foldSubject(holes.restore(subject));
  const used = earlier.find((issue) => foldSubject(issue.subject) === own);
  if (!used || own === '') return [];
  return [problem('subject-used', { slug: used.slug, date: used.date }, { file, line: subjectLine })];
}

function foldSubject(subject: string): string {
  return subject.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

function checkSections(issue: Issue, earlier: readonly EarlierIssue[]): Problem[] {
  const { file, sections } = issue;
  const copies = sections.map((section) => ({ section, found: findCopies(section, issue, earlier) }));
  const whole = earlier.find(({ slug }) => copies.every(({ found }) => found.some((copy) => copy.slug === slug)));
  const prose = sections.reduce((sum, section) => sum + proseLength(section), 0);
  if (whole && sections.length > 1 && prose >= LEAST_PROSE) return [problem('issue-copied', { slug: whole.slug }, { file })];
  return copies.flatMap(({ section, found: [first, ...others] }) => {
    if (!first || others.length + 1 >= STANDING || proseLength(section) < LEAST_PROSE) return [];
    const { number, line } = section;
    return [problem('section-copied', { number, slug: first.slug, earlier: first.number }, { file, line })];
  });
}

/** Where the same words stand, newest first; once for each issue. */
function findCopies(
  section: Section,
  issue: Issue,
  earlier: readonly EarlierIssue[],
): readonly { readonly slug: string; readonly number: number }[] {
  const words = wordsOfSection(section, issue);
  return earlier.flatMap(({ slug, sections }) => {
    const same = sections?.find((other) => other.words === words);
    return same ? [{ slug, number: same.number }] : [];
  });
}
