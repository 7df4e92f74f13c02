import type { Config } from '../config/config.ts';
import type { Block, Contact, Event } from '../issue/block.ts';
import type { Issue, Section } from '../issue/issue.ts';
import type { Theme } from '../theme/theme.ts';
import type { IssueWords } from '../words/issue-words.ts';
import type { Sender } from './message-template.ts';
import { type ImageSource, renderProse } from './render-html.ts';
import { renderText } from './render-text.ts';

/** What a theme's templates are given. Every field is there, empty where nothing was written; `docs/themes.md` lists them. */
export interface ThemeContext {
  readonly language: string;
  readonly title: string;
  readonly subject: string;
  readonly preheader: string;
  readonly date: string;
  readonly words: Readonly<Record<string, string>>;
  readonly tokens: Theme['tokens'];
  readonly organisation: Readonly<Record<string, string>>;
  readonly introduction: readonly ThemeBlock[];
  readonly introductionText: string;
  readonly contents: readonly { readonly number: number; readonly title: string; readonly anchor: string }[];
  readonly sections: readonly ThemeSection[];
  readonly unsubscribe: { readonly link: string; readonly address: string };
}

interface ThemeSection {
  readonly number: number;
  readonly title: string;
  readonly anchor: string;
  readonly blocks: readonly ThemeBlock[];
  readonly text: string;
}

/** `kind` names the partial that renders it. */
type ThemeBlock =
  | { readonly kind: 'prose' | 'signoff'; readonly html: string }
  | { readonly kind: 'figure'; readonly src: string; readonly alt: string; readonly caption: string; readonly width: number }
  | Event
  | { readonly kind: 'contacts'; readonly contacts: readonly ThemeContact[] };

type ThemeContact = Contact & { readonly phoneLink: string };

/** What the composing of one issue is made from. */
export interface ContextParts {
  readonly issue: Issue;
  readonly theme: Theme;
  readonly config: Config;
  readonly words: IssueWords;
  readonly sender: Sender;
  /** A link, or the token of the hole that each recipient's own is put into. */
  readonly unsubscribeLink: string;
  readonly image: ImageSource;
}

export function themeContext({ issue, theme, config, words, sender, unsubscribeLink, image }: ContextParts): ThemeContext {
  const { organisation } = config;
  const { date, why, ...fixedWords } = words;
  return {
    language: issue.language,
    title: issue.title,
    subject: issue.subject,
    preheader: issue.summary,
    date: date(issue.date),
    words: { ...fixedWords, why: why(sender.list.title) },
    tokens: theme.tokens,
    organisation: {
      name: organisation.name,
      address: organisation.address ?? '',
      url: organisation.url ?? '',
      privacyUrl: organisation.privacyUrl ?? '',
      accessibilityUrl: organisation.accessibilityUrl ?? '',
    },
    introduction: themeBlocks(issue.introduction, image),
    introductionText: renderText(issue.introduction, words),
    contents: issue.sections.flatMap(({ number, contents, anchor }) =>
      contents === null ? [] : [{ number, title: contents, anchor }],
    ),
    sections: issue.sections.map((section) => themeSection(section, words, image)),
    unsubscribe: { link: unsubscribeLink, address: config.unsubscribe.mailto },
  };
}

function themeSection({ number, title, anchor, blocks }: Section, words: IssueWords, image: ImageSource): ThemeSection {
  return { number, title, anchor, blocks: themeBlocks(blocks, image), text: renderText(blocks, words) };
}

/** Blocks with a look of their own stand alone; running text between them is gathered. */
function themeBlocks(blocks: readonly Block[], image: ImageSource): ThemeBlock[] {
  const gathered: ThemeBlock[] = [];
  let prose: Block[] = [];
  const closeProse = (): void => {
    if (prose.length > 0) gathered.push({ kind: 'prose', html: renderProse(prose, image) });
    prose = [];
  };
  for (const block of blocks) {
    const own = themeBlock(block, image);
    if (own === undefined) prose.push(block);
    else {
      closeProse();
      gathered.push(own);
    }
  }
  closeProse();
  return gathered;
}

function themeBlock(block: Block, image: ImageSource): ThemeBlock | undefined {
  switch (block.kind) {
    case 'event':
      return block;
    case 'contacts':
      return {
        kind: 'contacts',
        contacts: block.contacts.map((contact) => ({ ...contact, phoneLink: phoneLink(contact.phone) })),
      };
    case 'signoff':
      return { kind: 'signoff', html: renderProse(block.blocks, image) };
    case 'figure': {
      const found = image(block.target);
      return found && { kind: 'figure', src: found.src, alt: block.alt, caption: block.caption, width: found.width };
    }
    default:
      return undefined;
  }
}

/** RFC 3966: digits and a leading plus, no spaces. */
function phoneLink(phone: string): string {
  return phone === '' ? '' : `tel:${phone.replace(/[^\d+]/g, '')}`;
}
