/** The colours of a theme, each once for light and once for dark. */
export const COLOURS = [
  'page',
  'surface',
  'box',
  'text',
  'muted',
  'heading',
  'link',
  'accent',
  'onAccent',
  'header',
  'onHeader',
  'line',
] as const;
export type Colour = (typeof COLOURS)[number];

export const FONTS = ['body', 'heading'] as const;

/** Lengths in pixels, written `600px`. */
export const SIZES = ['width', 'content', 'text', 'small', 'radius', 'logo'] as const;

/** What a theme's templates are filled with beside the issue: colours `#rrggbb`, lists of fonts, lengths. */
export interface Tokens {
  readonly light: Readonly<Record<Colour, string>>;
  readonly dark: Readonly<Record<Colour, string>>;
  readonly fonts: Readonly<Record<(typeof FONTS)[number], string>>;
  readonly sizes: Readonly<Record<(typeof SIZES)[number], string>>;
}

/** Which colour stands on which, and the contrast that it needs: 4.5 for text, 3 for large text and for what one can press (WCAG 2.1, 1.4.3 and 1.4.11). */
export const PAIRS: readonly (readonly [foreground: Colour, background: Colour, needed: number])[] = [
  ['text', 'surface', 4.5],
  ['text', 'box', 4.5],
  ['muted', 'page', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'box', 4.5],
  ['link', 'page', 4.5],
  ['link', 'surface', 4.5],
  ['link', 'box', 4.5],
  ['onAccent', 'accent', 4.5],
  ['onHeader', 'header', 4.5],
  ['heading', 'surface', 3],
  ['heading', 'box', 3],
  ['accent', 'surface', 3],
  ['accent', 'box', 3],
];
