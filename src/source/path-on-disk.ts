import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * A path below `root` (or a whole one) with its names in the form that they have on this disk. A Mac stores `ä` as two characters where
 * editors write one, so the same name may be written in two ways (UAX #15). What is there exactly as written stays so; so does what is
 * in no form there. Nothing is read but the names in the folders that the path leads through.
 */
export function pathOnDisk(root: string, path: string): string {
  if (isAscii(path) || existsSync(resolve(root, path))) return path;
  const names = path.split('/');
  let folder = path.startsWith('/') ? '/' : root;
  for (const [index, name] of names.entries()) {
    const found = isAscii(name) ? name : nameIn(folder, name);
    if (found === undefined) break;
    names[index] = found;
    folder = join(folder, found);
  }
  return names.join('/');
}

/** An ASCII name has one form only. */
function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** The name itself where it is there, else the first that is the same in NFC. */
function nameIn(folder: string, name: string): string | undefined {
  const names = namesIn(folder);
  if (names.includes(name)) return name;
  return names.toSorted().find((each) => each.normalize('NFC') === name.normalize('NFC'));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
