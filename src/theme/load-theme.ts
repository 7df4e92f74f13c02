import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readTextFile } from '../source/read-text-file.ts';
import type { Theme } from './theme.ts';

/** The themes that come with the product. */
const BUILT_IN = fileURLToPath(new URL('../../templates/', import.meta.url));

/** Reads a theme from the workspace's `templates/`, or else the built-in one of that name. */
export async function loadTheme(workspace: string, name: string): Promise<Parsed<Theme | undefined>> {
  for (const root of [join(workspace, 'templates'), BUILT_IN]) {
    const files = await readdir(join(root, name)).catch(() => null);
    if (files !== null && !name.includes('..')) return readTheme(join(root, name), shownAs(workspace, join(root, name)));
  }
  const known = await themeNames(workspace);
  return { value: undefined, problems: [problem('theme-unknown', { theme: name, nearest: nearestName(name, known), known })] };
}

async function readTheme(path: string, folder: string): Promise<Parsed<Theme | undefined>> {
  const problems: Problem[] = [];
  const hash = createHash('sha256');
  const read = async (file: string): Promise<string> => {
    const text = await readTextFile(join(path, file), `${folder}/${file}`);
    problems.push(...text.problems);
    hash.update(`\0${file}\0${text.value ?? ''}`);
    return text.value ?? '';
  };
  const tokens = parseTokens(await read('theme.yaml'), `${folder}/theme.yaml`, problems);
  const email = await read('email.mjml.hbs');
  const text = await read('email.txt.hbs');
  const partials = new Map<string, string>();
  const partialFiles = (await readdir(join(path, 'partials')).catch(() => [])).filter((file) => file.endsWith('.hbs')).toSorted();
  for (const file of partialFiles) partials.set(basename(file, '.hbs'), await read(`partials/${file}`));
  const theme = { name: basename(path), folder, tokens, email, text, partials, hash: hash.digest('hex') };
  return { value: problems.length > 0 ? undefined : theme, problems };
}

function parseTokens(text: string, file: string, problems: Problem[]): Theme['tokens'] {
  const source = parseYaml(text);
  problems.push(...source.errors.map(({ reason, line, column }) => problem('theme-syntax', { reason }, { file, line, column })));
  return Object.fromEntries(
    source.entries.map(({ key, value }) => {
      const group = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      return [key, Object.fromEntries(group.map(([name, token]) => [name, String(token)]))];
    }),
  );
}

async function themeNames(workspace: string): Promise<string[]> {
  const roots = [join(workspace, 'templates'), BUILT_IN];
  const names = await Promise.all(roots.map((root) => readdir(root).catch(() => [])));
  return [...new Set(names.flat())].toSorted();
}

function shownAs(workspace: string, path: string): string {
  const inside = relative(workspace, path);
  return inside.startsWith('..') ? `templates/${basename(path)}` : inside.replaceAll('\\', '/');
}
