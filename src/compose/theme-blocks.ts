import type { Block, Figure } from '../issue/block.ts';
import { renderPlace } from '../markup/render-place.ts';
import { renderProse } from '../markup/render-prose.ts';
import { type HtmlSetting, emailMedium, linkParts, renderContact } from './email-medium.ts';

/** A block as a theme's template is given it; `kind` names the partial that renders it. Fields named `html` are HTML, all others are text. */
export type ThemeBlock =
  | { readonly kind: 'prose' | 'signoff'; readonly html: string }
  | {
      readonly kind: 'figure';
      readonly src: string;
      readonly alt: string;
      readonly caption: string;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'event';
      readonly title: string;
      readonly when: string;
      readonly where: { readonly html: string } | null;
      readonly deadline: string;
      readonly signup: string;
      readonly signupText: string;
      /** Where it can be fetched for a calendar; empty without an archive, and when its day is not known. */
      readonly calendar: string;
      readonly calendarText: string;
    }
  | { readonly kind: 'contacts'; readonly title: string; readonly contacts: readonly { readonly html: string }[] }
  | { readonly kind: 'button'; readonly link: string; readonly text: string }
  | { readonly kind: 'note'; readonly title: string; readonly html: string }
  | {
      readonly kind: 'channels';
      readonly title: string;
      readonly channels: readonly { readonly name: string; readonly link: string; readonly text: string }[];
      readonly hashtags: string;
    };

/** Blocks with a look of their own stand alone; running text between them is gathered. */
export function themeBlocks(blocks: readonly Block[], setting: HtmlSetting): ThemeBlock[] {
  const gathered: ThemeBlock[] = [];
  let prose: Block[] = [];
  const closeProse = (): void => {
    if (prose.length > 0) gathered.push({ kind: 'prose', html: renderProse(prose, emailMedium(setting)) });
    prose = [];
  };
  for (const block of blocks) {
    const own = themeBlock(block, setting);
    if (own === undefined) prose.push(block);
    else {
      closeProse();
      gathered.push(own);
    }
  }
  closeProse();
  return gathered;
}

function themeBlock(block: Block, setting: HtmlSetting): ThemeBlock | undefined {
  const { words } = setting;
  switch (block.kind) {
    case 'event': {
      const { title, when, deadline } = block;
      const signup = setting.targets.address(block.signup);
      const where = block.where === '' ? null : { html: renderPlace(block.where) };
      const calendar = setting.targets.calendar(block);
      const links = { signup, signupText: words.signUpFor(title), calendar, calendarText: words.addToCalendar(title) };
      return { kind: 'event', title, when, where, deadline, ...links };
    }
    case 'contacts': {
      const contacts = block.contacts.map((contact) => ({ html: renderContact(contact, emailMedium(setting)) }));
      return { kind: 'contacts', title: block.title || words.contacts, contacts };
    }
    case 'button':
      return { kind: 'button', ...linkParts(block.link, setting) };
    case 'note':
      return { kind: 'note', title: block.title, html: renderProse(block.blocks, emailMedium(setting)) };
    case 'channels': {
      const channels = block.channels.map(({ name, link }) => ({ name, ...linkParts(link, setting) }));
      return { kind: 'channels', title: block.title || words.channels, channels, hashtags: block.hashtags.join(' ') };
    }
    case 'signoff':
      return { kind: 'signoff', html: renderProse(block.blocks, emailMedium(setting)) };
    case 'figure':
      return themeFigure(block, setting);
    default:
      return undefined;
  }
}

/** An image that could not be read leaves its words in the running text. */
function themeFigure({ target, alt, caption }: Figure, { targets }: HtmlSetting): ThemeBlock | undefined {
  const image = targets.image(target);
  return image && { kind: 'figure', alt, caption, ...image };
}
