import type Database from 'libsql';
import type { Renewal } from '../send-record.ts';
import { readNumber } from '../sqlite-batches.ts';

/** All of these want the roll attached as `roll`, and a transaction around them. */

/** An index of which this part would be new is made anew: one by one, in no order of theirs, its entries take five times as long. */
const REBUILT_FROM = 0.25;
/** As many are always added one by one. */
const FEW = 10_000;

/** Writes everyone in the roll down, in its order; whoever is barred as skipped. */
export function copyRoll(database: Database.Database, slug: string, at: string): void {
  const coming = readNumber(database, 'SELECT count(*) FROM roll.row');
  const there = readNumber(database, 'SELECT count(*) FROM recipient');
  const isRebuilt = coming > FEW && coming > REBUILT_FROM * there;
  if (isRebuilt) database.exec('DROP INDEX recipient_by_key');
  database
    .prepare(
      `INSERT INTO recipient (slug, position, key, address, list, language, fields, state, reply, updated_at)
       SELECT ?, position, row.key, coalesce(address, row.key), list, language, fields,
              CASE WHEN barred.key IS NULL THEN 'queued' ELSE 'skipped' END, coalesce(barred.reason, ''), ?
       FROM roll.row AS row LEFT JOIN roll.barred AS barred ON barred.key = row.key ORDER BY position`,
    )
    .run(slug, at);
  if (isRebuilt) database.exec('CREATE UNIQUE INDEX recipient_by_key ON recipient (slug, key)');
}

/** Adds those of the roll who join a plan that was frozen, behind the others. */
export function copyJoining(database: Database.Database, slug: string, at: string): void {
  const behind = readNumber(database, 'SELECT coalesce(max(position), -1) FROM recipient WHERE slug = ?', slug);
  database
    .prepare(
      `INSERT INTO recipient (slug, position, key, address, list, language, fields, state, updated_at)
       SELECT ?, ? + row_number() OVER (ORDER BY row.position), key, coalesce(address, key), list, language, fields, 'queued', ?
       FROM roll.newcomer AS newcomer JOIN roll.row AS row ON row.position = newcomer.position WHERE joins`,
    )
    .run(slug, behind, at);
}

/** Skips those who were due and are not to be mailed any more; whose outcome is final or unknown keeps it. */
export function skipLeaving(database: Database.Database, slug: string, at: string): void {
  database
    .prepare(
      `UPDATE recipient SET state = 'skipped', reply = leaving.reason, updated_at = ? FROM roll.leaving AS leaving
       WHERE slug = ? AND recipient.position = leaving.position AND state IN ('queued', 'deferred')`,
    )
    .run(at, slug);
}

/** Gives those who may still be mailed the values and languages that the roll has, and the send's own language where it has none. */
export function copyValues(database: Database.Database, slug: string, { language }: Renewal): void {
  const isOpen = `slug = ? AND state NOT IN ('accepted', 'skipped')`;
  database.prepare(`UPDATE recipient SET language = ? WHERE ${isOpen}`).run(language, slug);
  database
    .prepare(
      `UPDATE recipient SET fields = row.fields, language = row.language FROM roll.row AS row
       WHERE row.key = recipient.key AND ${isOpen}`,
    )
    .run(slug);
}
