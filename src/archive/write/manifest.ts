import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from './journal.ts';
import { workspaceOf } from './place-file.ts';
import { readBelow } from '../../storage/read-below.ts';
import type { Manifest, ManifestFile } from './manifest-file.ts';

/** It lies in the archive's folder, so that a copy of the folder knows what in it may be taken away. It names public files only. */
export const MANIFEST = '.newsletter-archive.json';

/** Empty when there is none; undefined when it cannot be understood: then nobody knows what may be taken away. */
export function readManifest(folder: string): Map<string, ManifestFile> | undefined {
  const path = join(folder, MANIFEST);
  try {
    const { files } = existsSync(path)
      ? (JSON.parse(readBelow(workspaceOf(folder), path).toString()) as { files: Record<string, ManifestFile> })
      : NONE;
    const known = Object.entries(files);
    if (!known.every(([, file]) => isWhole(file))) return undefined;
    return new Map([...known, ...readJournal(folder)].filter(([name]) => isInside(name)));
  } catch {
    return undefined;
  }
}

const NONE: { readonly files: Readonly<Record<string, ManifestFile>> } = { files: {} };

export function formatManifest(manifest: Manifest): string {
  const lines = [...manifest]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, { hash, size, time, made, owners }]) =>
        `${JSON.stringify(path)}:${JSON.stringify({ hash, size, time, made, owners })}`,
    );
  return `{"about":"Written by newsletter archive: what it may take away again.","files":{\n${lines.join(',\n')}\n}}\n`;
}

/** A path that leads out of the folder is none that was ever written. */
function isInside(path: string): boolean {
  return (
    !path.startsWith('/') &&
    !path.includes('\\') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'))
  );
}

function isWhole(file: ManifestFile | null): boolean {
  const isNamed = typeof file?.hash === 'string' && typeof file.made === 'string' && Array.isArray(file.owners);
  return isNamed && typeof file.size === 'number' && typeof file.time === 'number';
}
