import type Database from 'libsql';
import type { AddressKey } from '../address/email-address.ts';
import type { Ledger } from './ledger.ts';
import type { EntryResult, LedgerEntry } from './ledger-entry.ts';
import type { Counts, LedgerRecipient, PlannedRecipient } from './recipient.ts';
import type { FrozenTemplate, Renewal, Run, RunFigures, Send } from './send-record.ts';
import type { SendReport } from './send-report.ts';
import { EntryWriter } from './sqlite-entries.ts';
import { foldLog, openDatabase, transaction } from './sqlite-file.ts';
import { readCounts, readReport } from './sqlite-report.ts';
import { type RecipientRow, type SendRow, type TemplateRow, recipientOf, sendOf } from './sqlite-rows.ts';
import { SqliteSuppressions } from './sqlite-suppressions.ts';

/** Opens a ledger's file and brings it to this version. The file exists, and is empty or was inspected. */
export function openSqliteLedger(path: string): Ledger {
  return new SqliteLedger(openDatabase(path));
}

class SqliteLedger implements Ledger {
  readonly id: string;
  readonly suppressions: SqliteSuppressions;
  readonly #database: Database.Database;
  #entries: EntryWriter | undefined;

  constructor(database: Database.Database) {
    this.#database = database;
    this.id = (database.prepare('SELECT id FROM identity').all()[0] as { id: string }).id;
    this.suppressions = new SqliteSuppressions(database);
  }

  generation(): number {
    return (this.#database.prepare('SELECT generation FROM identity').all()[0] as { generation: number }).generation;
  }

  countUp(): number {
    this.#database.prepare('UPDATE identity SET generation = generation + 1').run();
    return this.generation();
  }

  sends(): Send[] {
    const rows = this.#database.prepare('SELECT * FROM send ORDER BY started_at').all() as SendRow[];
    const templates = this.#database
      .prepare('SELECT slug, language, revision, hash FROM template ORDER BY rowid')
      .all() as TemplateRow[];
    return rows.map((row) =>
      sendOf(
        row,
        templates.filter(({ slug }) => slug === row.slug),
      ),
    );
  }

  send(slug: string): Send | undefined {
    return this.sends().find((send) => send.slug === slug);
  }

  freeze(send: Send, templates: readonly FrozenTemplate[], recipients: Iterable<PlannedRecipient>): void {
    transaction(this.#database, () => {
      if (this.isUntouched(send.slug)) this.#discard(send.slug);
      this.#database
        .prepare('INSERT INTO send (slug, started_at, body_hash, audience, sources) VALUES (?, ?, ?, ?, ?)')
        .run(send.slug, send.startedAt, send.bodyHash, send.audience, JSON.stringify(send.sources));
      this.#addTemplates(send.slug, templates);
      this.#addRecipients('INSERT', send.slug, recipients, send.startedAt);
    });
  }

