import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST, type ManifestFile, formatManifest, readManifest } from './manifest.ts';

/** A file that belongs in the archive. `made` is a hash of all that it is made of; empty for one that is made anew each time. */
export interface PlannedFile {
  readonly path: string;
  readonly made: string;
  /** Null for a file that lies there already, and whose name says what is in it. */
  readonly content: (() => string | Uint8Array) | null;
}

/** What became of the files: their paths. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * Brings a folder to what was planned: each file under a temporary name first, none touched that is the same, and of those that are not
 * planned any more only what was written here before and is still as it was. `isKept` says what stays although it is not planned.
 */
export function writeArchive(folder: string, planned: readonly PlannedFile[], isKept: (path: string) => boolean): Written {
  const manifest = readManifest(folder);
  removeUnfinished(folder);
  const written: string[] = [];
  if (planned.some(({ path }) => !manifest.has(path))) announce(folder, manifest, planned);
  try {
    for (const file of planned) {
      const before = manifest.get(file.path);
      const after = bringUp(folder, file, before);
      if (after.isWritten) written.push(file.path);
      manifest.set(file.path, after.file);
    }
    const removed = removeStale(folder, manifest, new Set(planned.map(({ path }) => path)), isKept);
    return { written, removed, unchanged: planned.length - written.length };
  } finally {
    saveManifest(folder, manifest);
  }
}

/** Says of new files that they are ours before they are there: a run that is cut off leaves none that nobody would take away. */
function announce(folder: string, manifest: ReadonlyMap<string, ManifestFile>, planned: readonly PlannedFile[]): void {
  const coming = planned.map(({ path }) => [path, manifest.get(path) ?? UNKNOWN] as const);
  saveManifest(folder, new Map([...manifest, ...coming]));
}

const UNKNOWN: ManifestFile = { hash: '', size: -1, time: 0, made: '' };

function saveManifest(folder: string, manifest: ReadonlyMap<string, ManifestFile>): void {
  const text = formatManifest(manifest);
  if (textOf(join(folder, MANIFEST)) !== text) placeFile(folder, MANIFEST, text);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function bringUp(
  folder: string,
  { path, made, content }: PlannedFile,
  before: ManifestFile | undefined,
): { readonly file: ManifestFile; readonly isWritten: boolean } {
  const target = join(folder, path);
  const isSame = before !== undefined && isAsWritten(target, before);
  if (isSame && (content === null || (made !== '' && made === before.made))) return { file: before, isWritten: false };
  if (content === null) return { file: { ...describe(target, hashOf(readFileSync(target))), made }, isWritten: false };
  const whole = content();
  const hash = hashOf(whole);
  if (isSame && hash === before.hash) return { file: { ...before, made }, isWritten: false };
  if (!isSame && hash === hashOfFile(target)) return { file: { ...describe(target, hash), made }, isWritten: false };
  placeFile(folder, path, whole);
  return { file: { ...describe(target, hash), made }, isWritten: true };
}

/** Under a name of its own until it is whole, which another run beside this one does not use. */
function placeFile(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

const UNFINISHED = '.newsletter-unfinished-';

/** What a run that was cut off left behind. */
function removeUnfinished(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((each) => each.startsWith(UNFINISHED))) rmSync(join(folder, name), { force: true });
}

function isAsWritten(path: string, { size, time }: ManifestFile): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === size && found.mtimeMs === time;
}

function describe(path: string, hash: string): Omit<ManifestFile, 'made'> {
  const { size, mtimeMs } = statSync(path);
  return { hash, size, time: mtimeMs };
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

function hashOfFile(path: string): string | null {
  try {
    return hashOf(readFileSync(path));
  } catch {
    return null;
  }
}

/** A file that somebody else has put in the place of ours is theirs. */
function removeStale(
  folder: string,
  manifest: Map<string, ManifestFile>,
  planned: ReadonlySet<string>,
  isKept: (path: string) => boolean,
): string[] {
  const removed: string[] = [];
  for (const [path, file] of manifest) {
    if (planned.has(path) || isKept(path)) continue;
    const target = join(folder, path);
    const isOurs = file.hash === '' || isAsWritten(target, file) || hashOfFile(target) === file.hash;
    if (isOurs && statSync(target, { throwIfNoEntry: false })) {
      rmSync(target, { force: true });
      removed.push(path);
    }
    manifest.delete(path);
    removeEmpty(folder, dirname(path));
  }
  return removed;
}

function removeEmpty(folder: string, path: string): void {
  for (let each = path; each !== '.'; each = dirname(each)) {
    try {
      rmdirSync(join(folder, each));
    } catch {
      return;
    }
  }
}
