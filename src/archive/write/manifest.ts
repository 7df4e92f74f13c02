import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an archive's folder holds of ours, by path. */
export type Manifest = ReadonlyMap<string, ManifestFile>;

/**
 * A file as it was written: its hash, and size and time by which it is known again; `made` is the hash of what it was made of, or empty. `owners` are
 * the paths of pages that an image or a file belongs to.
 */
export interface ManifestFile {
  readonly hash: string;
  readonly size: number;
  readonly time: number;
  readonly made: string;
  readonly owners: readonly string[];
}

/** It lies in the archive's folder, so that a copy of the folder knows what in it may be taken away. It names public files only. */
export const MANIFEST = '.newsletter-archive.json';

/** Empty when there is none; undefined when it cannot be understood: then nobody knows what may be taken away. */
export function readManifest(folder: string): Map<string, ManifestFile> | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return new Map();
  try {
    const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, ManifestFile> };
    const known = Object.entries(files);
    return known.every(([, file]) => isWhole(file)) ? new Map(known.filter(([name]) => isInside(name))) : undefined;
  } catch {
    return undefined;
  }
}

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
