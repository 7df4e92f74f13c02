import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { reasonOf } from '../storage/reason-of.ts';

/** Watches what an issue is made of, until `close`. `parts` are files and folders of the workspace, there or not. */
export async function watchWorkspace(
  folder: string,
  parts: readonly string[],
  onChange: (path: string) => void,
): Promise<{ readonly close: () => Promise<void> }> {
  const watched = parts.map((part) => part.replaceAll('\\', '/').replace(/^\.\//, ''));
  const isOutside = (path: string): boolean => {
    const inside = relative(folder, path).split(sep).join('/');
    return inside !== '' && !watched.some((part) => isPrefix(part, inside) || isPrefix(inside, part));
  };
  const watcher = watch(folder, { ignored: (path) => isOutside(path) || isHidden(relative(folder, path)), ignoreInitial: true });
  const seen = new Map<string, string>();
  const look = (path: string): void => {
    const mark = markOf(path);
    if (seen.get(path) === mark) return;
    seen.set(path, mark);
    onChange(path);
  };
  watcher.on('all', (_, path) => look(path));
  // chokidar leaves out what changes within 50 ms of a change that it told of; the system's own word of it is not left out.
  watcher.on('raw', (_, name: string | null, details) => {
    const { watchedPath } = details as { readonly watchedPath: string };
    const path = name === null || basename(watchedPath) === name ? watchedPath : join(watchedPath, name);
    if (!isOutside(path) && !isHidden(relative(folder, path))) look(path);
  });
  // A watch that cannot be kept is no reason to end: what it was for is read anew at the next change of anything.
  watcher.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return { close: () => watcher.close() };
}

function isPrefix(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Files that editors keep beside the one that is written. */
function isHidden(path: string): boolean {
  return /(?:^|[\\/])(?:\.(?!env$)[^\\/]*|[^\\/]*(?:~|\.swp|\.swx|\.tmp|\.new))$/.test(path);
}

/** Octets of a file that is told by all that is in it. */
const SMALL = 1_000_000;

/** One save is told of several times; it is a change only when something is otherwise than it was. Two saves may be within one tick of the disk's clock. */
function markOf(path: string): string {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > SMALL) return `${found.ino} ${found.size} ${found.mtimeMs}`;
    return createHash('sha256').update(readFileSync(path)).digest('base64');
  } catch (error) {
    return reasonOf(error);
  }
}
