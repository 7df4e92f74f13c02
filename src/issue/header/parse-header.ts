import type { IssueLanguage } from '../../config/config.ts';
import { type Parsed, problem } from '../../problem/problem.ts';
import type { YamlSource } from '../../source/parse-yaml.ts';
import { suspiciousIn, withoutSoftHyphens } from '../../source/suspicious-header.ts';
import { HeaderReader, PUBLICATION_KEYS, type Publication } from './header-reader.ts';

/** The front matter of an issue, understood. */
export interface Header extends Publication {
  readonly title: string;
  readonly subject: string;
  readonly titleLine: number;
  readonly subjectLine: number;
  readonly date: string;
  readonly language: IssueLanguage | null;
  readonly lists: readonly string[];
  readonly listsLine: number;
  readonly summary: string;
  readonly theme: string | null;
  /** Null when nothing was said of it. */
  readonly typography: boolean | null;
}

/** What a variant shares with the issue that it is a variant of, and must not say otherwise. */
export interface SharedHeader {
  readonly language: IssueLanguage;
  readonly date: string;
  readonly lists: readonly string[];
  readonly theme: string | null;
  /** A draft is one in every language, and so is what is unlisted. */
  readonly draft: boolean;
  readonly unlisted: boolean;
}

const KEYS = ['title', 'subject', 'date', 'lang', 'lists', 'summary', 'theme', 'typography', ...PUBLICATION_KEYS];

const EXAMPLES: Readonly<Record<'title' | 'date' | 'lists', string>> = {
  title: 'title: Uutiskirje tammikuu/2022',
  date: 'date: 2022-01-26',
  lists: 'lists: [jarjestot]',
};

/** A subject over this many characters is cut by every mail program, and refused here. */
export const SUBJECT_LIMIT = 200;

/** Makes what it can of the front matter; the title falls back to `slug`, so that a draft can be looked at. `shared` is given for a variant. */
export function parseHeader(source: YamlSource, file: string, slug: string, shared?: SharedHeader): Parsed<Header> {
  const reader = new HeaderReader(source, file, KEYS);
  const title = reader.text('title', EXAMPLES.title) ?? slug;
  const subject = withoutSoftHyphens(reader.filledText('subject') ?? title);
  const header: Header = {
    title,
    subject,
    titleLine: reader.placeOf('title').line ?? 1,
    subjectLine: reader.placeOf('subject', 'title').line ?? 1,
    ...(shared ? readShared(shared, reader) : readOwn(reader)),
    listsLine: reader.placeOf('lists').line ?? 1,
    summary: reader.text('summary') ?? '',
    typography: reader.onOrOff('typography'),
    ...reader.publication(shared),
  };
  const { problems } = reader;
  const place = reader.placeOf('subject', 'title');
  if (subject.length > SUBJECT_LIMIT)
    problems.push(problem('subject-too-long', { length: subject.length, limit: SUBJECT_LIMIT }, place));
  const found = suspiciousIn(subject);
  if (found !== undefined) problems.push(problem('subject-form', { found }, place));
  return { value: header, problems };
}

type OwnKeys = Omit<SharedHeader, 'draft' | 'unlisted'>;

function readOwn(reader: HeaderReader): Omit<OwnKeys, 'language'> & { readonly language: IssueLanguage | null } {
  return {
    date: reader.date(EXAMPLES.date),
    language: reader.language(),
    lists: reader.lists(EXAMPLES.lists),
    theme: reader.text('theme') ?? null,
  };
}

/** What the issue says holds for its variants. */
function readShared({ language, date, lists, theme }: SharedHeader, reader: HeaderReader): OwnKeys {
  const expected = { date, lang: language, lists: lists.join(', '), theme: theme ?? '' };
  for (const [key, value] of Object.entries(expected)) reader.expect(key, value);
  return { language, date, lists, theme };
}
