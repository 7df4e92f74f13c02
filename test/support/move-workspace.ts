import { existsSync, renameSync, rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { TestWorkspace } from './workspace.ts';

/** Moves a workspace away when told to, once. It is deleted when the test is over, in both places. */
export class Mover {
  #folder = '';

  /** Names the workspace that is to be moved. */
  readonly prepare = ({ folder }: TestWorkspace): void => {
    this.#folder = folder;
    onTestFinished(() => {
      for (const each of [folder, this.place]) rmSync(each, { recursive: true, force: true });
    });
  };

  /** Where it is moved to. */
  get place(): string {
    return `${this.#folder}-moved`;
  }

  readonly move = (): void => {
    if (!existsSync(this.place)) renameSync(this.#folder, this.place);
  };
}
