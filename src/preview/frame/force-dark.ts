/** Relative lightness above which an area is light, and below which words are dark (HSL, from 0 to 1). */
const MIDDLE = 0.5;
/** The darkest that an area becomes, as these programs' own dark is not black. */
const DARKEST = 0.1;

/**
 * An e-mail as programs show it that make it dark by themselves: light areas become dark, dark words become light, each in its own hue;
 * areas that are dark already stay, and so do images. Outlook.com, Outlook's apps and Gmail for Android work in this way; each has its own
 * shades, so this is a simulation. Colours are found where an e-mail has them: in style sheets, style attributes, `bgcolor` and `color`.
 */
export function forceDark(html: string): string {
  const styled = html
    .replace(
      /(<style\b[^>]*>)([\s\S]*?)(<\/style>)/gi,
      (_, open: string, css: string, close: string) => open + darkenCss(css) + close,
    )
    .replace(/(\sstyle=")([^"]*)/gi, (_, open: string, css: string) => open + darkenCss(css))
    .replace(/(\sbgcolor=")(#[0-9a-f]{3,6})/gi, (_, open: string, colour: string) => open + darkenArea(colour))
    .replace(/(<font\b[^>]*\scolor=")(#[0-9a-f]{3,6})/gi, (_, open: string, colour: string) => open + lightenWords(colour));
  const canvas = `<style>html,body{background-color:${darkenArea('#ffffff')};color:${lightenWords('#000000')}}</style>`;
  return styled.replace(/<head(?:\s[^>]*)?>/i, (head) => head + canvas);
}

/** Colours of areas and lines, and colours of words, by the property that they are written for. */
function darkenCss(css: string): string {
  return css.replace(/([\w-]+)(\s*:\s*)([^;{}]*)/g, (whole, property: string, colon: string, value: string) => {
    const change = changeFor(property.toLowerCase());
    return change ? property + colon + value.replace(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b/gi, change) : whole;
  });
}

function changeFor(property: string): ((colour: string) => string) | undefined {
  if (property === 'color' || property === '-webkit-text-fill-color') return lightenWords;
  return /^(?:background|border|outline)/.test(property) ? darkenArea : undefined;
}

function darkenArea(colour: string): string {
  const { hue, chroma, lightness } = partsOf(colour);
  if (lightness <= MIDDLE) return colour;
  return hexOf({ hue, chroma, lightness: DARKEST + (1 - lightness) * (1 - DARKEST) });
}

function lightenWords(colour: string): string {
  const { hue, chroma, lightness } = partsOf(colour);
  return lightness >= MIDDLE ? colour : hexOf({ hue, chroma, lightness: 1 - lightness * 0.9 });
}

/** Hue in degrees, the others from 0 to 1. The chroma stays when the lightness changes: a white with a tinge of yellow does not become brown. */
interface ColourParts {
  readonly hue: number;
  readonly chroma: number;
  readonly lightness: number;
}

function partsOf(colour: string): ColourParts {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(digits.slice(start, start + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, range] = [(most + least) / 2, most - least];
  if (range === 0) return { hue: 0, chroma: 0, lightness };
  const sector = most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4;
  return { hue: (sector * 60 + 360) % 360, chroma: range, lightness };
}

/** CSS Color 4, "Converting HSL Colors to sRGB", with as much of the chroma as there is at a lightness. */
function hexOf({ hue, chroma, lightness }: ColourParts): string {
  const reach = Math.min(chroma / 2, lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const at = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
