import { lstatSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * A symbolic link (on Windows a junction as well) that stands below a workspace where a file or a folder of its own belongs. A workspace may
 * come from anyone, and a link in it may lead anywhere. `code` is `ELINK` and the link's path, which messages name.
 */
export class LinkError extends Error {
  readonly code: string;
  /** As errors of the system have it. */
  readonly syscall = 'open';

  constructor(link: string) {
    super(`${link} is a link`);
    this.name = 'LinkError';
    this.code = `${LINK_CODE}${link}`;
  }
}

/** What begins the reason of a problem that a link is to blame for; its path, relative to the workspace, follows. */
export const LINK_CODE = 'ELINK ';

/**
 * Throws a `LinkError` when a path below `base`, or a folder on the way to it, is a link. What is not there is none. `base` itself may be
 * reached by a link: whoever calls the program has chosen it. A path outside of `base` is not looked at: it was chosen on purpose.
 */
export function refuseLinks(base: string, path: string): void {
  let at = base;
  for (const part of partsBelow(base, path)) {
    at = join(at, part);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isSymbolicLink()) throw new LinkError(shownBelow(base, at));
  }
}

/** The names on the way from a folder to a path below it; none for a path that is not below it. */
export function partsBelow(base: string, path: string): string[] {
  return isBelow(base, path)
    ? relative(base, path)
        .split(sep)
        .filter((part) => part !== '')
    : [];
}

/** Whether a path is a folder or lies in it. */
export function isBelow(base: string, path: string): boolean {
  const inside = relative(base, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function shownBelow(base: string, path: string): string {
  return relative(base, path).replaceAll(sep, '/');
}
