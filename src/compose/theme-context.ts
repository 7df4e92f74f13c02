import { type Config, inLanguage } from '../config/config.ts';
import type { Issue, Section } from '../issue/issue.ts';
import type { Theme } from '../theme/theme.ts';
import type { Tokens } from '../theme/tokens.ts';
import { issueWords } from '../words/issue-words.ts';
import type { Sender } from './message-template.ts';
import type { HtmlSetting } from './email-medium.ts';
import type { TextSetting } from './inline-text.ts';
import { renderText } from './render-text.ts';
import type { ShownImage, Targets } from './targets.ts';
import { type ThemeBlock, themeBlocks } from './theme-blocks.ts';

/** What a theme's templates are given. Every field is there, empty where nothing was written; `docs/themes.md` lists them. */
export interface ThemeContext {
  readonly language: string;
  readonly direction: 'ltr';
  readonly title: string;
  readonly subject: string;
  readonly preheader: string;
  /** What keeps the text that follows out of an inbox's preview. */
  readonly preheaderEnd: string;
  readonly date: string;
  readonly words: Readonly<Record<string, string>>;
  readonly tokens: Tokens;
  readonly organisation: Readonly<Record<string, string>>;
  readonly logo: ShownImage | null;
  /** The issue's page on the web; empty without an archive, and for an issue that is not published. */
  readonly webLink: string;
  readonly introduction: readonly ThemeBlock[];
  readonly introductionText: string;
  readonly contents: readonly { readonly number: number; readonly title: string; readonly anchor: string }[];
  readonly sections: readonly ThemeSection[];
  readonly unsubscribe: { readonly link: string };
}

interface ThemeSection {
  readonly number: number;
  readonly title: string;
  readonly anchor: string;
  readonly blocks: readonly ThemeBlock[];
  readonly text: string;
  /** Where the section goes on on the web; null when all of it stands here. */
  readonly more: { readonly link: string; readonly text: string } | null;
}

/** What the composing of one issue is made from. */
export interface ContextParts {
  readonly issue: Issue;
  readonly theme: Theme;
  readonly config: Config;
  readonly sender: Sender;
  readonly targets: Targets;
  readonly logo: ShownImage | null;
  /** A link, or the token of the hole that each recipient's own is put into. */
  readonly unsubscribeLink: string;
}

export function themeContext({ issue, theme, config, sender, targets, logo, unsubscribeLink }: ContextParts): ThemeContext {
  const words = issueWords(issue.language);
  const setting = { words, targets, holes: issue.holes };
  const organisation = inLanguage(config.organisation, issue.language);
  return {
    language: issue.language,
    direction: 'ltr',
    title: issue.title,
    subject: issue.subject,
    preheader: issue.summary,
    preheaderEnd: issue.summary === '' ? '' : PREHEADER_END,
    date: words.date(issue.date),
    words: {
      contents: words.contents,
      when: words.when,
      where: words.where,
      deadline: words.deadline,
      viewOnline: words.viewOnline,
      why: words.why(listTitle(issue, config) ?? organisation.name),
      unsubscribe: words.unsubscribe,
      privacy: words.privacy,
      accessibility: words.accessibility,
    },
    tokens: theme.tokens,
    organisation: {
      name: organisation.name,
      address: organisation.address ?? '',
      url: organisation.url ?? '',
      privacyUrl: organisation.privacyUrl ?? '',
      accessibilityUrl: organisation.accessibilityUrl ?? '',
    },
    logo,
    webLink: sender.archive ?? '',
    introduction: themeBlocks(issue.introduction, setting),
    introductionText: renderText(issue.introduction, setting),
    contents: issue.sections.flatMap(({ number, contents, anchor }) =>
      contents === null ? [] : [{ number, title: contents, anchor }],
    ),
    sections: issue.sections.map((section) => themeSection(section, sender, setting)),
    unsubscribe: { link: unsubscribeLink },
  };
}

/** Characters that take no room, and spaces between them; enough for the widest inbox. */
const PREHEADER_END = '\u034f\u200c\u00a0'.repeat(90);

function listTitle({ lists, language }: Issue, config: Config): string | undefined {
  const list = config.lists.get(lists[0] ?? '');
  return list && inLanguage(list, language).title;
}

function themeSection(
  { number, title, anchor, blocks, more }: Section,
  { archive }: Sender,
  setting: HtmlSetting & TextSetting,
): ThemeSection {
  const goesOn = more && archive !== null ? { link: `${archive}#${anchor}`, text: setting.words.readMore(title) } : null;
  return { number, title, anchor, blocks: themeBlocks(blocks, setting), text: renderText(blocks, setting), more: goesOn };
}
