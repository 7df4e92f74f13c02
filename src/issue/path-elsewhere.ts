/** Where the target of an image leads that is no file beside the issue. */
export type Elsewhere = 'web' | 'computer' | 'data' | 'program';

/**
 * Recognises a target that leads to the web, to a file of the writer's own computer, to data in the text itself, or to something that only
 * the program knows which it was copied from (RFC 2397, RFC 2392, RFC 8089). Undefined for the name of a file. A path as on web servers,
 * `/kuvat/x.png`, is none of these.
 */
export function pathElsewhere(target: string): Elsewhere | undefined {
  if (/^data:/i.test(target)) return 'data';
  if (COMPUTER.test(target)) return 'computer';
  if (PROGRAM.test(target)) return 'program';
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/|www\.[^/]+\/)/i.test(target) ? 'web' : undefined;
}

/** The last name of a path of any computer, with its spaces as a link writes them; null when there is none. */
export function lastName(path: string): string | null {
  const name = path.split(/[\\/]/).at(-1)!.replaceAll(' ', '%20');
  return /\.\w+$/.test(name) ? name : null;
}

/** A drive (`C:\`, `/C:/`), a network share (Markdown takes `\\` for one backslash), `file:`, a home folder, or a folder of all that macOS and Linux have. */
const COMPUTER =
  /^(?:\/?[a-z]:|file:|\\|~[\\/]|%[a-z]+%[\\/]|\$HOME\/|\/(?:Users|home|Volumes|mnt)\/[^/]+\/|(?:\/run)?\/media\/\D[^/]*\/[^/]+\/|\/(?:tmp|private|root)\/|\/var\/folders\/)/i;

const PROGRAM =
  /^(?:cid|mid|blob|about|content|attachment|obsidian|applewebdata|vscode[a-z-]*|chrome[a-z-]*|moz[a-z-]*|ms-[a-z-]+|x-[a-z-]+|webkit[a-z-]*):/i;
