import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ISSUE_LANGUAGES } from '../config/config.ts';
import type { SampleMessage } from './sample-message.ts';
import { makeFolder } from '../source/make-folder.ts';

/** A file that a build wrote; `path` is relative to the workspace. */
export interface BuiltFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** Writes `email.html`, `email.txt`, `email.eml` and the images into a folder of the workspace, `dist/<slug>`. */
export async function writeBuild(workspace: string, folder: string, message: SampleMessage): Promise<BuiltFile[]> {
  await rm(join(workspace, folder, 'images'), { recursive: true, force: true });
  return writeFiles(workspace, folder, [
    ['email.html', message.html],
    ['email.txt', message.text],
    ['email.eml', message.eml],
    ...message.images.map(({ filename, bytes }) => [filename, bytes] as const),
  ]);
}

/** Takes away what was built of variants that are no more. */
export async function removeOther(workspace: string, slug: string, languages: readonly string[], own: string): Promise<void> {
  const gone = ISSUE_LANGUAGES.filter((language) => language === own || !languages.includes(language));
  for (const language of gone) await rm(join(workspace, 'dist', slug, language), { recursive: true, force: true });
}

/** Each file has its own name only once it is whole. */
async function writeFiles(
  workspace: string,
  folder: string,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<BuiltFile[]> {
  const written: BuiltFile[] = [];
  for (const [name, content] of files) {
    const path = join(workspace, folder, name);
    makeFolder(dirname(path), workspace);
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
    written.push({ name, path: `${folder}/${name}`, bytes: Buffer.byteLength(content) });
  }
  return written;
}
