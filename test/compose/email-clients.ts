import type { ReadEmail } from './read-email.ts';

/** Mail clients of one family: each with its name, and where caniemail tells of it. */
export interface Family {
  readonly name: string;
  readonly members: readonly Client[];
}

export interface Client {
  readonly name: string;
  readonly key: readonly [family: string, platform: string];
}

/** The clients that the table is about. The new Outlook for Windows is the one on the web. */
export const FAMILIES: readonly Family[] = [
  {
    name: 'Gmail',
    members: [
      { name: 'web', key: ['gmail', 'desktop-webmail'] },
      { name: 'mobile web', key: ['gmail', 'mobile-webmail'] },
      { name: 'iOS', key: ['gmail', 'ios'] },
      { name: 'Android', key: ['gmail', 'android'] },
    ],
  },
  {
    name: 'Outlook',
    members: [
      { name: 'Windows', key: ['outlook', 'windows'] },
      { name: 'macOS', key: ['outlook', 'macos'] },
      { name: 'web', key: ['outlook', 'outlook-com'] },
      { name: 'iOS', key: ['outlook', 'ios'] },
      { name: 'Android', key: ['outlook', 'android'] },
    ],
  },
  {
    name: 'Apple Mail',
    members: [
      { name: 'macOS', key: ['apple-mail', 'macos'] },
      { name: 'iOS', key: ['apple-mail', 'ios'] },
    ],
  },
  { name: 'Samsung Email', members: [{ name: 'Android', key: ['samsung-email', 'android'] }] },
  { name: 'Thunderbird', members: [{ name: 'desktop', key: ['thunderbird', 'macos'] }] },
];

/** What a reader gets where a client lacks a feature, in whole or in part; and what shows that it is so, where the HTML can. */
export interface Fallback {
  readonly says: string;
  readonly holds?: (email: ReadEmail) => boolean;
}

const INLINE: Fallback = {
  says: 'The whole look for light and wide stands in each element; `<style>` only adds dark colours and narrow tables.',
};
const ONLY_ANNOUNCES: Fallback = {
  says: 'It only announces that there are dark colours; the light ones stand, or the client darkens them by itself.',
};
const PICTURE_SIZE: Fallback = {
  says: 'Pictures have their size in px, never in percent, and Outlook is told to scale px with the screen.',
  holds: ({ elements }) => elements.every(({ name, attributes }) => name !== 'img' || /^\d+$/.test(attributes['width'] ?? '')),
};

