import { type ImageFault, type LoadedImage, HEAVIEST_IMAGE, LARGEST_FILE, MOST_PIXELS, loadImage } from '../files/load-image.ts';
import { LARGEST_LINKED, type LinkedFile, isLinkedFile, loadLinkedFile } from '../files/load-linked-file.ts';
import { type FileFault, type FilesFolder, safeDecode } from '../files/read-inside.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { findNearFile } from './find-near-file.ts';
import { insideOwnFolder } from './inside-own-folder.ts';
import type { FileReference } from './issue.ts';
import { lastName, pathElsewhere } from './path-elsewhere.ts';

/** The folder of a text's files, and what problems call it. */
export interface ShownFolder extends FilesFolder {
  readonly shown: string;
}

/** Reads the images that an issue refers to from the folder of its files. */
export function loadImages(references: readonly FileReference[], beside: ShownFolder): Promise<Parsed<LoadedImage[]>> {
  const { folder, shown } = beside;
  return loadEach(references, async (reference) => {
    const { target, place } = reference;
    const elsewhere = pathElsewhere(target);
    if (elsewhere === 'web') return problem('image-remote', { target, folder: shown }, place);
    if (elsewhere !== undefined) return elsewhereProblem(elsewhere, reference, shown);
    const loaded = await loadBeside(target, beside, loadImage);
    if (!('fault' in loaded)) return loaded;
    if (loaded.fault !== 'missing') return imageProblem(loaded, reference, shown);
    const nearest = await findNearFile(folder, target, isImageName);
    return problem('image-not-found', { target, folder: shown, name: nameInside(target, folder), nearest }, place);
  });
}

/** The same for files that it links to. */
export function loadLinkedFiles(references: readonly FileReference[], beside: ShownFolder): Promise<Parsed<LinkedFile[]>> {
  const { folder, shown } = beside;
  return loadEach(references, async (reference) => {
    const { target, place } = reference;
    const loaded = await loadBeside(target, beside, loadLinkedFile);
    if (!('fault' in loaded)) return loaded;
    if (loaded.fault !== 'missing') return fileProblem(loaded, reference, shown);
    const nearest = await findNearFile(folder, target, isLinkedFile);
    return problem('file-not-found', { target, folder: shown, name: nameInside(target, folder), nearest }, place);
  });
}

/** Editors insert the name of the folder before that of the file, and their previews show it: the file is taken all the same. */
async function loadBeside<File extends object, Fault extends object>(
  target: string,
  beside: FilesFolder,
  load: (folder: FilesFolder, target: string) => Promise<File | Fault | FileFault>,
): Promise<File | Fault | FileFault> {
  const loaded = await load(beside, target);
  const inside = 'fault' in loaded && loaded.fault === 'missing' ? insideOwnFolder(target, beside.folder) : undefined;
  if (inside === undefined) return loaded;
  const found = await load(beside, inside);
  if (!('fault' in found)) return { ...found, target };
  return found.fault === 'outside' ? loaded : found;
}

/** Each target is read once, however often it is referred to. */
async function loadEach<File extends { readonly target: string }>(
  references: readonly FileReference[],
  load: (reference: FileReference) => Promise<File | Problem>,
): Promise<Parsed<File[]>> {
  const files = new Map<string, File>();
  const problems: Problem[] = [];
  for (const reference of references) {
    if (files.has(reference.target)) continue;
    const loaded = await load(reference);
    if ('code' in loaded) problems.push(loaded);
    else files.set(reference.target, loaded);
  }
  return { value: [...files.values()], problems };
}

/** The types that an e-mail can show. */
function isImageName(name: string): boolean {
  return /\.(?:png|jpe?g|gif)$/i.test(name);
}

/** Characters of data that are shown. */
const SHOWN_DATA = 30;

function elsewhereProblem(kind: 'computer' | 'data' | 'program', { target, place }: FileReference, folder: string): Problem {
  const written = kind === 'data' && target.length > SHOWN_DATA ? `${target.slice(0, SHOWN_DATA)}…` : target;
  const name = kind === 'computer' ? lastName(safeDecode(target)) : null;
  return problem('image-path', { target: written, kind, folder, name }, place);
}

/** What a file is called in the folder, where its target leads through the folder's own name. */
function nameInside(target: string, folder: string): string {
  return safeDecode(insideOwnFolder(target, folder) ?? target);
}

type Found<Fault extends { readonly fault: string }> = Exclude<Fault, { readonly fault: 'missing' }>;

function imageProblem(fault: Found<ImageFault>, { target, place }: FileReference, folder: string): Problem {
  switch (fault.fault) {
    case 'outside':
      return problem('image-outside', { target, folder }, place);
    case 'unsupported':
      return problem('image-unsupported', { target, type: fault.type }, place);
    case 'damaged':
      return problem('image-damaged', { target, damage: fault.damage }, place);
    case 'pixels':
      return problem('image-too-large', { target, unit: 'pixels', size: fault.pixels, limit: MOST_PIXELS }, place);
    case 'heavy':
      return problem('image-too-large', { target, unit: 'bytes', size: fault.size, limit: HEAVIEST_IMAGE }, place);
    case 'large':
      return problem('image-too-large', { target, unit: 'bytes', size: fault.size, limit: LARGEST_FILE }, place);
  }
}

function fileProblem(fault: Found<FileFault>, { target, place }: FileReference, folder: string): Problem {
  switch (fault.fault) {
    case 'outside':
      return problem('file-outside', { target, folder }, place);
    case 'large':
      return problem('file-too-large', { target, size: fault.size, limit: LARGEST_LINKED }, place);
  }
}
