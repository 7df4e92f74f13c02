import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { LinkError, isBelow, refuseLinks } from './link-error.ts';
import { reasonOf } from './reason-of.ts';

/** Octets of the largest file that is read as a whole when nothing else is said. */
const LARGEST_READ = 50_000_000;

/**
 * The one way to open a file of a workspace for reading: through no link, and only an ordinary file, so that nothing is waited for (a pipe) and
 * nothing is without end (a device). A path outside of `workspace`, or any with null for it, was chosen on purpose, and may be reached by links. Throws a
 * `LinkError`, an error with the code `ENOTREG` for what is no file (`EISDIR` for a folder), and what the system says. To be closed by whoever asks.
 */
export function openBelow(workspace: string | null, path: string): number {
  if (workspace !== null) refuseLinks(workspace, path);
  const file = open(path, workspace !== null && isBelow(workspace, path));
  const found = fstatSync(file);
  if (found.isFile()) return file;
  closeSync(file);
  throw fault(found.isDirectory() ? 'EISDIR' : 'ENOTREG', path);
}

/** The same, read whole. A file of more octets than `limit` is an error with the code `EFBIG`. */
export function readBelow(workspace: string | null, path: string, limit = LARGEST_READ): Buffer {
  const file = openBelow(workspace, path);
  try {
    if (fstatSync(file).size > limit) throw fault('EFBIG', path);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows has neither flag, nor pipes with names in folders. */
function open(path: string, isOwn: boolean): number {
  const noLink = isOwn ? (constants.O_NOFOLLOW ?? 0) : 0;
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noLink);
  } catch (error) {
    if (isOwn && reasonOf(error) === 'ELOOP') throw new LinkError(path);
    throw error;
  }
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'open' });
}
