import { isReserved } from './page-link.ts';

/**
 * The name itself where no other file has it, else the same with the first number that makes it free. `others` are the names of the files
 * beside it; a name that differs in capitals only is not free, since many disks take both for one.
 */
export function freeName(meant: string, others: readonly string[]): string {
  const taken = new Set(others.map(foldName));
  const isFree = (name: string): boolean => !taken.has(foldName(`${name}.md`)) && !isReserved(name);
  for (let number = 1; ; number++) {
    const name = number === 1 ? meant : `${meant}-${number}`;
    if (isFree(name)) return name;
  }
}

/** A name as disks compare it that keep no capitals apart. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
