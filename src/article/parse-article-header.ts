import type { IssueLanguage } from '../config/config.ts';
import { HeaderReader, NO_PUBLICATION, PUBLICATION_KEYS, type Publication } from '../issue/header/header-reader.ts';
import type { Parsed } from '../problem/problem.ts';
import type { YamlSource } from '../source/parse-yaml.ts';

/** The front matter of an article, understood. */
export interface ArticleHeader extends Publication {
  readonly title: string;
  readonly date: string;
  /** Null for the workspace's. */
  readonly language: IssueLanguage | null;
  readonly lead: string;
  readonly theme: string | null;
  /** Null when nothing was said of it. */
  readonly typography: boolean | null;
}

/** What a variant shares with the article that it is a variant of, and must not say otherwise. */
export interface SharedArticleHeader {
  readonly language: IssueLanguage;
  readonly date: string;
  readonly theme: string | null;
  /** A draft is one in every language, and so is what is unlisted. */
  readonly draft: boolean;
  readonly unlisted: boolean;
}

const KEYS = ['title', 'date', 'lang', 'lead', 'theme', 'typography', ...PUBLICATION_KEYS];

const EXAMPLES = { title: 'title: Talvifoorumi kokosi kaksisataa järjestöä', date: 'date: 2022-01-26' };

/** Makes what it can of the front matter; undefined stands for one that cannot be read at all. The title falls back to `slug`. */
export function parseArticleHeader(
  source: YamlSource | undefined,
  file: string,
  slug: string,
  shared?: SharedArticleHeader,
): Parsed<ArticleHeader> {
  if (!source) {
    const own = shared ?? { date: '', language: null, theme: null };
    return { value: { title: slug, lead: '', typography: null, ...NO_PUBLICATION, ...own }, problems: [] };
  }
  const reader = new HeaderReader(source, file, KEYS);
  const header = {
    title: reader.text('title', EXAMPLES.title) ?? slug,
    lead: reader.text('lead') ?? '',
    ...(shared ? readShared(shared, reader) : readOwn(reader)),
    typography: reader.onOrOff('typography'),
    ...reader.publication(shared),
  };
  return { value: header, problems: reader.problems };
}

function readOwn(reader: HeaderReader): Pick<ArticleHeader, 'date' | 'language' | 'theme'> {
  return { date: reader.date(EXAMPLES.date), language: reader.language(), theme: reader.text('theme') ?? null };
}

function readShared(
  { language, date, theme }: SharedArticleHeader,
  reader: HeaderReader,
): Omit<SharedArticleHeader, 'draft' | 'unlisted'> {
  const expected = { date, lang: language, theme: theme ?? '' };
  for (const [key, value] of Object.entries(expected)) reader.expect(key, value);
  return { language, date, theme };
}
