import { dirname, join } from 'node:path';
import { readBelow } from '../../storage/read-below.ts';
import { describe, hashOf, hashOfFile, isAsWritten } from './known-file.ts';
import { type Journal, openJournal } from './journal.ts';
import { MANIFEST, formatManifest } from './manifest.ts';
import type { ManifestFile, Manifest } from './manifest-file.ts';
import { placeFile, removeUnfinished, workspaceOf } from './place-file.ts';
import { removeStale } from './remove-stale.ts';

/** A file that belongs in the archive. `made` is a hash of all that it is made of; empty for one that is made anew each time. */
export interface PlannedFile {
  readonly path: string;
  readonly made: string;
  /** Null for a file that lies there already, and whose name says what is in it. */
  readonly content: (() => string | Uint8Array) | null;
  /** The paths of the pages that an image or a file belongs to; none for what is made here. */
  readonly owners: readonly string[];
}

/** What became of the files: their paths. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** What is not planned any more, and stays since somebody else has changed it. */
  readonly left: readonly string[];
}

/**
 * Brings a folder to what was planned: each file under a temporary name first, none touched that is the same, and of those that are not
 * planned any more only what was written here before and is still as it was; `before` says what was. `isKept` says what stays although it is not planned.
 */
export function writeArchive(
  folder: string,
  before: Manifest,
  planned: readonly PlannedFile[],
  isKept: (path: string, file: ManifestFile) => boolean,
): Written {
  const manifest = new Map(before);
  removeUnfinished(folder);
  const written: string[] = [];
  const journal = openJournal(folder, workspaceOf(folder));
  try {
    for (const file of planned) {
      const before = manifest.get(file.path);
      const after = bringUp(folder, file, before, journal);
      if (after.isWritten) written.push(file.path);
      manifest.set(file.path, after.file);
    }
    const stale = removeStale(folder, manifest, new Set(planned.map(({ path }) => path)), isKept);
    return { written, ...stale, unchanged: planned.length - written.length };
  } finally {
    saveManifest(folder, manifest);
    journal.close();
  }
}

function saveManifest(folder: string, manifest: ReadonlyMap<string, ManifestFile>): void {
  const text = formatManifest(manifest);
  if (textOf(join(folder, MANIFEST)) !== text) placeFile(folder, MANIFEST, text);
}

function textOf(path: string): string | null {
  try {
    return readBelow(dirname(path), path).toString();
  } catch {
    return null;
  }
}

function bringUp(
  folder: string,
  { path, made, owners, content }: PlannedFile,
  before: ManifestFile | undefined,
  journal: Journal,
): { readonly file: ManifestFile; readonly isWritten: boolean } {
  const target = join(folder, path);
  const isSame = before !== undefined && isAsWritten(target, before);
  if (isSame && (content === null || (made !== '' && made === before.made)))
    return { file: { ...before, owners }, isWritten: false };
  if (content === null)
    return { file: { ...describe(target, hashOf(readBelow(folder, target))), made, owners }, isWritten: false };
  const whole = content();
  const hash = hashOf(whole);
  if (isSame && hash === before.hash) return { file: { ...before, made, owners }, isWritten: false };
  if (!isSame && hash === hashOfFile(target)) return { file: { ...describe(target, hash), made, owners }, isWritten: false };
  journal.note(path, hash);
  placeFile(folder, path, whole);
  return { file: { ...describe(target, hash), made, owners }, isWritten: true };
}
