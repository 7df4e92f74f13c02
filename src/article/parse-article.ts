import { parseParts } from '../issue/body/parse-sections.ts';
import { byLine, readBody } from '../issue/body/read-body.ts';
import { HeaderReader, NO_PUBLICATION, PUBLICATION_KEYS, type Publication } from '../issue/header/header-reader.ts';
import { splitFrontMatter } from '../issue/header/split-front-matter.ts';
import type { Part } from '../issue/issue.ts';
import { typesetBlocks } from '../issue/typography/typeset-blocks.ts';
import { typesetText } from '../issue/typography/typeset-text.ts';
import type { IssueLanguage } from '../config/config.ts';
import type { Parsed } from '../problem/problem.ts';
import type { YamlSource } from '../source/parse-yaml.ts';
import type { Article } from './article.ts';

export interface ArticleSource {
  /** With `\n` line ends. */
  readonly text: string;
  readonly file: string;
  readonly slug: string;
  /** The workspace's language, for an article that names none. */
  readonly language: IssueLanguage;
  readonly timezone: string;
  readonly typography: boolean;
  /** For a variant: what it shares with its article. */
  readonly shared?: SharedArticleHeader;
}

/** What a variant shares with the article that it is a variant of, and must not say otherwise. */
export interface SharedArticleHeader {
  readonly language: IssueLanguage;
  readonly date: string;
  readonly theme: string | null;
}

interface ArticleHeader extends Publication {
  readonly title: string;
  readonly date: string;
  readonly language: IssueLanguage | null;
  readonly lead: string;
  readonly theme: string | null;
  readonly typography: boolean | null;
}

const KEYS = ['title', 'date', 'lang', 'lead', 'theme', 'typography', ...PUBLICATION_KEYS];

/** Text → article, with every problem in it. An article always comes back. */
export function parseArticle(source: ArticleSource): Parsed<Article> {
  const { text, file, slug, shared } = source;
  const split = splitFrontMatter(text, file);
  const header = split.header
    ? parseHeader(split.header, file, slug, shared)
    : { value: emptyHeader(slug, shared), problems: [] };
  const { title, lead, typography, ...rest } = header.value;
  const language = rest.language ?? source.language;
  const dates = { language, after: rest.date, timezone: source.timezone };
  const read = readBody({ text, file, split, dates }, parseParts);
  const { body, holes, holeUses, images, files, pages, bodyHash, problems } = read;
  const article: Article = {
    slug,
    file,
    ...rest,
    language,
    title: holes.takeOut(title),
    summary: holes.takeOut(lead),
    introduction: body.introduction,
    parts: body.parts,
    holes,
    holeUses: holeUses(),
    images,
    files,
    pages,
    bodyHash,
  };
  const found = [...split.problems, ...header.problems, ...problems].toSorted(byLine);
  return { value: (typography ?? source.typography) ? typesetArticle(article) : article, problems: found };
}

function parseHeader(source: YamlSource, file: string, slug: string, shared?: SharedArticleHeader): Parsed<ArticleHeader> {
  const reader = new HeaderReader(source, file, KEYS);
  const title = reader.text('title', 'title: Talvifoorumi kokosi kaksisataa järjestöä') ?? slug;
  const header = {
    title,
    lead: reader.text('lead') ?? '',
    ...(shared ? readShared(shared, reader) : readOwn(reader)),
    typography: reader.onOrOff('typography'),
    ...reader.publication(),
  };
  return { value: header, problems: reader.problems };
}

function readOwn(reader: HeaderReader): Omit<SharedArticleHeader, 'language'> & { readonly language: IssueLanguage | null } {
  return { date: reader.date('date: 2022-01-26'), language: reader.language(), theme: reader.text('theme') ?? null };
}

function readShared(shared: SharedArticleHeader, reader: HeaderReader): SharedArticleHeader {
  const expected = { date: shared.date, lang: shared.language, theme: shared.theme ?? '' };
  for (const [key, value] of Object.entries(expected)) reader.expect(key, value);
  return shared;
}

function emptyHeader(slug: string, shared: SharedArticleHeader | undefined): ArticleHeader {
  const own = shared ?? { date: '', language: null, theme: null };
  return { title: slug, lead: '', typography: null, ...NO_PUBLICATION, ...own };
}

function typesetArticle(article: Article): Article {
  const { language } = article;
  const typesetPart = (part: Part): Part => ({
    ...part,
    title: typesetText(part.title, language),
    blocks: typesetBlocks(part.blocks, language),
  });
  return {
    ...article,
    title: typesetText(article.title, language),
    summary: typesetText(article.summary, language),
    introduction: typesetBlocks(article.introduction, language),
    parts: article.parts.map(typesetPart),
  };
}
