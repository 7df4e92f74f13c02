import { parseParts } from '../issue/body/parse-sections.ts';
import { type PageSource, byLine, readBody } from '../issue/body/read-body.ts';
import { headerLeftovers } from '../issue/body/report-leftovers.ts';
import { splitFrontMatter } from '../issue/header/split-front-matter.ts';
import type { Part } from '../issue/issue.ts';
import { typesetBlocks } from '../issue/typography/typeset-blocks.ts';
import { typesetText } from '../issue/typography/typeset-text.ts';
import type { Parsed } from '../problem/problem.ts';
import type { Article } from './article.ts';
import { type SharedArticleHeader, parseArticleHeader } from './parse-article-header.ts';

export interface ArticleSource extends PageSource {
  /** For a variant: what it shares with its article. */
  readonly shared?: SharedArticleHeader;
}

/** Text → article, with every problem in it. An article always comes back. */
export function parseArticle(source: ArticleSource): Parsed<Article> {
  const { text, file, slug, shared } = source;
  const split = splitFrontMatter(text, file);
  const header = parseArticleHeader(split.header, file, slug, shared);
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
  const leftovers = headerLeftovers(split.header, ['title', 'lead'], file);
  const found = [...split.problems, ...header.problems, ...leftovers, ...problems].toSorted(byLine);
  return { value: (typography ?? source.typography) ? typesetArticle(article) : article, problems: found };
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
