import { lstat, readdir } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { safeDecode } from '../files/read-inside.ts';
import { isPassedOver } from '../files/is-passed-over.ts';
import { nearestName } from '../source/nearest-name.ts';

/**
 * The file in a folder, or below it, that a target most likely meant which is not there: one of that name elsewhere in it or in other
 * letters, one of another type, or one of a near name. As a link writes it; null when there is none.
 */
export async function findNearFile(folder: string, target: string, isMeant: (name: string) => boolean): Promise<string | null> {
  const names = (await filesBelow(folder)).filter(isMeant);
  const path = safeDecode(target).replaceAll('\\', '/').normalize('NFC');
  const same = names.find((each) => fold(basename(each)) === fold(basename(path)));
  const sibling = names.find((each) => fold(stemOf(each)) === fold(stemOf(path)));
  const near = nearestName(basename(path), names.map(basenameOf));
  const found = same ?? sibling ?? nearestName(path, names) ?? names.find((each) => basename(each) === near);
  return found === undefined ? null : found.replaceAll('%', '%25').replaceAll(' ', '%20');
}

/** Their paths from the folder in NFC, with slashes. A folder that is a link to another place is not looked into. */
async function filesBelow(folder: string): Promise<string[]> {
  if (!(await lstat(folder).catch(() => null))?.isDirectory()) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const shown = files.map((file) => file.replaceAll('\\', '/').normalize('NFC'));
  return shown.filter((file) => !file.split('/').some(isPassedOver)).toSorted();
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}

function basenameOf(path: string): string {
  return basename(path);
}

function fold(name: string): string {
  return name.toLowerCase();
}
