import { type LoadedImage, loadImage } from '../files/load-image.ts';
import type { FilesFolder } from '../files/read-inside.ts';
import { type Parsed, problem } from '../problem/problem.ts';

/** Reads a logo that is named in a file of `folder`; null when none is. `namedIn` is that file as problems call it. */
export async function loadLogo(folder: FilesFolder, file: string | null, namedIn: string): Promise<Parsed<LoadedImage | null>> {
  if (file === null) return { value: null, problems: [] };
  const loaded = await loadImage(folder, file);
  if (!('fault' in loaded)) return { value: loaded, problems: [] };
  const reason = loaded.fault === 'pixels' || loaded.fault === 'heavy' ? 'large' : loaded.fault;
  return { value: null, problems: [problem('logo-unusable', { file, reason }, { file: namedIn })] };
}
