/** What a page tells of a text's colours: its own, and each background behind it, from the page's to the nearest. */
export interface FlatColours {
  readonly colour: string;
  readonly backgrounds: readonly string[];
}

interface Colour {
  readonly channels: readonly number[];
  readonly alpha: number;
}

/** The contrast of a text by WCAG 2.1, as if nothing but plain colours lay behind it: pictures and gradients do not count. */
export function flatContrast({ colour, backgrounds }: FlatColours): number {
  const behind = backgrounds.map(parseColour).reduce(lay, parseColour('rgb(255, 255, 255)'));
  const [dark, light] = [luminance(behind), luminance(lay(behind, parseColour(colour)))].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function parseColour(computed: string): Colour {
  const [, numbers] = /^rgba?\(([\d., ]+)\)$/.exec(computed) ?? [];
  if (numbers === undefined) throw new Error(`no such computed colour: ${computed}`);
  const [red, green, blue, alpha = 1] = numbers.split(',').map(Number);
  return { channels: [red!, green!, blue!], alpha };
}

function lay(behind: Colour, { channels, alpha }: Colour): Colour {
  return { channels: channels.map((channel, index) => channel * alpha + behind.channels[index]! * (1 - alpha)), alpha: 1 };
}

function luminance({ channels }: Colour): number {
  const [red, green, blue] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
