import type { When } from './dates/when.ts';
import { plainScript } from './plain-script.ts';

/** What a section is made of, in reading order; HTML, text and the web page are all rendered from it. */
export type Block =
  | Paragraph
  | Heading
  | List
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly header: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | Quotation
  | Figure
  | Event
  | Contacts
  | Links
  | Button
  | Note
  | Channels
  | Footnotes
  | { readonly kind: 'signoff'; readonly blocks: readonly Block[] };

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly content: readonly Inline[];
}

/** A heading within a section; `anchor` is its own among those of the page, in `[a-z0-9-]`. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: 2 | 3 | 4 | 5 | 6;
  readonly anchor: string;
  readonly content: readonly Inline[];
}

/** The notes at the end of a part; a `footnote` in its text leads to each. Numbers are counted over the whole page. */
export interface Footnotes {
  readonly kind: 'footnotes';
  readonly notes: readonly { readonly number: number; readonly content: readonly Inline[] }[];
}

/** `isLoose`: its items stand apart from each other like paragraphs. */
export interface List {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly isLoose: boolean;
  readonly items: readonly (readonly Block[])[];
}

/** What somebody said. `attribution` says who, and is empty where nobody was named apart. */
export interface Quotation {
  readonly kind: 'quotation';
  readonly blocks: readonly Block[];
  readonly attribution: readonly Inline[];
}

export interface Figure {
  readonly kind: 'figure';
  readonly target: string;
  readonly alt: string;
  readonly caption: string;
}

/** `id` names it within its issue, in `[a-z0-9-]`. `when` and `deadline` stand as they were written and, where they were understood, as values; `signup` is a link target. Texts are empty when not given. */
export interface Event {
  readonly kind: 'event';
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly where: string;
  readonly signup: string;
  readonly deadline: string;
  readonly time: When | null;
  readonly deadlineTime: When | null;
}

/** People to ask; the title is empty unless one was written. */
export interface Contacts {
  readonly kind: 'contacts';
  readonly title: string;
  readonly contacts: readonly Contact[];
}

/** A person or an office to ask: the name, empty where only an address was written, then title, organisation, address and number in the order in which they were written. */
export interface Contact {
  readonly name: string;
  readonly details: readonly ContactDetail[];
}

/** `number` is for dialling: digits and a leading plus (RFC 3966). */
export type ContactDetail =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'email'; readonly address: string }
  | { readonly kind: 'phone'; readonly text: string; readonly number: string }
  | Link;

/** A list of links and nothing else. */
export interface Links {
  readonly kind: 'links';
  readonly links: readonly Link[];
}

/** A call to action. */
export interface Button {
  readonly kind: 'button';
  readonly link: Link;
}

/** A box beside the text; its title may be empty. */
export interface Note {
  readonly kind: 'note';
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Where else the sender can be followed, and the hashtags in use there. */
export interface Channels {
  readonly kind: 'channels';
  readonly title: string;
  readonly channels: readonly { readonly name: string; readonly link: Link }[];
  readonly hashtags: readonly string[];
}

export interface Cell {
  readonly align: 'left' | 'center' | 'right';
  readonly content: readonly Inline[];
}

export interface Link {
  readonly kind: 'link';
  readonly target: string;
  readonly content: readonly Inline[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | Marked
  | Foreign
  | { readonly kind: 'code'; readonly text: string }
  | Link
  | { readonly kind: 'image'; readonly target: string; readonly alt: string }
  | { readonly kind: 'footnote'; readonly number: number }
  | { readonly kind: 'break' };

/** Words that are marked in some way. */
export interface Marked {
  readonly kind: 'strong' | 'emphasis' | 'strike' | 'subscript' | 'superscript';
  readonly content: readonly Inline[];
}

/** Words in another language than what stands around them: `<span lang="sv">`. A language tag (BCP 47). */
export interface Foreign {
  readonly kind: 'foreign';
  readonly language: string;
  readonly content: readonly Inline[];
}

/** The words of inline content without their marking; `before` is the text that they follow. */
export function plainText(content: readonly Inline[], before = ''): string {
  return content.reduce((text, inline) => text + plainTextOf(inline, before + text), '');
}

function plainTextOf(inline: Inline, before: string): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'image':
      return inline.alt;
    case 'break':
      return ' ';
    case 'footnote':
      return '';
    case 'subscript':
    case 'superscript':
      return plainScript(inline.kind, plainText(inline.content), before);
    default:
      return plainText(inline.content, before);
  }
}
