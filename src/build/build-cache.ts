import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Composition } from '../compose/compose.ts';

/** Compositions of earlier builds, each under the hash of everything that it was made of. */
export interface BuildCache {
  readonly read: (name: string, hash: string) => Promise<Composition | undefined>;
  readonly write: (name: string, hash: string, composition: Composition) => Promise<void>;
}

/** Keeps one composition under each name in `dist/.cache/`; whatever cannot be read, or was made of something else, is as good as not there. */
export function buildCache(workspace: string): BuildCache {
  const pathOf = (name: string): string => join(workspace, 'dist', '.cache', `${name}.json`);
  return {
    read: async (name, hash) => {
      const text = await readFile(pathOf(name), 'utf8').catch(() => '');
      if (!text.startsWith(JSON.stringify(hash))) return undefined;
      try {
        return thaw(JSON.parse(text.slice(text.indexOf('\n'))) as Frozen);
      } catch {
        return undefined;
      }
    },
    write: async (name, hash, composition) => {
      const path = pathOf(name);
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.new`, `${JSON.stringify(hash)}\n${JSON.stringify(freeze(composition))}`);
        await rename(`${path}.new`, path);
      } catch {
        // The next build composes again.
      }
    },
  };
}

/** A composition as JSON has it: files in base64. */
interface Frozen {
  readonly template: Composition['template'];
  readonly published: readonly { readonly filename: string; readonly url: string; readonly base64: string }[];
}

function freeze({ template, published }: Composition): Frozen {
  return {
    template,
    published: published.map(({ filename, url, bytes }) => ({ filename, url, base64: Buffer.from(bytes).toString('base64') })),
  };
}

function thaw({ template, published }: Frozen): Composition {
  return { template, published: published.map(({ filename, url, base64 }) => ({ filename, url, bytes: Buffer.from(base64, 'base64') })) };
}