  join(slug: string, recipients: Iterable<PlannedRecipient>, at: string): void {
    transaction(this.#database, () => this.#addRecipients('INSERT OR IGNORE', slug, recipients, at));
  }

  renew(slug: string, { bodyHash, sources, templates, recipients }: Renewal): void {
    const update = this.#database.prepare(
      `UPDATE recipient SET fields = ?, language = ? WHERE slug = ? AND key = ? AND state NOT IN ('accepted', 'skipped')`,
    );
    transaction(this.#database, () => {
      const before = this.send(slug)!;
      const earlier = [...new Set([...before.earlierBodies, before.bodyHash])].filter((hash) => hash !== bodyHash);
      this.#database
        .prepare('UPDATE send SET body_hash = ?, earlier_bodies = ?, sources = ? WHERE slug = ?')
        .run(bodyHash, JSON.stringify(earlier), JSON.stringify(sources), slug);
      this.#addTemplates(slug, templates);
      this.#database
        .prepare(`UPDATE recipient SET language = ? WHERE slug = ? AND state NOT IN ('accepted', 'skipped')`)
        .run(this.send(slug)!.language, slug);
      for (const { key, fields, language } of recipients) update.run(JSON.stringify(fields), language, slug, key);
    });
  }

  /** Those that are frozen together have the same revision, whatever their language. */
  #addTemplates(slug: string, templates: readonly FrozenTemplate[]): void {
    const [newest] = this.#database
      .prepare('SELECT coalesce(max(revision), 0) AS revision FROM template WHERE slug = ?')
      .all(slug);
    const revision = (newest as { revision: number }).revision + 1;
    const insert = this.#database.prepare(
      'INSERT INTO template (slug, language, revision, hash, content) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { language, hash, content } of templates) insert.run(slug, language, revision, hash, content);
  }

  #addRecipients(verb: string, slug: string, recipients: Iterable<PlannedRecipient>, at: string): void {
    const insert = this.#database.prepare(
      `${verb} INTO recipient (slug, position, key, address, list, language, fields, state, reply, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    let position = Object.values(readCounts(this.#database, slug)).reduce((sum, n) => sum + n, 0);
    for (const { key, address, list, language, fields, skipped } of recipients) {
      const state = skipped === undefined ? 'queued' : 'skipped';
      insert.run(slug, position++, key, address, list, language, JSON.stringify(fields), state, skipped ?? '', at);
    }
  }

  beginRun(slug: string, at: string, orphanReply: string): Run {
    return transaction(this.#database, () => {
      const generation = this.countUp();
      this.#database.prepare('INSERT INTO run (slug, generation, started_at) VALUES (?, ?, ?)').run(slug, generation, at);
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

  endRun(slug: string, generation: number, at: string, { attempted, accepted, elapsed }: RunFigures): number {
    return transaction(this.#database, () => {
      this.#database
        .prepare('UPDATE run SET ended_at = ?, attempted = ?, accepted = ?, elapsed = ? WHERE slug = ? AND generation = ?')
        .run(at, attempted, accepted, Math.round(elapsed), slug, generation);
      return this.countUp();
    });
  }

  template(slug: string, language: string): FrozenTemplate {
    const [row] = this.#database
      .prepare('SELECT language, hash, content FROM template WHERE slug = ? AND language = ? ORDER BY revision DESC LIMIT 1')
      .all(slug, language) as FrozenTemplate[];
    if (!row) throw new Error(`no template of ${slug} in ${language} was frozen`);
    return row;
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

  isConsistent(): boolean {
    const [{ wrong }] = this.#database
      .prepare(
        `SELECT count(*) AS wrong FROM send WHERE accepted <> (
           SELECT count(*) FROM recipient WHERE recipient.slug = send.slug AND state = 'accepted')`,
      )
      .all() as [{ wrong: number }];
    return wrong === 0;
  }

  counts(slug: string): Counts {
    return readCounts(this.#database, slug);
  }

  report(slug: string): SendReport {
    return readReport(this.#database, slug);
  }

  write(slug: string, entries: readonly LedgerEntry[]): readonly EntryResult[] {
    this.#entries ??= new EntryWriter(this.#database);
    const writer = this.#entries;
    return transaction(this.#database, () => writer.write(slug, entries));
  }

  isUntouched(slug: string): boolean {
    const [{ touched }] = this.#database
      .prepare(
        `SELECT count(*) AS touched FROM recipient WHERE slug = ? AND (state NOT IN ('queued', 'skipped') OR attempts > 0)`,
      )
      .all(slug) as [{ touched: number }];
    return touched === 0;
  }

  discardUntouched(slug: string): boolean {
    if (!this.isUntouched(slug)) return false;
    transaction(this.#database, () => this.#discard(slug));
    return true;
  }

  #discard(slug: string): void {
    for (const table of ['run', 'recipient', 'template', 'send'])
      this.#database.prepare(`DELETE FROM ${table} WHERE slug = ?`).run(slug);
  }

  close(): void {
    foldLog(this.#database);
    this.#database.close();
  }
}
