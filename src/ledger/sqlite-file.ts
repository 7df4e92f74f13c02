import { randomUUID } from 'node:crypto';
import Database from 'libsql';
import { APPLICATION_ID, MIGRATIONS, PAGE_SIZE } from './ledger-schema.ts';

/** What a file turned out to be before anything was written to it. */
export type LedgerFile =
  { readonly kind: 'ledger'; readonly version: number } | { readonly kind: 'foreign' | 'damaged'; readonly reason: string };

/** Looks at a ledger's file without changing it. */
export function inspectLedgerFile(path: string): LedgerFile {
  let database: Database.Database | undefined;
  try {
    database = new Database(path);
    if (pragma(database, 'application_id') !== APPLICATION_ID) return { kind: 'foreign', reason: 'application_id' };
    const [row] = database.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
    if (row?.quick_check !== 'ok') return { kind: 'damaged', reason: row?.quick_check ?? 'quick_check' };
    return { kind: 'ledger', version: pragma(database, 'user_version') };
  } catch (error) {
    return { kind: 'damaged', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    database?.close();
  }
}

/** Kibibytes of a ledger's pages that are kept in memory. */
const CACHE = 6_000;

/** Octets of the log that stay when it is begun anew: the plan of a long list makes it as long as the ledger. */
const LOG_LIMIT = 16 * 1024 * 1024;

/** Opens a file with what durability needs, and brings its tables to this version. */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path, { timeout: 10_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON');
  database.exec(`PRAGMA temp_store = FILE; PRAGMA cache_size = -${CACHE}; PRAGMA journal_size_limit = ${LOG_LIMIT}`);
  if (pragma(database, 'synchronous') !== 2) throw new Error('SQLite did not take PRAGMA synchronous = FULL');
  migrate(database);
  return database;
}

/**
 * Makes the tables in an empty file that has not got its name yet. No write-ahead log is begun: its shared memory would go by the first
 * name, and a connection that Node has not collected yet would make this process alone go on using it.
 */
export function createDatabase(path: string): void {
  const database = new Database(path);
  database.exec(`PRAGMA page_size = ${PAGE_SIZE}; PRAGMA synchronous = FULL`);
  migrate(database);
  database.close();
}

/** All or nothing. SQLite may have rolled back by itself when the disk is full, so the first error is the one that counts. */
export function transaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Folds the write-ahead log into the file, so that a copy of the file alone is whole. Never waits for another process, and never
 * fails: a log that stays, since the ledger is in use or the disk is full, is read when it is opened next.
 */
export function foldLog(database: Database.Database): void {
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    return;
  } finally {
    database.exec('PRAGMA busy_timeout = 10000');
  }
}

function pragma(database: Database.Database, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).all()[0] as object)[0]);
}

function migrate(database: Database.Database): void {
  const version = pragma(database, 'user_version');
  if (version >= MIGRATIONS.length) return;
  transaction(database, () => {
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    if (version === 0) database.prepare('INSERT INTO identity (id, generation) VALUES (?, 0)').run(randomUUID());
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}
