import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathOnDisk } from '../source/path-on-disk.ts';
import { refuseLinks } from '../storage/link-error.ts';
import { readBelow } from '../storage/read-below.ts';

/** A folder of a workspace with files that lie beside a text. */
export interface FilesFolder {
  readonly workspace: string;
  readonly folder: string;
}

/** Why a file cannot be read: it is not there, it or its folder lies elsewhere (also by a link), or it is larger than the limit. */
export type FileFault =
  { readonly fault: 'missing' } | { readonly fault: 'outside' } | { readonly fault: 'large'; readonly size: number };

/**
 * Reads a file named by a link target, which may write a space as `%20`, in whichever form its name is stored. Nothing outside `folder` is
 * ever read. `limit` is in octets.
 */
export async function readInside({ workspace, folder }: FilesFolder, target: string, limit: number): Promise<Buffer | FileFault> {
  const named = safeDecode(target).replace(/^\/+/, '');
  const path = await realpath(join(folder, pathOnDisk(folder, named))).catch(() => null);
  if (path === null) return { fault: 'missing' };
  if (hasLink(workspace, folder)) return { fault: 'outside' };
  const root = await realpath(folder);
  if (!path.startsWith(withSlash(root))) return { fault: 'outside' };
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return { fault: 'missing' };
  if (found.size > limit) return { fault: 'large', size: found.size };
  try {
    return readBelow(root, path, limit);
  } catch {
    return { fault: 'missing' };
  }
}

/** A folder behind a link is not beside its issue. */
function hasLink(workspace: string, folder: string): boolean {
  try {
    refuseLinks(workspace, folder);
    return false;
  } catch {
    return true;
  }
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
