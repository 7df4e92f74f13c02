import { escapeHtml } from '../../markup/escape-html.ts';

/** Text as a page of its own, a line an element: what changes in it can be found again. */
interface PlainPage {
  readonly language: string;
  readonly title: string;
  readonly lines: readonly PlainLine[];
}

interface PlainLine {
  readonly text: string;
  readonly id?: string;
  readonly mark?: 'name' | 'left-out';
}

/** The text of a reader's copy, as mail programs show it that show text. `headings` are the lines that sections begin with, by anchor. */
export function textPage(text: string, language: string, title: string, headings: ReadonlyMap<string, string>): string {
  const lines = text.split('\n');
  const ids = new Map<number, string>();
  for (const [anchor, words] of headings) {
    const heading = lineOf(words, lines);
    if (heading >= 0) ids.set(heading, anchor);
  }
  return plainPage({
    language,
    title,
    lines: lines.map((line, index) => ({ text: line, ...(ids.has(index) && { id: ids.get(index)! }) })),
  });
}

/** The last line that is a heading, or its beginning where it was too long for one. */
function lineOf(heading: string, lines: readonly string[]): number {
  const whole = lines.lastIndexOf(heading);
  return whole >= 0 ? whole : lines.findLastIndex((line) => line.length > 40 && heading.startsWith(`${line} `));
}

/** A message as it goes over the wire. Of images and files in it only the beginning is shown; `leftOut` says how much more there is. */
export function sourcePage(raw: string, title: string, leftOut: (lines: number) => string): string {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split('\r\n');
  const body = shorten(raw.slice(end + 4).split('\r\n'), leftOut);
  return plainPage({
    language: 'en',
    title,
    lines: [...headers.map((text): PlainLine => (/^\s/.test(text) ? { text } : { text, mark: 'name' })), { text: '' }, ...body],
  });
}

/** Lines of base64 that are shown of an image before the rest is left out. */
const SHOWN = 3;

function shorten(lines: readonly string[], leftOut: (lines: number) => string): PlainLine[] {
  const shown: PlainLine[] = [];
  for (let index = 0; index < lines.length; index++) {
    const run = lengthOfRun(lines, index);
    if (run <= SHOWN + 1) {
      shown.push({ text: lines[index]! });
      continue;
    }
    shown.push(...lines.slice(index, index + SHOWN).map((text) => ({ text })), { text: leftOut(run - SHOWN), mark: 'left-out' });
    index += run - 1;
  }
  return shown;
}

/** How many full lines of base64 follow each other from here (RFC 2045 §6.8: 76 characters). */
function lengthOfRun(lines: readonly string[], start: number): number {
  let end = start;
  while (end < lines.length && /^[A-Za-z0-9+/]{76}$/.test(lines[end]!)) end++;
  return end - start;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 1.25rem; font: 0.9375rem/1.55 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
div { white-space: pre-wrap; min-height: 1.55em; tab-size: 8; }
.name b { color: light-dark(#0b5394, #8fc7ff); }
.left-out { font-style: italic; opacity: 0.8; }`;

function plainPage({ language, title, lines }: PlainPage): string {
  const rendered = lines.map(({ text, id, mark }) => {
    const attributes = `${id === undefined ? '' : ` id="${escapeHtml(id)}"`}${mark === undefined ? '' : ` class="${mark}"`}`;
    const words = escapeHtml(text);
    return `<div${attributes}>${mark === 'name' ? words.replace(/^[^:]+:/, '<b>$&</b>') : words}</div>`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${rendered.join('\n')}</main></body></html>
`;
}
