import type { Declaration, ReadElement, ReadEmail } from './read-email.ts';

type Detector = (email: ReadEmail) => boolean;

/** CSS properties that caniemail tells of under their own name. */
const PROPERTIES = words(`accent-color align-items aspect-ratio backdrop-filter background background-blend-mode background-clip
  background-color background-image background-origin background-position background-repeat background-size border-collapse
  border-spacing box-shadow box-sizing caption-side clear clip-path color-scheme column-count cursor direction display empty-cells
  filter float font font-kerning font-size font-size-adjust font-stretch font-weight height hyphenate-character
  hyphenate-limit-chars hyphens inline-size justify-content letter-spacing line-height list-style list-style-image
  list-style-position list-style-type mask-image max-block-size max-height max-inline-size max-width min-block-size min-height
  min-inline-size min-width mix-blend-mode object-fit object-position opacity orphans outline-offset overflow-wrap position resize
  shape-margin shape-outside tab-size table-layout text-align text-align-last text-decoration text-decoration-color
  text-decoration-line text-decoration-skip-ink text-decoration-style text-decoration-thickness text-emphasis
  text-emphasis-position text-indent text-justify text-orientation text-overflow text-shadow text-transform
  text-underline-offset text-underline-position text-wrap transform user-select vertical-align visibility white-space
  white-space-collapse widows width word-break word-spacing word-wrap writing-mode z-index`);

/** Properties that caniemail tells of in groups. */
const PROPERTY_GROUPS: Readonly<Record<string, RegExp>> = {
  animation: /^animation/,
  border: /^border(-(top|right|bottom|left))?(-(width|style|color))?$/,
  'border-image': /^border-image/,
  'border-radius': /^border-((top|bottom)-(left|right)-)?radius$/,
  'border-radius-logical': /^border-(start|end)-(start|end)-radius$/,
  'border-inline-block': /^border-(inline|block)$/,
  'border-inline-block-individual': /^border-(inline|block)-(start|end|width|style|color)$/,
  'border-inline-block-longhand': /^border-(inline|block)-(start|end)-(width|style|color)$/,
  'block-inline-size': /^(block|inline)-size$/,
  'column-layout-properties': /^column(s$|-(count|fill|gap|rule|span|width))/,
  gap: /^((row|column)-)?gap$/,
  'grid-template': /^grid-template/,
  inset: /^inset/,
  'left-right-top-bottom': /^(left|right|top|bottom)$/,
  margin: /^margin(-(top|right|bottom|left))?$/,
  'margin-inline-block': /^margin-(inline|block)$/,
  'margin-block-start-end': /^margin-block-(start|end)$/,
  'margin-inline-start-end': /^margin-inline-(start|end)$/,
  outline: /^outline(-(color|style|width))?$/,
  overflow: /^overflow(-(x|y|block|inline))?$/,
  padding: /^padding(-(top|right|bottom|left))?$/,
  'padding-inline-block': /^padding-(inline|block)$/,
  'padding-block-start-end': /^padding-block-(start|end)$/,
  'padding-inline-start-end': /^padding-inline-(start|end)$/,
  'scroll-snap': /^scroll-snap/,
  transition: /^transition/,
  variables: /^--/,
};

