import type { Config } from '../config/config.ts';
import type { LoadedImage } from '../files/load-image.ts';
import type { HoleTable } from '../issue/hole-table.ts';
import type { PageTable } from '../issue/page-link.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { LargeSection } from '../problem/problem-details.ts';
import type { Theme } from '../theme/theme.ts';
import { compileMjml } from './compile-mjml.ts';
import { checkComposed } from './check-composed.ts';
import { escapeContext } from './escape-context.ts';
import { giveHeights } from './give-heights.ts';
import { imagesInEmail } from './images-in-email.ts';
import { placeMjmlErrors } from './place-mjml-errors.ts';
import { type HoleContext, type MessageTemplate, type Piece, UNSUBSCRIBE_HOLE } from './message-template.ts';
import { renderTemplate } from './render-template.ts';
import { senderOf } from './sender-of.ts';
import {
  type PublishedFile,
  type ShownImage,
  archiveFolder,
  distinctImages,
  embedImage,
  imagesFolder,
  publishedFiles,
  showImage,
  targetsOf,
} from './targets.ts';
import { type ThemeContext, themeContext } from './theme-context.ts';
import { wrapText } from './wrap-text.ts';

/** How issues look in one workspace: a theme, and the organisation's logo where it has one. */
export interface Look {
  readonly theme: Theme;
  readonly logo: LoadedImage | null;
}

/** A composed issue, and the files that it refers to in the archive. */
export interface Composition {
  readonly template: MessageTemplate;
  readonly published: readonly PublishedFile[];
  /** The sections with the octets of HTML that their text takes, the largest first. */
  readonly sections: readonly LargeSection[];
}

/** Issue + theme → message template: Handlebars first, MJML second, and the holes cut out of the result last. */
export async function compose(
  loaded: LoadedIssue,
  look: Look,
  config: Config,
  pages: PageTable,
  isVariant = false,
): Promise<Parsed<Composition | undefined>> {
  const { issue } = loaded;
  const { theme } = look;
  const sender = senderOf(issue, config, isVariant);
  const unsubscribeLink = sender.unsubscribe.url === null ? sender.unsubscribe.mailto : issue.holes.addLink(UNSUBSCRIBE_HOLE);
  const targets = targetsOf(loaded, { config, pages, widest: pixels(theme.tokens.sizes.content), page: sender.archive });
  const logo = look.logo ?? theme.logo;
  const imagesAt = imagesFolder(config, issue);
  const shownLogo = logo && showImage(logo, imagesAt, pixels(theme.tokens.sizes.logo));
  const context = themeContext({ issue, theme, config, sender, targets, logo: shownLogo, unsubscribeLink });
  const images = imagesInEmail(issue, loaded.images, logo);
  const shown = images.map((image) => showImage(image, imagesAt, image.width));
  const html = await renderHtml(theme, context, shown);
  const text = renderTextPart(theme, context);
  if (typeof html !== 'string' || typeof text !== 'string') {
    return { value: undefined, problems: [html, text].flatMap((part) => (typeof part === 'string' ? [] : part)) };
  }
  const archive = archiveFolder(config, issue);
  const problems = checkComposed({ html, text, folder: theme.folder, archive }, context);
  const template: MessageTemplate = {
    language: issue.language,
    subject: cut(issue.holes, issue.subject, 'header'),
    html: cut(issue.holes, html, 'html'),
    text: cut(issue.holes, text, 'text'),
    images: imagesAt === null ? distinctImages(images).map(embedImage) : [],
    sender,
  };
  const linked = imagesAt === null ? [] : distinctImages(images);
  const sections = sectionSizes(context, issue.holes);
  return { value: { template, published: publishedFiles(archive, linked, loaded.files), sections }, problems };
}

/** What the theme puts around the text is the same for every section. */
function sectionSizes({ sections }: ThemeContext, holes: HoleTable): LargeSection[] {
  const sized = sections.map(({ number, title, blocks }) => ({
    number,
    title: holes.restore(title),
    size: Buffer.byteLength(JSON.stringify(blocks)),
  }));
  return sized.toSorted((a, b) => b.size - a.size);
}

function pixels(length: string): number {
  return Number.parseInt(length, 10);
}

async function renderHtml(theme: Theme, context: ThemeContext, images: readonly ShownImage[]): Promise<string | Problem[]> {
  const file = `${theme.folder}/email.mjml.hbs`;
  const source = { file, text: theme.email, folder: theme.folder, partials: theme.partials };
  const escaped = escapeContext(context);
  const mjml = renderTemplate(source, escaped);
  if (typeof mjml !== 'string') return [mjml];
  if (/<mj-include/i.test(mjml)) return [problem('theme-forbidden', { found: '<mj-include>' }, { file })];
  const html = await compileMjml(mjml);
  return typeof html === 'string' ? giveHeights(html, images) : placeMjmlErrors(html, source, escaped);
}

/** Lines of the theme's own are wrapped as well, but for code and columns; spaces that no line breaks at have done their work. */
function renderTextPart(theme: Theme, context: ThemeContext): string | Problem[] {
  const file = `${theme.folder}/email.txt.hbs`;
  const text = renderTemplate({ file, text: theme.text, folder: theme.folder, partials: theme.partials }, context);
  if (typeof text !== 'string') return [text];
  const lines = text.split('\n').map((line) => (/^ {4}| {3}/.test(line) ? line : wrapText(line)).trimEnd());
  const letter = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  return `${letter.replace(/[\u00a0\u202f]/g, ' ').trim()}\n`;
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
