import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuseLinks } from './link-error.ts';
import { makeFolder } from './make-folder.ts';

/** A file below a workspace that grows; it is opened with the first text. Throws a `LinkError`, and what the system says. */
export class AppendedFile {
  readonly #workspace: string;
  readonly #path: string;
  #file: number | undefined;

  constructor(workspace: string, path: string) {
    this.#workspace = workspace;
    this.#path = path;
  }

  append(text: string): void {
    this.#file ??= this.#open();
    appendFileSync(this.#file, text);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): number {
    makeFolder(dirname(this.#path), this.#workspace);
    refuseLinks(this.#workspace, this.#path);
    // Windows has no such flag, and asks for a right of its own before it makes a link.
    const followsNoLink = constants.O_NOFOLLOW ?? 0;
    return openSync(this.#path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | followsNoLink, 0o666);
  }
}
