import type Database from 'libsql';
import type { AddressKey } from '../address/email-address.ts';
import type { Ledger } from './ledger.ts';
import type { EntryResult, LedgerEntry } from './ledger-entry.ts';
import type { Counts, DueRecipient, LedgerRecipient, RecipientState } from './recipient.ts';
import type { FrozenTemplate, Renewal, Run, RunFigures, Send } from './send-record.ts';
import type { SendReport } from './send-report.ts';
import { inBatches, readNumber } from './sqlite-batches.ts';
import { type RunChoice, readDue } from './plan/sqlite-due.ts';
import { EntryWriter } from './sqlite-entries.ts';
import { foldLog, openDatabase, transaction } from './sqlite-file.ts';
import { copyJoining, copyRoll, copyValues, skipLeaving } from './plan/sqlite-freeze.ts';
import { readCounts, readReport } from './sqlite-report.ts';
import { type ResumeRequest, ResumeDraft } from './plan/sqlite-resume.ts';
import type { Roll } from './plan/sqlite-roll.ts';
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
  #isAttached = false;

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

  attach(roll: Roll): void {
    this.#database.prepare('ATTACH ? AS roll').run(roll.path);
    this.#database.exec('PRAGMA roll.journal_mode = OFF; PRAGMA roll.synchronous = OFF');
    this.#isAttached = true;
  }

  detach(): void {
    if (this.#isAttached) this.#database.exec('DETACH roll');
    this.#isAttached = false;
  }

  resume(slug: string, request: ResumeRequest): ResumeDraft {
    return new ResumeDraft(this.#database, slug, request);
  }

  listsOf(slug: string): string[] {
    const rows = this.#database.prepare('SELECT DISTINCT list FROM recipient WHERE slug = ?').all(slug) as { list: string }[];
    return rows.map(({ list }) => list);
  }

  freeze(send: Send, templates: readonly FrozenTemplate[]): void {
    transaction(this.#database, () => {
      if (this.isUntouched(send.slug)) this.#discard(send.slug);
      this.#database
        .prepare('INSERT INTO send (slug, started_at, body_hash, audience, sources) VALUES (?, ?, ?, ?, ?)')
        .run(send.slug, send.startedAt, send.bodyHash, send.audience, JSON.stringify(send.sources));
      this.#addTemplates(send.slug, templates);
      copyRoll(this.#database, send.slug, send.startedAt);
    });
    foldLog(this.#database);
  }

  join(slug: string, at: string): void {
    transaction(this.#database, () => copyJoining(this.#database, slug, at));
  }

  skip(slug: string, at: string): void {
    transaction(this.#database, () => skipLeaving(this.#database, slug, at));
  }

  renew(slug: string, renewal: Renewal): void {
    const { bodyHash, sources, templates } = renewal;
    transaction(this.#database, () => {
      const before = this.send(slug)!;
      const earlier = [...new Set([...before.earlierBodies, before.bodyHash])].filter((hash) => hash !== bodyHash);
      this.#database
        .prepare('UPDATE send SET body_hash = ?, earlier_bodies = ?, sources = ? WHERE slug = ?')
        .run(bodyHash, JSON.stringify(earlier), JSON.stringify(sources), slug);
      this.#addTemplates(slug, templates);
      copyValues(this.#database, slug, renewal);
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

  *recipients(slug: string, state?: RecipientState): Generator<LedgerRecipient> {
    const isMeant = state === undefined ? '' : `AND state = '${state}'`;
    const query = `SELECT * FROM recipient WHERE slug = ? ${isMeant} AND position > ? ORDER BY position LIMIT ?`;
    for (const row of inBatches<RecipientRow>(this.#database, query, slug)) yield recipientOf(row);
  }

  due(slug: string, choice: RunChoice): Iterable<DueRecipient> {
    return readDue(this.#database, slug, choice);
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

  accepted(slug: string): number {
    return readNumber(this.#database, 'SELECT coalesce(sum(accepted), 0) FROM send WHERE slug = ?', slug);
  }

  *rejectedAtRcpt(slug: string): Generator<LedgerRecipient> {
    const query = `SELECT * FROM recipient WHERE slug = ? AND state = 'rejected' AND phase = 'rcpt' AND position > ? ORDER BY position LIMIT ?`;
    for (const row of inBatches<RecipientRow>(this.#database, query, slug)) yield recipientOf(row);
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
    const isTouched = `state NOT IN ('queued', 'skipped') OR attempts > 0`;
    return readNumber(this.#database, `SELECT EXISTS (SELECT 1 FROM recipient WHERE slug = ? AND (${isTouched}))`, slug) === 0;
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
