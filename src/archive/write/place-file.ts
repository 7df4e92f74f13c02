import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../storage/make-folder.ts';
import { removeFile } from '../../storage/remove.ts';
import { UNFINISHED, replaceFile } from '../../storage/replace-file.ts';

/** Writes a file of the archive; `folder` is that of the archive. The workspace is not made anew where it is gone. */
export function placeFile(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  const workspace = workspaceOf(folder);
  makeFolder(dirname(target), workspace);
  replaceFile(workspace, target, content, { unfinishedIn: folder });
}

/** The archive lies two folders below its workspace. */
export function workspaceOf(folder: string): string {
  return dirname(dirname(folder));
}

/** What a run that was cut off left behind. */
export function removeUnfinished(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((each) => each.startsWith(UNFINISHED))) removeFile(workspaceOf(folder), join(folder, name));
}