/** Values, whatever the property. */
const VALUES: Readonly<Record<string, RegExp>> = {
  ...bySlug('css-function-', words('clamp max min light-dark'), (name) => new RegExp(`(^|[\\s,(])${name}\\(`)),
  ...bySlug(
    'css-',
    words('linear-gradient radial-gradient conic-gradient rgb rgba'),
    (name) => new RegExp(`(^|[\\s,(-])${name}\\(`),
  ),
  ...bySlug('css-unit-', words('ch cm em ex in mm pc pt px rem vh vmax vmin vw'), (unit) => new RegExp(`\\d${unit}\\b`)),
  'css-unit-percent': /\d%/,
  'css-unit-calc': /\bcalc\(/,
  'css-unit-initial': /\binitial\b/,
  'css-important': /!\s*important/,
  'css-intrinsic-size': /\b(fit|min|max)-content\b/,
  'css-modern-color': /\b(ok)?(lch|lab)\(/,
  'css-sytem-ui': /(^|[\s,])(system-ui|ui-(serif|sans-serif|rounded|monospace))\b/,
};

const PAIRS: Readonly<Record<string, readonly [property: string, value: RegExp]>> = {
  'css-display-flex': ['display', /flex/],
  'css-display-grid': ['display', /grid/],
  'css-display-none': ['display', /^none/],
  'css-flex-direction': ['flex-direction', /^column/],
  'css-flex-wrap': ['flex-wrap', /^wrap/],
};

const SELECTORS: Readonly<Record<string, RegExp>> = {
  ...bySlug(
    'css-pseudo-class-',
    words(`active checked default first-child first-of-type focus focus-visible focus-within has hover lang last-child
      last-of-type link not nth-child nth-last-child nth-last-of-type nth-of-type only-child only-of-type target visited`),
    (name) => new RegExp(`(^|[^:]):${name}(?![\\w-])`),
  ),
  ...bySlug(
    'css-pseudo-element-',
    words('after before first-letter first-line marker placeholder'),
    (name) => new RegExp(`::?${name}(?![\\w-])`),
  ),
  'css-selector-adjacent-sibling': /\+/,
  'css-selector-attribute': /\[/,
  'css-selector-chaining': /\.[\w-]+\.[\w-]/,
  'css-selector-child': />/,
  'css-selector-class': /\.[\w-]/,
  'css-selector-descendant': /[^\s>+~,]\s+[^\s>+~,]/,
  'css-selector-general-sibling': /~(?!=)/,
  'css-selector-grouping': /,/,
  'css-selector-id': /#[\w-]/,
  'css-selector-type': /(^|[\s>+~,])[a-z]/i,
  'css-selector-universal': /\*(?!=)/,
};

const AT_RULES: Readonly<Record<string, RegExp>> = {
  'css-at-font-face': /^@font-face/,
  'css-at-import': /^@import/,
  'css-at-keyframes': /^@(-webkit-)?keyframes/,
  'css-at-media': /^@media/,
  'css-at-media-device-pixel-ratio': /^@media.*device-pixel-ratio/s,
  'css-at-media-hover': /^@media.*\((any-)?hover/s,
  'css-at-media-orientation': /^@media.*\(orientation/s,
  'css-at-media-prefers-color-scheme': /^@media.*\(prefers-color-scheme/s,
  'css-at-media-prefers-reduced-motion': /^@media.*\(prefers-reduced-motion/s,
  'css-at-supports': /^@supports/,
};

/** Elements that caniemail tells of under their own name, and those it tells of in groups. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  ...bySlug(
    'html-',
    words(`abbr acronym address audio base bdi blockquote body code del dfn dialog div form hr img link marquee meter object p
      picture pre progress rp rt ruby select small span strike strong style svg table textarea video wbr`),
    (name) => [name],
  ),
  'html-h1-h6': words('h1 h2 h3 h4 h5 h6'),
  'html-image-maps': words('map area'),
  'html-lists': words('ul ol dl'),
  'html-semantics': words('article aside details figcaption figure footer header main mark nav section summary time'),
};

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  ...bySlug(
    'html-',
    words(`align aria-describedby aria-hidden aria-label aria-labelledby aria-live background cellpadding cellspacing dir height
      hidden lang popover required role target valign width`),
    (name) => [name],
  ),
  'css-inert-attribute': ['inert'],
  'html-loading-attribute': ['loading'],
  'html-srcset': ['srcset', 'sizes'],
};

const PARTICULAR_ELEMENTS: Readonly<Record<string, (element: ReadElement) => boolean>> = {
  ...bySlug('html-input-', words('checkbox hidden radio reset submit text'), (type) => isA('input', 'type', RegExp(`^${type}$`))),
  ...bySlug('html-button-', words('reset submit'), (type) => isA('button', 'type', RegExp(`^${type}$`))),
  'html-anchor-links': isA('a', 'href', /^#/),
  'html-mailto-links': isA('a', 'href', /^mailto:/),
  'html-meta-color-scheme': isA('meta', 'name', /^color-scheme$/),
  ...bySlug('image-', words('avif bmp gif ico mp4 png svg webp'), (format) => isA('img', 'src', RegExp(`\\.${format}$`))),
  'image-base64': isA('img', 'src', /^data:/),
  'image-heif': isA('img', 'src', /\.hei[cf]$/),
  'image-jpg': isA('img', 'src', /\.jpe?g$/),
  'image-tiff': isA('img', 'src', /\.tiff?$/),
};

/** What an e-mail's HTML does not show: formats of a picture's inside, and what is told in a header or another part. */
const NOT_IN_HTML = ['amp', 'bimi', 'image-apng', 'image-hdr'];

const DETECTORS: Readonly<Record<string, Detector>> = {
  ...bySlug('css-', PROPERTIES, (name) => hasProperty((property) => property === name)),
  ...each(PROPERTY_GROUPS, (pattern) => hasProperty((property) => pattern.test(property)), 'css-'),
  ...each(
    VALUES,
    (pattern) =>
      ({ declarations }) =>
        declarations.some(({ value }) => pattern.test(value)),
  ),
  ...each(
    PAIRS,
    ([name, pattern]) =>
      ({ declarations }) =>
        declarations.some((one) => one.property === name && pattern.test(one.value)),
  ),
  ...each(
    SELECTORS,
    (pattern) =>
      ({ selectors }) =>
        selectors.some((selector) => pattern.test(selector)),
  ),
  ...each(
    AT_RULES,
    (pattern) =>
      ({ atRules }) =>
        atRules.some((rule) => pattern.test(rule)),
  ),
  ...each(
    ELEMENTS,
    (names) =>
      ({ elements }) =>
        elements.some(({ name }) => names.includes(name)),
  ),
  ...each(
    ATTRIBUTES,
    (names) =>
      ({ elements }) =>
        elements.some(({ attributes }) => names.some((name) => name in attributes)),
  ),
  ...each(
    PARTICULAR_ELEMENTS,
    (isOne) =>
      ({ elements }) =>
        elements.some(isOne),
  ),
  ...bySlug('', NOT_IN_HTML, () => () => false),
  'css-comments': ({ hasCssComments }) => hasCssComments,
  'css-nesting': ({ hasNestedRules }) => hasNestedRules,
  'html-comments': ({ hasComments }) => hasComments,
  'html-doctype': ({ doctype }) => doctype === '<!doctype html>',
};

/** Every feature of caniemail's that can be told from HTML, or is known not to be. */
export const KNOWN_FEATURES = Object.keys(DETECTORS);

/** The features of caniemail's that an e-mail makes use of, by their slugs. */
export function featuresOf(email: ReadEmail): string[] {
  return KNOWN_FEATURES.filter((slug) => DETECTORS[slug]!(email));
}

/** The CSS properties of an e-mail that caniemail does not tell of. */
export function propertiesUntoldOf({ declarations }: ReadEmail): string[] {
  const isTold = (property: string): boolean =>
    PROPERTIES.includes(property) || Object.values(PROPERTY_GROUPS).some((pattern) => pattern.test(property));
  return [...new Set(declarations.map(({ property }) => property))].filter((property) => !isTold(property)).toSorted();
}

function words(text: string): string[] {
  return text.split(/\s+/);
}

function bySlug<T>(prefix: string, names: readonly string[], make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [prefix + name, make(name)]));
}

function each<T>(table: Readonly<Record<string, T>>, make: (entry: T) => Detector, prefix = ''): Record<string, Detector> {
  return Object.fromEntries(Object.entries(table).map(([slug, entry]) => [prefix + slug, make(entry)]));
}

function hasProperty(isOne: (property: Declaration['property']) => boolean): Detector {
  return ({ declarations }) => declarations.some(({ property }) => isOne(property));
}

function isA(name: string, attribute: string, value: RegExp): (element: ReadElement) => boolean {
  return (element) => element.name === name && value.test(element.attributes[attribute] ?? '');
}
