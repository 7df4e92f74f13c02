import { type ImageFault, type LoadedImage, HEAVIEST_IMAGE, LARGEST_FILE, MOST_PIXELS, loadImage } from '../files/load-image.ts';
import { LARGEST_LINKED, type LinkedFile, loadLinkedFile } from '../files/load-linked-file.ts';
import type { FileFault } from '../files/read-inside.ts';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { FileReference } from './issue.ts';

/** Reads the images that an issue refers to from the folder of its files; `shown` is what problems call the folder. */
export function loadImages(references: readonly FileReference[], folder: string, shown: string): Promise<Parsed<LoadedImage[]>> {
  return loadEach(references, (reference) => loadOne(reference, folder, shown));
}

/** The same for files that it links to. */
export function loadLinkedFiles(
  references: readonly FileReference[],
  folder: string,
  shown: string,
): Promise<Parsed<LinkedFile[]>> {
  return loadEach(references, async ({ target, place }) => {
    const loaded = await loadLinkedFile(folder, target);
    return 'fault' in loaded ? fileProblem(loaded, { target, place }, shown) : loaded;
  });
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

async function loadOne(reference: FileReference, folder: string, shown: string): Promise<LoadedImage | Problem> {
  const { target, place } = reference;
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return problem('image-remote', { target, folder: shown }, place);
  const loaded = await loadImage(folder, target);
  return 'fault' in loaded ? imageProblem(loaded, reference, shown) : loaded;
}

function imageProblem(fault: ImageFault, { target, place }: FileReference, folder: string): Problem {
  switch (fault.fault) {
    case 'missing':
      return problem('image-not-found', { target, folder }, place);
    case 'outside':
      return problem('image-outside', { target, folder }, place);
    case 'unsupported':
      return problem('image-unsupported', { target, type: fault.type }, place);
    case 'pixels':
      return problem('image-too-large', { target, unit: 'pixels', size: fault.pixels, limit: MOST_PIXELS }, place);
    case 'heavy':
      return problem('image-too-large', { target, unit: 'bytes', size: fault.size, limit: HEAVIEST_IMAGE }, place);
    case 'large':
      return problem('image-too-large', { target, unit: 'bytes', size: fault.size, limit: LARGEST_FILE }, place);
  }
}

function fileProblem(fault: FileFault, { target, place }: FileReference, folder: string): Problem {
  switch (fault.fault) {
    case 'missing':
      return problem('file-not-found', { target, folder }, place);
    case 'outside':
      return problem('file-outside', { target, folder }, place);
    case 'large':
      return problem('file-too-large', { target, size: fault.size, limit: LARGEST_LINKED }, place);
  }
}
