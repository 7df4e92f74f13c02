import type { LoadedImage } from '../files/load-image.ts';
import type { Theme } from '../theme/theme.ts';
import { COLOURS } from '../theme/tokens.ts';

/** How pages of a theme look: its style sheet, its icon and its logo, by their paths in the archive. */
export interface Look {
  readonly style: { readonly path: string; readonly text: string };
  /** What browsers show beside a page's title (SVG). */
  readonly icon: { readonly path: string; readonly text: string };
  readonly logo: { readonly path: string; readonly width: number; readonly height: number; readonly bytes: Uint8Array } | null;
}

/** Pixels of one rem in a browser that was left as it came. */
const REM = 16;

/** A theme for the web: its tokens as custom properties, what all pages have in common (`common`), and what the theme says itself. */
export function makeLook(theme: Theme, ownLogo: LoadedImage | null, common: string): Look {
  const { light, dark, fonts, sizes } = theme.tokens;
  const colours = (scheme: typeof light): string => COLOURS.map((name) => `  --${kebab(name)}: ${scheme[name]};`).join('\n');
  const lengths = (['text', 'small'] as const).map((name) => `  --size-${name}: ${pixels(sizes[name]) / REM}rem;`);
  const root = [
    ':root {',
    colours(light),
    `  --font-body: ${quoteNames(fonts.body)};`,
    `  --font-heading: ${quoteNames(fonts.heading)};`,
    ...lengths,
    `  --radius: ${sizes.radius};`,
    '}',
    '@media screen and (prefers-color-scheme: dark) {',
    ':root {',
    colours(dark),
    '}',
    '}',
  ];
  const logo = ownLogo ?? theme.logo;
  return {
    style: { path: `assets/${theme.name}.css`, text: `${root.join('\n')}\n${common}\n${theme.web}` },
    icon: { path: `assets/${theme.name}.svg`, text: drawIcon(light.accent, light.onAccent) },
    logo: logo && showLogo(logo, pixels(sizes.logo)),
  };
}

/** A letter with lines on it, in the theme's colours. */
function drawIcon(paper: string, ink: string): string {
  const line = (y: number, width: number): string => `<rect x="8" y="${y}" width="${width}" height="3" fill="${ink}"/>`;
  const page = `<rect width="32" height="32" rx="6" fill="${paper}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${page}${line(8, 16)}${line(15, 16)}${line(22, 10)}</svg>\n`;
}

function showLogo({ filename, width, height, bytes }: LoadedImage, widest: number): Look['logo'] {
  const shown = Math.min(width, widest);
  return { path: `assets/${filename}`, width: shown, height: Math.round((height * shown) / width), bytes };
}

function pixels(length: string): number {
  return Number.parseInt(length, 10);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Names of fonts with a space in them want quotation marks in a style sheet of their own. */
function quoteNames(fonts: string): string {
  return fonts
    .split(',')
    .map((font) => font.trim())
    .map((font) => (font.includes(' ') ? `"${font}"` : font))
    .join(', ');
}
