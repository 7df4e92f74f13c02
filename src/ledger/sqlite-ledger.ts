import type Database from 'libsql';
import type { AddressKey, EmailAddress } from '../address/email-address.ts';
import type {
  Counts,
  FrozenTemplate,
  Ledger,
  LedgerEntry,
  LedgerRecipient,
  PlannedRecipient,
  RecipientState,
  Run,
  Send,
} from './ledger.ts';
import { STATES } from './ledger.ts';
import { foldLog, openDatabase, transaction } from './sqlite-file.ts';

/** Opens a ledger's file and brings it to this version. The file exists, and is empty or was inspected. */
export function openSqliteLedger(path: string): Ledger {
  return new SqliteLedger(openDatabase(path));
}

interface RecipientRow {
  readonly key: string;
  readonly position: number;
  readonly address: string;
  readonly list: string;
  readonly language: string;
  readonly fields: string;
  readonly state: string;
  readonly attempts: number;
  readonly reply: string;
  readonly updated_at: string;
}

class SqliteLedger implements Ledger {
  readonly id: string;
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
    this.id = (database.prepare('SELECT id FROM identity').all()[0] as { id: string }).id;
  }

  generation(): number {
    return (this.#database.prepare('SELECT generation FROM identity').all()[0] as { generation: number }).generation;
  }

  sends(): Send[] {
    const rows = this.#database.prepare('SELECT * FROM send ORDER BY started_at').all() as SendRow[];
    const templates = this.#database.prepare('SELECT slug, language, hash FROM template').all() as {
      slug: string;
      language: string;
      hash: string;
    }[];
    return rows.map((row) => ({
      slug: row.slug,
      startedAt: row.started_at,
      bodyHash: row.body_hash,
      sources: JSON.parse(row.sources) as Record<string, string>,
      templates: Object.fromEntries(
        templates.filter(({ slug }) => slug === row.slug).map(({ language, hash }) => [language, hash]),
      ),
    }));
  }

  send(slug: string): Send | undefined {
    return this.sends().find((send) => send.slug === slug);
  }

  freeze(send: Send, templates: readonly FrozenTemplate[], recipients: Iterable<PlannedRecipient>): void {
    transaction(this.#database, () => {
      const insertSend = this.#database.prepare('INSERT INTO send (slug, started_at, body_hash, sources) VALUES (?, ?, ?, ?)');
      insertSend.run(send.slug, send.startedAt, send.bodyHash, JSON.stringify(send.sources));
      const insertTemplate = this.#database.prepare('INSERT INTO template (slug, language, hash, content) VALUES (?, ?, ?, ?)');
      for (const { language, hash, content } of templates) insertTemplate.run(send.slug, language, hash, content);
      const insertRecipient = this.#database.prepare(
        `INSERT INTO recipient (slug, position, key, address, list, language, fields, state, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
      );
      let position = 0;
      for (const { key, address, list, language, fields } of recipients) {
        insertRecipient.run(send.slug, position++, key, address, list, language, JSON.stringify(fields), send.startedAt);
      }
    });
  }

  beginRun(slug: string, at: string, orphanReply: string): Run {
    return transaction(this.#database, () => {
      this.#database.prepare('UPDATE identity SET generation = generation + 1').run();
      const generation = this.generation();
      this.#database
        .prepare(
          `INSERT INTO attempt (slug, key, generation, ended_at, outcome, phase, reply)
           SELECT slug, key, ?, ?, 'unknown', 'sent', ? FROM recipient WHERE slug = ? AND state = 'attempting'`,
        )
        .run(generation, at, orphanReply, slug);
      const orphaned = this.#database
        .prepare(`UPDATE recipient SET state = 'unknown', reply = ?, updated_at = ? WHERE slug = ? AND state = 'attempting'`)
        .run(orphanReply, at, slug).changes;
      return { generation, orphaned };
    });
  }

  endRun(): number {
    this.#database.prepare('UPDATE identity SET generation = generation + 1').run();
    return this.generation();
  }

  template(slug: string, language: string): string {
    const [row] = this.#database.prepare('SELECT content FROM template WHERE slug = ? AND language = ?').all(slug, language) as {
      content: string;
    }[];
    if (!row) throw new Error(`no template of ${slug} in ${language} was frozen`);
    return row.content;
  }

  recipient(slug: string, key: AddressKey): LedgerRecipient {
    const [row] = this.#database.prepare('SELECT * FROM recipient WHERE slug = ? AND key = ?').all(slug, key) as RecipientRow[];
    if (!row) throw new Error(`no such recipient of ${slug} was frozen`);
    return recipientOf(row);
  }

  recipients(slug: string): LedgerRecipient[] {
    const rows = this.#database.prepare('SELECT * FROM recipient WHERE slug = ? ORDER BY position').all(slug) as RecipientRow[];
    return rows.map(recipientOf);
  }

  counts(slug: string): Counts {
    const rows = this.#database.prepare('SELECT state, count(*) AS n FROM recipient WHERE slug = ? GROUP BY state').all(slug) as {
      state: RecipientState;
      n: number;
    }[];
    const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  write(slug: string, entries: readonly LedgerEntry[]): void {
    transaction(this.#database, () => {
      for (const entry of entries) this.#writeEntry(slug, entry);
    });
  }

  #writeEntry(slug: string, entry: LedgerEntry): void {
    const { key, at } = entry;
    if (entry.kind === 'put-back') {
      this.#move(slug, key, entry.to, ['rejected', 'deferred'], at);
      return;
    }
    const changes =
      entry.kind === 'claim' ? this.#move(slug, key, 'attempting', [entry.from], at) : this.#writeOutcome(slug, entry);
    if (changes !== 1) throw new Error(`the ledger allows no ${entry.kind} for a recipient of ${slug} now`);
  }

  #move(slug: string, key: AddressKey, to: RecipientState, from: readonly RecipientState[], at: string): number {
    return this.#database
      .prepare(
        `UPDATE recipient SET state = ?, updated_at = ? WHERE slug = ? AND key = ? AND state IN (${from.map(() => '?').join()})`,
      )
      .run(to, at, slug, key, ...from).changes;
  }

  #writeOutcome(slug: string, { key, at, state, outcome, phase, reply }: LedgerEntry & { kind: 'outcome' }): number {
    this.#database
      .prepare('INSERT INTO attempt (slug, key, generation, ended_at, outcome, phase, reply) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(slug, key, this.generation(), at, outcome, phase, reply);
    return this.#database
      .prepare(
        `UPDATE recipient SET state = ?, attempts = attempts + 1, reply = ?, updated_at = ?
         WHERE slug = ? AND key = ? AND state NOT IN ('accepted', 'skipped')`,
      )
      .run(state, reply, at, slug, key).changes;
  }

  discardUntouched(slug: string): boolean {
    const [{ touched }] = this.#database
      .prepare(
        `SELECT count(*) AS touched FROM recipient WHERE slug = ? AND (state NOT IN ('queued', 'skipped') OR attempts > 0)`,
      )
      .all(slug) as [{ touched: number }];
    if (touched > 0) return false;
    transaction(this.#database, () => {
      for (const table of ['recipient', 'template', 'send'])
        this.#database.prepare(`DELETE FROM ${table} WHERE slug = ?`).run(slug);
    });
    return true;
  }

  skip(slug: string, keys: readonly AddressKey[], reason: string, at: string): void {
    const update = this.#database.prepare(
      `UPDATE recipient SET state = 'skipped', reply = ?, updated_at = ? WHERE slug = ? AND key = ? AND state IN ('queued', 'deferred')`,
    );
    transaction(this.#database, () => {
      for (const key of keys) update.run(reason, at, slug, key);
    });
  }

  close(): void {
    foldLog(this.#database);
    this.#database.close();
  }
}

interface SendRow {
  readonly slug: string;
  readonly started_at: string;
  readonly body_hash: string;
  readonly sources: string;
}

function recipientOf(row: RecipientRow): LedgerRecipient {
  return {
    key: row.key as AddressKey,
    position: row.position,
    address: row.address as EmailAddress,
    list: row.list,
    language: row.language,
    fields: Object.assign(Object.create(null), JSON.parse(row.fields)) as Record<string, string>,
    state: row.state as RecipientState,
    attempts: row.attempts,
    reply: row.reply,
    updatedAt: row.updated_at,
  };
}
