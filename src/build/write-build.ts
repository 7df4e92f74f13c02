import { dirname, join } from 'node:path';
import { ISSUE_LANGUAGES } from '../config/config.ts';
import type { SampleMessage } from './sample-message.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { removeFolder } from '../storage/remove.ts';
import { replaceFile } from '../storage/replace-file.ts';

/** A file that a build wrote; `path` is relative to the workspace. */
export interface BuiltFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** Writes `email.html`, `email.txt`, `email.eml` and the images into a folder of the workspace, `dist/<slug>`. */
export function writeBuild(workspace: string, folder: string, message: SampleMessage): BuiltFile[] {
  removeFolder(workspace, join(workspace, folder, 'images'));
  return writeFiles(workspace, folder, [
    ['email.html', message.html],
    ['email.txt', message.text],
    ['email.eml', message.eml],
    ...message.images.map(({ filename, bytes }) => [filename, bytes] as const),
  ]);
}

/** Takes away what was built of variants that are no more. */
export function removeOther(workspace: string, slug: string, languages: readonly string[], own: string): void {
  const gone = ISSUE_LANGUAGES.filter((language) => language === own || !languages.includes(language));
  for (const language of gone) removeFolder(workspace, join(workspace, 'dist', slug, language));
}

/** Each file has its own name only once it is whole. */
function writeFiles(
  workspace: string,
  folder: string,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): BuiltFile[] {
  const written: BuiltFile[] = [];
  for (const [name, content] of files) {
    const path = join(workspace, folder, name);
    makeFolder(dirname(path), workspace);
    replaceFile(workspace, path, content);
    written.push({ name, path: `${folder}/${name}`, bytes: Buffer.byteLength(content) });
  }
  return written;
}
