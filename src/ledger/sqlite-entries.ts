import type Database from 'libsql';
import type { EntryResult, LedgerEntry } from './ledger-entry.ts';
import type { RecipientState } from './recipient.ts';

/** Writes one entry within the transaction that is open; throws when the recipient's state does not allow it. */
export function writeEntry(database: Database.Database, slug: string, entry: LedgerEntry): EntryResult {
  switch (entry.kind) {
    case 'claim':
      return claim(database, slug, entry);
    case 'outcome':
      demand(writeOutcome(database, slug, entry), slug, entry);
      return 'written';
    case 'put-back':
      move(database, slug, entry, entry.to, ['rejected', 'deferred']);
      return 'written';
    case 'skip':
      skip(database, slug, entry, entry.reason);
      return 'written';
  }
}

/** The suppressions are read here, between the 354 and the first byte: nobody is mailed who asked in the meantime not to be. */
function claim(database: Database.Database, slug: string, entry: LedgerEntry & { kind: 'claim' }): EntryResult {
  const [found] = database.prepare('SELECT reason FROM suppression WHERE key = ?').all(entry.key) as { reason: string }[];
  if (found) {
    skip(database, slug, entry, `${entry.suppressedAs}: ${found.reason}`);
    return 'suppressed';
  }
  demand(move(database, slug, entry, 'attempting', [entry.from]), slug, entry);
  return 'written';
}

/** Whose outcome is final or unknown keeps it; it is not tried again either. */
function skip(database: Database.Database, slug: string, { key, at }: LedgerEntry, reason: string): void {
  database
    .prepare(
      `UPDATE recipient SET state = 'skipped', reply = ?, updated_at = ? WHERE slug = ? AND key = ? AND state IN ('queued', 'deferred')`,
    )
    .run(reason, at, slug, key);
}

function move(
  database: Database.Database,
  slug: string,
  { key, at }: LedgerEntry,
  to: RecipientState,
  from: readonly RecipientState[],
): number {
  return database
    .prepare(
      `UPDATE recipient SET state = ?, updated_at = ? WHERE slug = ? AND key = ? AND state IN (${from.map(() => '?').join()})`,
    )
    .run(to, at, slug, key, ...from).changes;
}

function writeOutcome(database: Database.Database, slug: string, entry: LedgerEntry & { kind: 'outcome' }): number {
  const { key, at, state, outcome, phase, reply, template } = entry;
  database
    .prepare(
      `INSERT INTO attempt (slug, key, generation, ended_at, outcome, phase, reply, template)
       VALUES (?, ?, (SELECT generation FROM identity), ?, ?, ?, ?, ?)`,
    )
    .run(slug, key, at, outcome, phase, reply, template);
  if (state === 'accepted') database.prepare('UPDATE send SET accepted = accepted + 1 WHERE slug = ?').run(slug);
  return database
    .prepare(
      `UPDATE recipient SET state = ?, attempts = attempts + 1, reply = ?, updated_at = ?
       WHERE slug = ? AND key = ? AND state NOT IN ('accepted', 'skipped')`,
    )
    .run(state, reply, at, slug, key).changes;
}

function demand(changes: number, slug: string, { kind }: LedgerEntry): void {
  if (changes !== 1) throw new Error(`the ledger allows no ${kind} for a recipient of ${slug} now`);
}
