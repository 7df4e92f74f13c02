import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { access, lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLogo } from './load-logo.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { DecodedText } from '../source/decode-text.ts';
import { isPassedOver } from '../files/is-passed-over.ts';
import type { FilesFolder } from '../files/read-inside.ts';
import { nearestName } from '../source/nearest-name.ts';
import { pathOnDisk } from '../source/path-on-disk.ts';
import { readTextFile } from '../source/read-text-file.ts';
import { withWrittenColumns } from '../source/written-columns.ts';
import { parseTokens } from './parse-tokens.ts';
import type { Theme } from './theme.ts';

/** The themes that come with the product. */
const BUILT_IN = fileURLToPath(new URL('../../templates/', import.meta.url));

/** Reads a theme from the workspace's `templates/`, or else the built-in one of that name. */
export async function loadTheme(workspace: string, name: string): Promise<Parsed<Theme | undefined>> {
  const places = [
    { workspace, root: join(workspace, 'templates') },
    { workspace: BUILT_IN, root: BUILT_IN },
  ];
  for (const { workspace: of, root } of places) {
    if (!/^[\p{L}\p{N}_-]+$/u.test(name)) break;
    const path = join(root, pathOnDisk(root, name));
    if ((await stat(path).catch(() => null))?.isDirectory())
      return readTheme({ workspace: of, folder: path }, shownAs(workspace, path));
  }
  const known = await themeNames(workspace);
  return { value: undefined, problems: [problem('theme-unknown', { theme: name, nearest: nearestName(name, known), known })] };
}

async function readTheme(place: FilesFolder, folder: string): Promise<Parsed<Theme | undefined>> {
  const path = place.folder;
  const problems: Problem[] = [];
  const hash = createHash('sha256');
  const readWhole = async (file: string): Promise<DecodedText> => {
    const text = await readThemeFile(place, folder, file);
    problems.push(...text.problems);
    hash.update(`\0${file}\0${text.value ?? ''}`);
    return text;
  };
  const read = async (file: string): Promise<string> => (await readWhole(file)).value ?? '';
  const yaml = await readWhole('theme.yaml');
  const written = parseTokens(yaml.value ?? '', `${folder}/theme.yaml`);
  if (problems.length === 0) problems.push(...withWrittenColumns(written.problems, `${folder}/theme.yaml`, yaml.written));
  const email = await read('email.mjml.hbs');
  const text = await read('email.txt.hbs');
  const partials = new Map<string, string>();
  const partialFiles = (await readdir(join(path, 'partials')).catch(() => [])).filter(isPartial).toSorted();
  for (const file of partialFiles) partials.set(basename(file, '.hbs').normalize('NFC'), await read(`partials/${file}`));
  const web = await readWeb(place, folder);
  problems.push(...web.problems);
  const logo = await loadLogo(place, written.value?.logo ?? null, `${folder}/theme.yaml`);
  problems.push(...logo.problems);
  hash.update(`\0logo\0${logo.value?.sourceHash ?? ''}`);
  if (problems.length > 0 || !written.value) return { value: undefined, problems };
  const { tokens } = written.value;
  return {
    value: {
      name: basename(path).normalize('NFC'),
      folder,
      tokens,
      email,
      text,
      partials,
      logo: logo.value,
      hash: hash.digest('hex'),
      web: web.value ?? '',
    },
    problems,
  };
}

function isPartial(file: string): boolean {
  return file.endsWith('.hbs') && !isPassedOver(file);
}

async function readWeb(place: FilesFolder, folder: string): Promise<Parsed<string | undefined>> {
  const isThere = await access(join(place.folder, 'web.css')).then(
    () => true,
    () => false,
  );
  return isThere ? readThemeFile(place, folder, 'web.css') : { value: '', problems: [] };
}

/** A theme is all in one place: a link in it is refused. `folder` is what problems call the theme's. */
async function readThemeFile({ workspace, folder: path }: FilesFolder, folder: string, file: string): Promise<DecodedText> {
  const shown = `${folder}/${file}`;
  const isLink = (await lstat(join(path, file)).catch(() => null))?.isSymbolicLink() === true;
  if (isLink) return { value: undefined, problems: [problem('theme-outside', { file: shown }, { file: shown })] };
  return readTextFile({ workspace, path: join(path, file), file: shown });
}

/** The names of all themes that a workspace may use: its own and the built-in ones. */
export async function themeNames(workspace: string): Promise<string[]> {
  const roots = [join(workspace, 'templates'), BUILT_IN];
  const entries = await Promise.all(roots.map((root) => readdir(root, { withFileTypes: true }).catch(() => [])));
  return [...new Set(entries.flat().flatMap((entry) => (isTheme(entry) ? [entry.name.normalize('NFC')] : [])))].toSorted();
}

function isTheme(entry: Dirent): boolean {
  return entry.isDirectory() && !isPassedOver(entry.name);
}

function shownAs(workspace: string, path: string): string {
  const inside = relative(workspace, path);
  return inside.startsWith('..') ? `templates/${basename(path)}` : inside.replaceAll('\\', '/');
}
