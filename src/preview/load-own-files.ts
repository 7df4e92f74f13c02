import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What the preview's pages load, by name. */
export type OwnFiles = ReadonlyMap<string, { readonly content: string; readonly type: string }>;

const SCRIPT = fileURLToPath(new URL('../../build/browser/preview.js', import.meta.url));
const STYLE = fileURLToPath(new URL('../../templates/preview.css', import.meta.url));

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d4f91"/><path d="M4 16s4.5-7 12-7 12 7 12 7-4.5 7-12 7-12-7-12-7z" fill="#fff"/><circle cx="16" cy="16" r="4" fill="#1d4f91"/></svg>
`;

export async function loadOwnFiles(): Promise<OwnFiles> {
  const [script, style] = await Promise.all([readFile(SCRIPT, 'utf8'), readFile(STYLE, 'utf8')]);
  return new Map([
    ['preview.js', { content: script, type: 'text/javascript; charset=utf-8' }],
    ['preview.css', { content: style, type: 'text/css; charset=utf-8' }],
    ['preview.svg', { content: ICON, type: 'image/svg+xml' }],
  ]);
}
