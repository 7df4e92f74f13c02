import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../templates/web.css', import.meta.url));

/** What the web pages of all themes have in common, in CSS. */
export function loadWebStyle(): Promise<string> {
  return readFile(FILE, 'utf8');
}
