import { extname } from 'node:path';
import { mediaTypeOf } from './image-type.ts';
import { isWholeImage } from './is-whole-image.ts';
import { hashOf, publishedName } from './published-name.ts';
import { type FileFault, type FilesFolder, readInside, safeDecode } from './read-inside.ts';
import { scaleImage } from './scale-image.ts';

/** A file that readers can fetch, such as a programme as PDF. */
export interface LinkedFile {
  readonly target: string;
  readonly filename: string;
  /** In lower case, without its dot. */
  readonly extension: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/** What may be published: documents, tables, pictures, sound and film, nothing that runs. */
const LINKED_TYPES: ReadonlySet<string> = new Set(
  'pdf doc docx odt rtf xls xlsx ods csv ppt pptx odp txt ics zip png jpg jpeg gif mp3 mp4'.split(' '),
);

/** Octets of the largest file that is published. */
export const LARGEST_LINKED = 25_000_000;

/** Whether a link target is the name of a file that may be published, and no address. What is hidden stays so. */
export function isLinkedFile(target: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:|^\/|[?#]|(?:^|\/)\.[^./]/i.test(target) && LINKED_TYPES.has(extensionOf(target));
}

export async function loadLinkedFile(folder: FilesFolder, target: string): Promise<LinkedFile | FileFault> {
  const source = await readInside(folder, target, LARGEST_LINKED);
  if ('fault' in source) return source;
  const bytes = await withoutNotes(source);
  const hash = hashOf(bytes);
  const extension = extensionOf(target);
  return { target, filename: publishedName(safeDecode(target), hash, extension), extension, bytes, hash };
}

/** A picture that readers fetch has no notes in it either; every other file is as it is. */
async function withoutNotes(bytes: Uint8Array): Promise<Uint8Array> {
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined || !isWholeImage(bytes, mediaType)) return bytes;
  return (await scaleImage({ bytes, mediaType, width: 0, height: 0 }, WIDEST_FILE))?.bytes ?? bytes;
}

/** Pixels: wider than any picture of a camera. */
const WIDEST_FILE = 60_000;

function extensionOf(target: string): string {
  return extname(safeDecode(target)).slice(1).toLowerCase();
}
