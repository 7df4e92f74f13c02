import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pathOnDisk } from '../source/path-on-disk.ts';

/** Why a file cannot be read: it is not there, it or its folder lies elsewhere (also by a link), or it is larger than the limit. */
export type FileFault =
  { readonly fault: 'missing' } | { readonly fault: 'outside' } | { readonly fault: 'large'; readonly size: number };

/**
 * Reads a file named by a link target, which may write a space as `%20`, in whichever form its name is stored. Nothing outside `folder` is
 * ever read. `limit` is in octets.
 */
export async function readInside(folder: string, target: string, limit: number): Promise<Buffer | FileFault> {
  const named = safeDecode(target).replace(/^\/+/, '');
  const path = await realpath(join(folder, pathOnDisk(folder, named))).catch(() => null);
  if (path === null) return { fault: 'missing' };
  const root = await realpath(folder);
  // A folder that is a link to another place is not beside its issue.
  if (!root.startsWith(withSlash(await realpath(dirname(folder)))) || !path.startsWith(withSlash(root)))
    return { fault: 'outside' };
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return { fault: 'missing' };
  if (found.size > limit) return { fault: 'large', size: found.size };
  return readFile(path).catch(() => ({ fault: 'missing' as const }));
}

function withSlash(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** The target itself where it is no percent-encoding. */
export function safeDecode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
