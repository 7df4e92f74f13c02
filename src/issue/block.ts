/** What a section is made of, in reading order; HTML, text and the web page are all rendered from it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 3 | 4 | 5 | 6; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quotation'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly header: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | Figure
  | Event
  | { readonly kind: 'contacts'; readonly contacts: readonly Contact[] }
  | { readonly kind: 'signoff'; readonly blocks: readonly Block[] };

export interface Figure {
  readonly kind: 'figure';
  readonly target: string;
  readonly alt: string;
  readonly caption: string;
}

/** Every field is plain text; `signup` is a link target. Empty when not given. */
export interface Event {
  readonly kind: 'event';
  readonly title: string;
  readonly when: string;
  readonly where: string;
  readonly signup: string;
  readonly deadline: string;
}

/** A person to ask. `details` are title, organisation and whatever else was written; `email` and `phone` may be empty. */
export interface Contact {
  readonly name: string;
  readonly details: readonly string[];
  readonly email: string;
  readonly phone: string;
}

export interface Cell {
  readonly align: 'left' | 'center' | 'right';
  readonly content: readonly Inline[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly target: string; readonly content: readonly Inline[] }
  | { readonly kind: 'image'; readonly target: string; readonly alt: string }
  | { readonly kind: 'break' };

/** The words of inline content without their marking. */
export function plainText(content: readonly Inline[]): string {
  return content.map(plainTextOf).join('');
}

function plainTextOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'image':
      return inline.alt;
    case 'break':
      return ' ';
    default:
      return plainText(inline.content);
  }
}
