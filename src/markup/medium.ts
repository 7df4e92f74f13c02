import type { Block, Cell } from '../issue/block.ts';

/** What an e-mail and a web page do each in its own way; all of it gives HTML. */
export interface Medium {
  /** Words, between tags or in a quoted attribute. */
  readonly text: (words: string) => string;
  /** Words that lead somewhere; they are HTML already. */
  readonly link: (target: string, words: string) => string;
  readonly image: (target: string, alt: string) => string;
  /** A block with a look of its own that stands within running text. */
  readonly box: (block: Box) => string;
  /** How the cells of a column are aligned, as an attribute with a space before it. */
  readonly aligned: (align: Cell['align']) => string;
  /** A whole table, for what has to stand around it. */
  readonly table: (table: string) => string;
}

/** The blocks that are more than running text. */
export type Box = Extract<Block, { readonly kind: 'figure' | 'event' | 'contacts' | 'button' | 'note' | 'channels' | 'signoff' }>;
