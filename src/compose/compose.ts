import { domainOf } from '../address/email-address.ts';
import type { Config } from '../config/config.ts';
import type { HoleTable } from '../issue/hole-table.ts';
import type { Issue } from '../issue/issue.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { LoadedImage } from '../issue/load-images.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { Theme } from '../theme/theme.ts';
import { issueWords } from '../words/issue-words.ts';
import { compileMjml } from './compile-mjml.ts';
import {
  type EmbeddedImage,
  type HoleContext,
  type MessageTemplate,
  type Piece,
  type Sender,
  UNSUBSCRIBE_HOLE,
} from './message-template.ts';
import type { ImageSource } from './render-html.ts';
import { escapeContext } from './escape-context.ts';
import { renderTemplate } from './render-template.ts';
import { type ThemeContext, themeContext } from './theme-context.ts';

/** Issue + theme → message template: Handlebars first, MJML second, and the holes cut out of the result last. */
export async function compose(loaded: LoadedIssue, theme: Theme, config: Config): Promise<Parsed<MessageTemplate | undefined>> {
  const { issue } = loaded;
  const images = distinctImages(loaded.images);
  const sender = senderOf(issue, config);
  const unsubscribeLink = sender.unsubscribe.url === null ? sender.unsubscribe.mailto : issue.holes.addLink(UNSUBSCRIBE_HOLE);
  const words = issueWords(issue.language);
  const image = imageSource(loaded.images, Number.parseInt(theme.tokens['sizes']?.['content'] ?? '', 10) || 536);
  const context = themeContext({ issue, theme, config, words, sender, unsubscribeLink, image });
  const html = await renderHtml(theme, context, images);
  const text = renderTextPart(theme, context);
  const problems = [html, text].flatMap((part) => (typeof part === 'string' ? [] : part));
  if (typeof html !== 'string' || typeof text !== 'string') return { value: undefined, problems };
  const template = {
    language: issue.language,
    subject: cut(issue.holes, issue.subject, 'header'),
    html: cut(issue.holes, html, 'html'),
    text: cut(issue.holes, text, 'text'),
    images: images.map(embed),
    sender,
  };
  return { value: template, problems };
}

async function renderHtml(theme: Theme, context: ThemeContext, images: readonly LoadedImage[]): Promise<string | Problem[]> {
  const file = `${theme.folder}/email.mjml.hbs`;
  const mjml = renderTemplate({ file, text: theme.email, partials: theme.partials }, escapeContext(context));
  if (typeof mjml !== 'string') return [mjml];
  const forbidden = /<script|<form|<iframe|\son[a-z]+\s*=\s*["']|javascript:|<mj-include/i.exec(mjml.replace(/>[^<]*</g, '><'));
  if (forbidden) return [problem('theme-syntax', { reason: forbidden[0].trim() }, { file })];
  const html = await compileMjml(mjml, file);
  return typeof html === 'string' ? giveHeights(html, images) : html;
}

/** MJML knows the width of an image and leaves its height to the program that shows it, which then makes room too late. */
function giveHeights(html: string, images: readonly LoadedImage[]): string {
  const bySource = new Map(images.map((image) => [`cid:${contentId(image)}`, image]));
  return html.replace(/<img [^>]*height="auto"[^>]*>/g, (tag) => {
    const image = bySource.get(/src="([^"]+)"/.exec(tag)?.[1] ?? '');
    const width = Number(/width="(\d+)"/.exec(tag)?.[1]);
    return image && width ? tag.replace('height="auto"', `height="${Math.round((image.height * width) / image.width)}"`) : tag;
  });
}

function renderTextPart(theme: Theme, context: ThemeContext): string | Problem[] {
  const file = `${theme.folder}/email.txt.hbs`;
  const text = renderTemplate({ file, text: theme.text, partials: theme.partials }, context);
  if (typeof text !== 'string') return [text];
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** The envelope's and the headers' constant part; the first list in the issue's order gives the List-Id. */
function senderOf({ slug, lists }: Issue, config: Config): Sender {
  const label = lists[0] ?? 'newsletter';
  const list = config.lists.get(label);
  return {
    from: config.from,
    replyTo: config.replyTo,
    bounces: config.bounces.address,
    verp: config.bounces.verp,
    list: { title: list?.title ?? config.organisation.name, id: `${label}.${domainOf(config.from.address)}` },
    unsubscribe: {
      mailto: `mailto:${config.unsubscribe.mailto}?subject=${encodeURIComponent(`unsubscribe ${label}`)}`,
      url: config.unsubscribe.url,
    },
    archive: config.archiveUrl === null ? null : `${config.archiveUrl}/${slug}/`,
  };
}

function imageSource(images: readonly LoadedImage[], contentWidth: number): ImageSource {
  const byTarget = new Map(images.map((image) => [image.target, image]));
  return (target) => {
    const image = byTarget.get(target);
    if (!image) return undefined;
    const width = Math.min(image.width, contentWidth);
    return { src: `cid:${contentId(image)}`, width, height: Math.round((image.height * width) / image.width) };
  };
}

/** A file that stands there under two names travels once. */
function distinctImages(images: readonly LoadedImage[]): LoadedImage[] {
  return [...new Map(images.map((image) => [image.hash, image])).values()];
}

function embed(image: LoadedImage): EmbeddedImage {
  const base64 = Buffer.from(image.bytes).toString('base64');
  return { contentId: contentId(image), filename: image.filename, mediaType: image.mediaType, base64 };
}

function contentId(image: LoadedImage): string {
  return `${image.hash.slice(0, 24)}@newsletter`;
}

function cut(holes: HoleTable, text: string, context: 'html' | 'text' | 'header'): Piece[] {
  const contexts: Record<'text' | 'target' | 'whole-target', HoleContext> = {
    text: context,
    target: 'target',
    'whole-target': context === 'html' ? 'html-link' : 'text-link',
  };
  return holes
    .cut(text)
    .map((piece) => (typeof piece === 'string' ? piece : { hole: piece.hole, context: contexts[piece.within] }));
}