/** By caniemail's name of the feature. */
export const FALLBACKS: Readonly<Record<string, Fallback>> = {
  'css-at-media': { says: 'One column fits every width without a query; queries only add dark colours and narrow tables.' },
  'css-at-media-prefers-color-scheme': { says: 'The light colours stand, or the client darkens them by itself.' },
  'css-background': {
    says: 'Every background is one plain colour, the only value that is read there.',
    holds: has(/^background$/, /^(#[0-9a-f]{3,6}|none|transparent)$/),
  },
  'css-border': {
    says: 'No border is wider than 8 px, and a divider is a table of its own in Outlook.',
    holds: has(/^border(?!-(radius|spacing|collapse))/, /^(?!.*(9|\d\d)px)/),
  },
  'css-border-radius': { says: 'The corners are square.' },
  'css-border-spacing': {
    says: 'There is none, and the attribute `cellspacing` says so too.',
    holds: has(/^border-spacing$/, /^0(px)?$/),
  },
  'css-color-scheme': ONLY_ANNOUNCES,
  'css-cursor': { says: 'The pointer is the client’s own.' },
  'css-direction': {
    says: 'All text runs from left to right; the fault needs text in another direction.',
    holds: has(/^direction$/, /^ltr$/),
  },
  'css-display': {
    says: 'No value but `block`, `inline-block` and `none`; Outlook on Windows lays out tables instead.',
    holds: has(/^display$/, /^(block|inline-block|none)$/),
  },
  'css-display-none': {
    says: 'It is on the preheader only, which holds no table and no picture; on Gmail’s mobile web it has a size of 1 px.',
  },
  'css-font-size': { says: 'Sizes are in px.', holds: has(/^font-size$/, /^\d+px$/) },
  'css-font-weight': {
    says: 'No weights but 400, 600 and 700: the first is normal there, the others are bold.',
    holds: has(/^font-weight$/, /^(normal|bold|400|600|700)$/),
  },
  'css-height': { says: 'Empty space has its height as line height too, a picture as an attribute.' },
  'css-hyphens': { says: 'Words are not divided at syllables; `word-break` breaks one that is wider than its line.' },
  'css-important': {
    says: 'It lets the rules in `<style>` go before the look in each element, which stands where it is not read.',
  },
  'css-line-height': { says: 'Text has its line height as a bare number; px is for empty space.' },
  'css-list-style': { says: 'Where a list of links keeps its bullets, they stand before the links.' },
  'css-margin': {
    says: 'No margin is negative; Outlook on Windows is centred by `align`, and distances that must hold are the padding of cells.',
    holds: has(/^margin/, /^[^-]*$/),
  },
  'css-max-height': preheaderOnly('max-height'),
  'css-max-width': { says: 'Outlook on Windows lays out tables of a fixed width instead.' },
  'css-opacity': preheaderOnly('opacity'),
  'css-outline': { says: 'It takes an outline from pictures, which is not drawn there.', holds: has(/^outline/, /^none$/) },
  'css-overflow': preheaderOnly('overflow'),
  'css-overflow-wrap': { says: '`word-break` on the cell breaks long words and addresses.' },
  'css-padding': { says: 'Distances that must hold are the padding of cells; elsewhere Outlook on Windows leaves it out.' },
  'css-selector-child': INLINE,
  'css-selector-class': INLINE,
  'css-selector-descendant': INLINE,
  'css-selector-grouping': INLINE,
  'css-selector-id': INLINE,
  'css-selector-type': INLINE,
  'css-text-align': { says: 'No value but `left`, `center` and `right`.', holds: has(/^text-align$/, /^(left|center|right)$/) },
  'css-text-decoration': {
    says: 'Links are underlined there by the client; so are the words of a button.',
    holds: has(/^text-decoration$/, /^(none|underline)$/),
  },
  'css-text-transform': { says: 'No value but `none`.', holds: has(/^text-transform$/, /^none$/) },
  'css-white-space': { says: 'Long lines of code do not wrap, and make the e-mail wider.' },
  'css-width': { says: 'Outlook’s tables, and pictures, have the attribute `width`.' },
  'css-word-break': { says: 'Long words break all the same, at times elsewhere.' },
  'css-word-spacing': { says: 'No value but `normal`.', holds: has(/^word-spacing$/, /^normal$/) },
  'html-align': { says: 'No table stands at the left or right with text beside it.' },
  'html-anchor-links': {
    says: 'Where links within the e-mail do nothing, the numbers in the contents list are those of the headings.',
  },
  'html-aria-label': {
    says: 'The e-mail’s first heading names it.',
    holds: ({ elements }) => elements.some(({ name }) => name === 'h1'),
  },
  'html-body': { says: 'The first `<div>` has the look of `<body>` too.' },
  'html-dir': {
    says: 'It stands on the whole e-mail, never on a link.',
    holds: ({ elements }) => elements.every(({ name, attributes }) => name !== 'a' || !('dir' in attributes)),
  },
  'html-doctype': { says: 'The tables have their sizes with or without a doctype.' },
  'html-height': PICTURE_SIZE,
  'html-lists': {
    says: 'No list counts backwards; in Outlook on Windows each numbered item is a list of its own with that number.',
    holds: ({ elements }) => elements.every(({ attributes }) => !('reversed' in attributes)),
  },
  'html-meta-color-scheme': ONLY_ANNOUNCES,
  'html-style': INLINE,
  'html-target': {
    says: 'Links open in a new window, as it asks.',
    holds: ({ elements }) => elements.every(({ attributes }) => (attributes['target'] ?? '_blank') === '_blank'),
  },
  'html-width': PICTURE_SIZE,
};

/** These properties have no other values than these. */
function has(properties: RegExp, values: RegExp): (email: ReadEmail) => boolean {
  return ({ declarations }) =>
    declarations.every(({ property, value }) => !properties.test(property) || values.test(value.replace(/\s*!important$/, '')));
}

function preheaderOnly(property: string): Fallback {
  const isHidden = (style: string): boolean => /display:\s*none/.test(style) || !new RegExp(`(^|[;\\s])${property}:`).test(style);
  return {
    says: 'It is on the hidden preheader only, which its size of 1 px hides as well.',
    holds: ({ elements }) => elements.every(({ attributes }) => isHidden(attributes['style'] ?? '')),
  };
}
