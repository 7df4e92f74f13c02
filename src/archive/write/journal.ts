import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppendedFile } from '../../storage/append-file.ts';
import { readBelow } from '../../storage/read-below.ts';
import { removeFile } from '../../storage/remove.ts';
import { hashOfFile } from './known-file.ts';
import type { ManifestFile } from './manifest-file.ts';

/** Lies in the archive's folder while it is written: each file's path and hash, a line each, before the file is there. */
const JOURNAL = '.newsletter-archive.journal';

/** Notes what is about to be written, so that a run that is cut off leaves no file that nobody knows to be ours. */
export interface Journal {
  readonly note: (path: string, hash: string) => void;
  /** When the list of files says it all. */
  readonly close: () => void;
}

/** `folder` is the archive's, below the workspace. A line of an earlier run that was cut off stays until the list of files is saved. */
export function openJournal(folder: string, workspace: string): Journal {
  const path = join(folder, JOURNAL);
  const file = new AppendedFile(workspace, path);
  return {
    note: (each, hash) => file.append(`${JSON.stringify({ path: each, hash })}\n`),
    close: () => {
      file.close();
      removeFile(workspace, path);
    },
  };
}

/** The files that a run which was cut off has written, by path: those that still are what it noted. */
export function readJournal(folder: string): Map<string, ManifestFile> {
  const path = join(folder, JOURNAL);
  const lines = existsSync(path) ? readBelow(folder, path).toString().split('\n') : [];
  const noted = lines.flatMap((line): (readonly [string, ManifestFile])[] => {
    const { path: name, hash } = parse(line) ?? {};
    const isOurs = typeof name === 'string' && typeof hash === 'string' && hash !== '' && hashOfFile(join(folder, name)) === hash;
    return isOurs ? [[name, { hash, size: -1, time: 0, made: '', owners: [] }]] : [];
  });
  return new Map(noted);
}

/** Undefined for the last line of a run that was cut off in the middle of it. */
function parse(line: string): { readonly path?: unknown; readonly hash?: unknown } | undefined {
  try {
    return JSON.parse(line) as { path?: unknown; hash?: unknown };
  } catch {
    return undefined;
  }
}
