import { type Dirent, readFileSync, readdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programHash } from '../files/program-hash.ts';
import { isPassedOver } from '../files/is-passed-over.ts';

const BUILT_IN_THEMES = fileURLToPath(new URL('../../templates/', import.meta.url));

/**
 * A hash of everything in a workspace that may show in what is built of an issue, and of more: the files beside `newsletter.yaml`, the issue
 * with its variants and files, articles, lists, themes, the environment, this program. Undefined when a link leads elsewhere, or a file cannot be read.
 */
export function hashInputs(
  workspace: string,
  slug: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  try {
    const hash = createHash('sha256').update(programHash());
    const own = Object.entries(env).filter(([name]) => name.startsWith('NEWSLETTER_'));
    hash.update(JSON.stringify(own.toSorted(([a], [b]) => (a < b ? -1 : 1))));
    hash.update(JSON.stringify(othersIn(join(workspace, 'issues'))));
    for (const path of inputsOf(workspace, slug)) hash.update(`\0${relative(workspace, path)}\0${hashFile(path) ?? ''}`);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** The other issues, and what was mailed of them, by name, size and time: an issue is compared with them. */
function othersIn(issues: string): (string | number)[][] {
  const files = entriesOf(issues).filter((entry) => entry.isFile());
  return files.map((entry) => {
    const { size, mtimeMs } = statSync(pathOf(entry));
    return [entry.name, size, mtimeMs];
  });
}

/** SHA-256 of a file in hex; of a very large one that of its size and time; null when it is not there. */
export function hashFile(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) return null;
  const content = found.size > LARGE ? `${found.size} ${found.mtimeMs}` : readFileSync(path);
  return createHash('sha256').update(content).digest('hex');
}

const LARGE = 20_000_000;

function inputsOf(workspace: string, slug: string): string[] {
  const issues = join(workspace, 'issues');
  return [
    ...entriesOf(workspace)
      .filter((entry) => entry.isFile())
      .map(pathOf),
    ...entriesOf(issues)
      .filter(({ name }) => name.startsWith(`${slug}.`) && /\.md$/i.test(name) && !isPassedOver(name))
      .map(pathOf),
    ...filesIn(join(workspace, 'articles')).filter((path) => !isPassedOver(basename(path))),
    ...[join(issues, slug), join(workspace, 'subscribers'), join(workspace, 'templates'), BUILT_IN_THEMES].flatMap(filesIn),
  ].toSorted();
}

function filesIn(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) =>
    entry.isDirectory() ? filesIn(pathOf(entry)) : entry.isFile() ? [pathOf(entry)] : [],
  );
}

function entriesOf(folder: string): Dirent[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !isEditorsMark(entry));
  if (entries.some((entry) => entry.isSymbolicLink())) throw new Error('what a link leads to is not followed here');
  return entries;
}

/** Emacs marks a file that is being edited by a link beside it that leads nowhere. */
function isEditorsMark(entry: Dirent): boolean {
  return entry.isSymbolicLink() && isPassedOver(entry.name);
}

function pathOf({ parentPath, name }: Dirent): string {
  return join(parentPath, name);
}
