import type Database from 'libsql';
import type { AddressKey } from '../../address/email-address.ts';
import { PositionSet } from './position-set.ts';
import type { DueRecipient, RecipientState } from '../recipient.ts';
import type { DueChoice } from './roll.ts';
import { inBatches } from '../sqlite-batches.ts';
import { type RecipientRow, recipientOf } from '../sqlite-rows.ts';

/** Whom one run tries: what was chosen, but for those of a plan who are not to be tried again. */
export interface RunChoice extends DueChoice {
  readonly except: PositionSet;
}

/**
 * Whom a run tries, read when their turn comes: first whom the server put off, then the others in the plan's order. Everyone is given
 * once, whatever becomes of them meanwhile; states change only of those who were given.
 */
export function* readDue(database: Database.Database, slug: string, choice: RunChoice): Generator<DueRecipient> {
  if (choice.limit < 1) return;
  const given = new PositionSet();
  let left = choice.limit;
  for (const row of rowsOf(database, slug, choice)) {
    if (given.has(row.position) || choice.except.has(row.position)) continue;
    given.add(row.position);
    yield { ...recipientOf(row), suppressed: row.suppressed };
    if (--left === 0) return;
  }
}

interface DueRow extends RecipientRow {
  readonly suppressed: string | null;
}

const ROWS = `SELECT recipient.*, (SELECT reason FROM suppression WHERE suppression.key = recipient.key) AS suppressed
  FROM recipient WHERE slug = ? AND`;

function rowsOf(database: Database.Database, slug: string, { only, again }: DueChoice): Iterable<DueRow> {
  const others: readonly RecipientState[] = ['queued', ...again];
  if (only === null) return allRows(database, slug, others);
  const rows = [...only].flatMap((key) => rowOf(database, slug, key)).toSorted((a, b) => a.position - b.position);
  return [
    ...rows.filter(({ state }) => state === 'deferred'),
    ...rows.filter(({ state }) => others.some((each) => each === state)),
  ];
}

function* allRows(database: Database.Database, slug: string, others: readonly RecipientState[]): Generator<DueRow> {
  const behind = 'position > ? ORDER BY position LIMIT ?';
  yield* inBatches<DueRow>(database, `${ROWS} state = 'deferred' AND ${behind}`, slug);
  const states = others.map((state) => `'${state}'`).join();
  yield* inBatches<DueRow>(database, `${ROWS} state IN (${states}) AND ${behind}`, slug);
}

function rowOf(database: Database.Database, slug: string, key: AddressKey): DueRow[] {
  return database.prepare(`${ROWS} recipient.key = ?`).all(slug, key) as DueRow[];
}
