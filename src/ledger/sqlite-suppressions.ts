import type Database from 'libsql';
import type { AddressKey } from '../address/email-address.ts';
import { transaction } from './sqlite-file.ts';
import type { Suppression, Suppressions } from './suppression.ts';

/** The suppressions of a ledger's file; whoever holds the same database open sees and makes changes within its own transactions. */
export class SqliteSuppressions implements Suppressions {
  readonly #database: Database.Database;
  #find: Database.Statement | undefined;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  all(): Suppression[] {
    return this.#database.prepare('SELECT key, address, reason, at FROM suppression ORDER BY key').all() as Suppression[];
  }

  find(key: AddressKey): Suppression | undefined {
    this.#find ??= this.#database.prepare('SELECT key, address, reason, at FROM suppression WHERE key = ?');
    return this.#find.all(key)[0] as Suppression | undefined;
  }

  add(suppressions: Iterable<Suppression>): Suppression[] {
    const insert = this.#database.prepare('INSERT OR IGNORE INTO suppression (key, address, reason, at) VALUES (?, ?, ?, ?)');
    return transaction(this.#database, () =>
      [...suppressions].filter(({ key, address, reason, at }) => insert.run(key, address, reason, at).changes === 1),
    );
  }

  remove(keys: Iterable<AddressKey>): Suppression[] {
    const remove = this.#database.prepare('DELETE FROM suppression WHERE key = ?');
    return transaction(this.#database, () => {
      const found = [...keys].flatMap((key) => this.find(key) ?? []);
      for (const { key } of found) remove.run(key);
      return found;
    });
  }
}
