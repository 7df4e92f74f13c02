import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import Database from 'libsql';
import { makeFolder } from '../storage/make-folder.ts';
import { refuseLinks } from '../storage/link-error.ts';
import { readBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';
import { replaceFile } from '../storage/replace-file.ts';

/** Who holds a lock: process id, host name and ISO time since when. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

export type LockAttempt =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'busy'; readonly holder: LockHolder }
  | { readonly kind: 'impossible'; readonly reason: string };

/**
 * Takes an exclusive lock that the operating system frees when its holder dies, however it dies: an exclusive transaction on a small
 * SQLite file, since Node has no file locks of its own. Who holds it stands in a file beside it, for the message to the second. `workspace` is not
 * made anew where it is gone.
 */
export function takeLock(path: string, holder: LockHolder, workspace: string = parse(path).root): LockAttempt {
  const note = `${path}.holder`;
  let database: Database.Database | undefined;
  try {
    makeFolder(dirname(path), workspace, 0o700);
    for (const each of [path, `${path}-journal`, `${path}-wal`, `${path}-shm`]) refuseLinks(workspace, each);
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    database = new Database(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    replaceFile(workspace, note, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    database?.close();
    if (isBusy(error)) return { kind: 'busy', holder: readHolder(note) };
    return { kind: 'impossible', reason: reasonOf(error) };
  }
  const held = database;
  const release = (): void => {
    held.exec('ROLLBACK');
    held.close();
  };
  return { kind: 'held', release };
}

/** Who holds any other lock in a folder than the one of this name; undefined when nobody does. */
export function otherSender(folder: string, own: string): LockHolder | undefined {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.lock') && entry.name !== own);
  for (const path of names.map(({ name }) => join(folder, name))) {
    const database = new Database(path, { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE; ROLLBACK');
    } catch (error) {
      if (isBusy(error)) return readHolder(`${path}.holder`);
    } finally {
      database.close();
    }
  }
  return undefined;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function readHolder(note: string): LockHolder {
  try {
    const { pid, host, since } = JSON.parse(readBelow(dirname(note), note).toString()) as Partial<LockHolder>;
    return { pid: pid ?? 0, host: host ?? '?', since: since ?? '?' };
  } catch {
    return { pid: 0, host: '?', since: '?' };
  }
}
