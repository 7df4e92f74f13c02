import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const BALLAST = 'ballast';

/** A small disk of its own, mounted on a folder until the test is over. Only root may mount. */
export class SmallDisk {
  readonly #folder: string;

  constructor(folder: string, size: string) {
    if (process.getuid?.() !== 0) throw new Error('a disk is mounted only by root; run this test as root');
    this.#folder = folder;
    execFileSync('sh', ['-c', 'mount -t tmpfs -o "size=$1" tmpfs "$2"', 'sh', size, folder]);
    onTestFinished(() => {
      execFileSync('sh', ['-c', 'umount --lazy "$1"', 'sh', folder]);
    });
  }

  /** Writes until nothing fits on it any more. */
  fill(): void {
    const file = openSync(join(this.#folder, BALLAST), 'a');
    for (const size of [65_536, 1]) {
      const block = Buffer.alloc(size);
      try {
        while (writeSync(file, block) > 0);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
    closeSync(file);
  }

  free(): void {
    rmSync(join(this.#folder, BALLAST));
  }
}
