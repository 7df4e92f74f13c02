import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SampleMessage } from './sample-message.ts';

/** A file that a build wrote; `path` is relative to the workspace. */
export interface BuiltFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** Writes `email.html`, `email.txt`, `email.eml` and the images into `dist/<slug>/`, each under a temporary name first. */
export async function writeBuild(workspace: string, slug: string, message: SampleMessage): Promise<BuiltFile[]> {
  const folder = join('dist', slug);
  await rm(join(workspace, folder, 'images'), { recursive: true, force: true });
  const files: [name: string, content: string | Buffer][] = [
    ['email.html', message.html],
    ['email.txt', message.text],
    ['email.eml', message.eml],
    ...message.images.map(({ filename, bytes }): [string, Buffer] => [filename, bytes]),
  ];
  const written: BuiltFile[] = [];
  for (const [name, content] of files) {
    const path = join(workspace, folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
    written.push({ name, path: `dist/${slug}/${name}`, bytes: Buffer.byteLength(content) });
  }
  return written;
}
