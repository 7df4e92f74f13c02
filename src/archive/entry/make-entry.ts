import type { LoadedArticle } from '../../article/load-article.ts';
import type { IssueLanguage } from '../../config/config.ts';
import type { LoadedImage } from '../../files/load-image.ts';
import type { Block } from '../../issue/block.ts';
import type { Part, Written } from '../../issue/issue.ts';
import type { LoadedFiles } from '../../issue/load-written.ts';
import type { LoadedIssue } from '../../issue/load-issue.ts';
import { type PageKind, pagePath } from '../../issue/page-link.ts';
import { renderProse } from '../../markup/render-prose.ts';
import type { Problem } from '../../problem/problem.ts';
import { type IssueWords, issueWords } from '../../words/issue-words.ts';
import { type WebWords, webWords } from '../../words/web-words.ts';
import type { Entry, EntryPart, MadeEntry } from './entry.ts';
import { entryEvents } from './entry-events.ts';
import { makeImages } from './make-images.ts';
import { fillPublicHoles, publicWords } from './public-words.ts';
import { renderHeading } from './render-heading.ts';
import { searchText } from './search-text.ts';
import { webMedium } from './web-medium.ts';
import type { WebSetting } from './web-parts.ts';

/** What an entry is made with beside its text. */
export interface EntrySetting {
  readonly own: IssueLanguage;
  readonly theme: string;
  /** Images that the e-mail fetches from the issue's folder beside those of the text. */
  readonly others: readonly LoadedImage[];
  readonly problems: readonly Problem[];
}

/** A part of a page, whatever it is of: what stands in an e-mail as well, and what is here only. */
interface PagePart extends EntryPart {
  readonly blocks: readonly Block[];
}

export function makeIssueEntry({ issue, ...beside }: LoadedIssue, setting: EntrySetting): Promise<MadeEntry> {
  const parts = issue.sections.map(({ blocks, more, ...section }) => ({
    ...section,
    blocks: [...blocks, ...(more?.blocks ?? [])],
  }));
  return makeEntry('issue', { ...issue, parts }, issue.lists, beside, setting);
}

export function makeArticleEntry({ article, ...beside }: LoadedArticle, setting: EntrySetting): Promise<MadeEntry> {
  const parts = article.parts.map((part: Part) => ({ ...part, number: null, contents: part.title }));
  return makeEntry('article', { ...article, parts }, [], beside, setting);
}

async function makeEntry(
  kind: PageKind,
  page: Written & { readonly parts: readonly PagePart[] },
  lists: readonly string[],
  beside: LoadedFiles,
  { own, theme, others, problems }: EntrySetting,
): Promise<MadeEntry> {
  const { slug, language, holes, date, draft, unlisted, indexed, corrections, bodyHash, file } = page;
  const folder = pagePath(kind, slug, null);
  const path = pagePath(kind, slug, language === own ? null : language);
  const images = new Map(
    await Promise.all(beside.images.map(async (image) => [image.target, await makeImages(image, folder)] as const)),
  );
  const files = new Map(beside.files.map((linked) => [linked.target, linked]));
  const setting: WebSetting = { ...wordsOf(language), holes, images, files, folder, path, level: 2 };
  const text = (words: string): string => publicWords(words, holes);
  const parts = page.parts.map(({ number, title, contents, anchor }) => ({
    number,
    title: text(title),
    contents: contents === null ? null : text(contents),
    anchor,
  }));
  const shipped = [
    ...[...images.values()].flatMap(({ copies }) => copies.map((copy) => ({ path: copy.path, bytes: copy.bytes }))),
    ...[...beside.files, ...others].map(({ filename, bytes }) => ({ path: `${folder}${filename}`, bytes })),
  ];
  const first = beside.images[0];
  const entry: Entry = {
    kind,
    slug,
    language,
    own,
    path,
    file,
    date,
    theme,
    draft,
    unlisted,
    indexed,
    lists,
    parts,
    bodyHash,
    problems,
    title: text(page.title),
    summary: text(page.summary),
    corrections: corrections.map((correction) => ({ ...correction, text: text(correction.text) })),
    events: entryEvents(page, text),
    image: first
      ? { path: `${folder}${first.filename}`, alt: text(page.images.length > 0 ? altOf(page, first.target) : '') }
      : null,
    files: shipped.map((each) => each.path),
    links: page.pages,
  };
  return { entry, text: { body: renderBody(page, setting), search: searchText(page, text) }, files: shipped };
}

function wordsOf(language: IssueLanguage): { readonly words: IssueWords; readonly web: WebWords } {
  return { words: issueWords(language), web: webWords(language) };
}

function renderBody(
  { introduction, parts, holes }: Written & { readonly parts: readonly PagePart[] },
  setting: WebSetting,
): string {
  const rendered = parts.map((part) => {
    const { title, number, anchor, blocks } = part;
    const heading = renderHeading({ title: publicWords(title, holes), number, anchor }, setting.web);
    return `<section>\n${heading}\n${renderProse(blocks, webMedium({ ...setting, level: 3 }))}\n</section>`;
  });
  const before =
    introduction.length === 0 ? '' : `<div class="introduction">${renderProse(introduction, webMedium(setting))}</div>`;
  return fillPublicHoles([before, CONTENTS, ...rendered].filter((part) => part !== '').join('\n'), holes);
}

/** Where the list of contents comes in, between the introduction and the parts. */
export const CONTENTS = '<!--contents-->';

function altOf({ introduction, parts }: Written & { readonly parts: readonly PagePart[] }, target: string): string {
  const figures = [introduction, ...parts.map(({ blocks }) => blocks)]
    .flat()
    .flatMap((block) => (block.kind === 'figure' ? [block] : []));
  return figures.find((figure) => figure.target === target)?.alt ?? '';
}
