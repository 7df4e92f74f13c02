import type Database from 'libsql';
import type { Claimable, EntryResult, LedgerEntry } from './ledger-entry.ts';
import type { RecipientState } from './recipient.ts';

/** Writes entries within the transaction that is open, by statements that are prepared once. */
export class EntryWriter {
  readonly #reason: Database.Statement;
  readonly #move: Database.Statement;
  readonly #claimed: Database.Statement;
  readonly #skip: Database.Statement;
  readonly #attempt: Database.Statement;
  readonly #conclude: Database.Statement;
  readonly #countAccepted: Database.Statement;

  constructor(database: Database.Database) {
    this.#reason = database.prepare('SELECT reason FROM suppression WHERE key = ?');
    this.#move = database.prepare('UPDATE recipient SET state = ?, updated_at = ? WHERE slug = ? AND key = ? AND state = ?');
    this.#claimed = database.prepare(
      `UPDATE recipient SET state = 'attempting', updated_at = ?
       WHERE slug = ? AND position = ? AND key = ? AND state = ?
         AND NOT EXISTS (SELECT 1 FROM suppression WHERE suppression.key = recipient.key)`,
    );
    this.#skip = database.prepare(
      `UPDATE recipient SET state = 'skipped', reply = ?, updated_at = ? WHERE slug = ? AND key = ? AND state IN ('queued', 'deferred')`,
    );
    this.#attempt = database.prepare(
      `INSERT INTO attempt (slug, key, generation, ended_at, outcome, phase, reply, template)
       VALUES (?, ?, (SELECT generation FROM identity), ?, ?, ?, ?, ?)`,
    );
    this.#conclude = database.prepare(
      `UPDATE recipient SET state = ?, attempts = attempts + 1, phase = ?, reply = ?, updated_at = ?
       WHERE slug = ? AND position = ? AND key = ? AND state NOT IN ('accepted', 'skipped')`,
    );
    this.#countAccepted = database.prepare('UPDATE send SET accepted = accepted + ? WHERE slug = ?');
  }

  /** Throws when a recipient's state does not allow what an entry says. */
  write(slug: string, entries: readonly LedgerEntry[]): EntryResult[] {
    const accepted = entries.filter((entry) => entry.kind === 'outcome' && entry.state === 'accepted').length;
    if (accepted > 0) this.#countAccepted.run(accepted, slug);
    return entries.map((entry) => this.#write(slug, entry));
  }

  #write(slug: string, entry: LedgerEntry): EntryResult {
    switch (entry.kind) {
      case 'claim':
        return this.#claim(slug, entry);
      case 'outcome':
        demand(this.#writeOutcome(slug, entry), slug, entry);
        return 'written';
      case 'put-back':
        if (this.#moved(slug, entry, entry.to, 'rejected') === 0) this.#moved(slug, entry, entry.to, 'deferred');
        return 'written';
      case 'skip':
        this.#skipOne(slug, entry, entry.reason);
        return 'written';
    }
  }

  /** The suppressions are read here, between the 354 and the first byte: nobody is mailed who asked in the meantime not to be. */
  #claim(slug: string, entry: LedgerEntry & { kind: 'claim' }): EntryResult {
    const { key, position, at, from } = entry;
    if (this.#claimed.run(at, slug, position, key, from).changes === 1) return 'written';
    const [found] = this.#reason.all(key) as { reason: string }[];
    demand(found ? 1 : 0, slug, entry);
    this.#skipOne(slug, entry, `${entry.suppressedAs}: ${found!.reason}`);
    return 'suppressed';
  }

  /** Whose outcome is final or unknown keeps it; it is not tried again either. */
  #skipOne(slug: string, { key, at }: LedgerEntry, reason: string): void {
    this.#skip.run(reason, at, slug, key);
  }

  #moved(slug: string, { key, at }: LedgerEntry, to: RecipientState, from: Claimable): number {
    return this.#move.run(to, at, slug, key, from).changes;
  }

  #writeOutcome(slug: string, entry: LedgerEntry & { kind: 'outcome' }): number {
    const { key, position, at, state, outcome, phase, reply, template } = entry;
    this.#attempt.run(slug, key, at, outcome, phase, reply, template);
    return this.#conclude.run(state, phase, reply, at, slug, position, key).changes;
  }
}

function demand(changes: number, slug: string, { kind }: LedgerEntry): void {
  if (changes !== 1) throw new Error(`the ledger allows no ${kind} for a recipient of ${slug} now`);
}
