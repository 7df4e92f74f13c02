import { basename, dirname } from 'node:path';
import { safeDecode } from '../files/read-inside.ts';

/**
 * The same file as a target within the folder itself, where the target leads through the folder by its name, as editors insert it:
 * `a/kuva.png`, `./a/kuva.png`, `../issues/a/kuva.png` in issue `a`; or where it has the backslashes of Windows. Undefined for every other.
 */
export function insideOwnFolder(target: string, folder: string): string | undefined {
  const decoded = safeDecode(target);
  const names = decoded.split(/[\\/]/).filter((name) => name !== '' && name !== '.');
  const below = names.slice(names.findIndex((name) => name !== '..'));
  const [own, parent] = [basename(folder), basename(dirname(folder))];
  const at = below.findIndex((name, index) => isSame(name, parent) && isSame(below[index + 1] ?? '', own));
  const rest = at >= 0 ? below.slice(at + 2) : isSame(below[0] ?? '', own) ? below.slice(1) : null;
  if (rest !== null && rest.length > 0) return rest.map(encodeURIComponent).join('/');
  return decoded.includes('\\') ? names.map(encodeURIComponent).join('/') : undefined;
}

function isSame(a: string, b: string): boolean {
  return a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();
}
