import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { imageSize } from 'image-size';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { asciiSlug } from './anchor.ts';
import type { ImageReference } from './issue.ts';

/** A local image, read and measured in its own pixels. */
export interface LoadedImage {
  readonly target: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/** Characters of a file's name that are kept: it stands in headers, on one line. */
const LONGEST_NAME = 40;

/** What every mail program shows; SVG and WebP are not among it. */
const MEDIA_TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif' };

/** Reads the images that an issue refers to from the folder of its files; nothing outside that folder is ever read. */
export async function loadImages(
  references: readonly ImageReference[],
  folder: string,
  shown: string,
): Promise<Parsed<LoadedImage[]>> {
  const images = new Map<string, LoadedImage>();
  const problems: Problem[] = [];
  for (const reference of references) {
    if (images.has(reference.target)) continue;
    const loaded = await loadImage(reference, folder, shown);
    if ('code' in loaded) problems.push(loaded);
    else images.set(reference.target, loaded);
  }
  return { value: [...images.values()], problems };
}

async function loadImage({ target, place }: ImageReference, folder: string, shown: string): Promise<LoadedImage | Problem> {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return problem('image-remote', { target, folder: shown }, place);
  const path = await realpath(join(folder, safeDecode(target))).catch(() => null);
  if (path === null) return problem('image-not-found', { target, folder: shown }, place);
  if (!path.startsWith((await realpath(folder)) + sep)) return problem('image-outside', { target, folder: shown }, place);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return problem('image-not-found', { target, folder: shown }, place);
  const size = measure(bytes);
  const mediaType = MEDIA_TYPES[size?.type ?? ''];
  if (!size || !mediaType) return problem('image-unsupported', { target }, place);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const filename = `${asciiSlug(basename(path, extname(path))).slice(0, LONGEST_NAME) || 'kuva'}-${hash.slice(0, 8)}.${size.type}`;
  return { target, filename, mediaType, width: size.width, height: size.height, bytes, hash };
}

function measure(bytes: Uint8Array): { width: number; height: number; type?: string } | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}

/** Markdown writes a space in a file name as `%20`. */
function safeDecode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
