import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { asciiSlug } from '../source/ascii-slug.ts';

/** Characters of a file's name that are kept: it stands in headers, on one line. */
const LONGEST_NAME = 40;

/** What a file is called once it leaves the house: its own name in ASCII, and the beginning of its hash, so that another content has another name. */
export function publishedName(path: string, hash: string, extension: string): string {
  const name = asciiSlug(basename(path, extname(path))).slice(0, LONGEST_NAME) || 'file';
  return `${name}-${hash.slice(0, 8)}.${extension}`;
}

/** SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
