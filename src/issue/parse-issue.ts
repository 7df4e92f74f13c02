import type { Parsed } from '../problem/problem.ts';
import { parseSections } from './body/parse-sections.ts';
import { type PageSource, byLine, readBody } from './body/read-body.ts';
import { headerLeftovers } from './body/report-leftovers.ts';
import { NO_PUBLICATION } from './header/header-reader.ts';
import { type Header, type SharedHeader, parseHeader } from './header/parse-header.ts';
import { splitFrontMatter } from './header/split-front-matter.ts';
import type { Issue } from './issue.ts';
import { typesetIssue } from './typography/typeset-issue.ts';

export interface IssueSource extends PageSource {
  /** For a variant: what it shares with its issue. */
  readonly shared?: SharedHeader;
}

/** Text → issue, with every problem in it. An issue always comes back, so that a draft full of problems can be looked at. */
export function parseIssue(source: IssueSource): Parsed<Issue> {
  const { text, file, slug, shared } = source;
  const split = splitFrontMatter(text, file);
  const header = split.header
    ? parseHeader(split.header, file, slug, shared)
    : { value: emptyHeader(slug, shared), problems: [] };
  const { title, subject, summary, typography, ...rest } = header.value;
  const language = rest.language ?? source.language;
  const dates = { language, after: rest.date, timezone: source.timezone };
  const { body, reading, holes, holeUses, images, files, pages, bodyHash, problems } = readBody(
    { text, file, split, dates },
    parseSections,
  );
  const issue: Issue = {
    slug,
    file,
    ...rest,
    language,
    title: holes.takeOut(title),
    subject: holes.takeOut(subject),
    summary: holes.takeOut(summary),
    introduction: body.introduction,
    sections: body.sections,
    holes,
    holeUses: holeUses(),
    linkHoles: reading.linkHoles,
    images,
    files,
    pages,
    bodyHash,
  };
  const leftovers = headerLeftovers(split.header, ['title', 'subject', 'summary'], file);
  const found = [...split.problems, ...header.problems, ...leftovers, ...problems].toSorted(byLine);
  return { value: (typography ?? source.typography) ? typesetIssue(issue) : issue, problems: found };
}

function emptyHeader(slug: string, shared: SharedHeader | undefined): Header {
  const own = shared ?? { date: '', language: null, lists: [], theme: null };
  return {
    title: slug,
    subject: slug,
    titleLine: 1,
    subjectLine: 1,
    listsLine: 1,
    summary: '',
    typography: null,
    ...NO_PUBLICATION,
    ...own,
  };
}
