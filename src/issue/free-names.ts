import { asciiSlug } from '../source/ascii-slug.ts';
import type { FolderNames } from './folder-names.ts';
import { isReserved } from './page-link.ts';
import { isSlug, slugOf } from './text-name.ts';

/** The names of a folder that no file has yet. Names that differ in capitals only are one, as on many disks. */
export class FreeNames {
  readonly #counts = new Map<string, number>();
  readonly #proposals = new Map<string, string>();

  /** Two files that are renamed as they are told must not become one, so each is told another name. */
  constructor({ all, issues, variants }: FolderNames) {
    for (const name of all) this.#count(name);
    for (const text of [...issues, ...[...variants.values()].flat()]) {
      if (isSlug(slugOf(text))) continue;
      const proposal = this.#firstFree(asciiSlug(text.base) || FALLBACK, text.name);
      this.#proposals.set(text.name, proposal);
      this.#count(`${proposal}.md`);
    }
  }

  /** Whether another file than `own` is called so. */
  isTaken(name: string, own: string): boolean {
    const key = foldName(name);
    return (this.#counts.get(key) ?? 0) > (foldName(own) === key ? 1 : 0);
  }

  /** What an issue or an article can be called instead of the name of its file; without `.md`. */
  proposalFor(own: string): string {
    return this.#proposals.get(own) ?? FALLBACK;
  }

  #firstFree(meant: string, own: string): string {
    const isFree = (name: string): boolean => !this.isTaken(`${name}.md`, own) && !isReserved(name);
    let name = meant;
    for (let number = 2; !isFree(name); number++) name = `${meant}-${number}`;
    return name;
  }

  #count(name: string): void {
    const key = foldName(name);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

const FALLBACK = 'uutiskirje';

/** A name as disks compare it that keep no capitals apart. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
