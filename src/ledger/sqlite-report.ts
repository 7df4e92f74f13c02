import type Database from 'libsql';
import { type Counts, type RecipientState, STATES } from './recipient.ts';
import type { DomainTally, ReplyTally, RunRecord, SendReport } from './send-report.ts';

/** Different words of servers that are told apart; those beyond are rare and stand with their recipients. */
const MOST_REPLIES = 100;

/** Sums a send up, in SQL: the recipients stay where they are. */
export function readReport(database: Database.Database, slug: string): SendReport {
  return {
    counts: readCounts(database, slug),
    runs: readRuns(database, slug),
    texts: readTexts(database, slug),
    domains: readDomains(database, slug),
    replies: readReplies(database, slug),
  };
}

export function readCounts(database: Database.Database, slug: string): Counts {
  const rows = database.prepare('SELECT state, count(*) AS n FROM recipient WHERE slug = ? GROUP BY state').all(slug);
  return countsOf(rows as StateRow[]);
}

interface StateRow {
  readonly state: RecipientState;
  readonly n: number;
}

function countsOf(rows: readonly StateRow[]): Counts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<RecipientState, number>;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

function readRuns(database: Database.Database, slug: string): RunRecord[] {
  return database
    .prepare(
      `SELECT generation, started_at AS startedAt, ended_at AS endedAt, attempted, accepted, elapsed
       FROM run WHERE slug = ? ORDER BY generation`,
    )
    .all(slug) as RunRecord[];
}

function readTexts(database: Database.Database, slug: string): { hash: string; accepted: number }[] {
  return database
    .prepare(
      `SELECT template AS hash, count(*) AS accepted FROM attempt WHERE slug = ? AND outcome = 'accepted'
       GROUP BY template ORDER BY min(rowid)`,
    )
    .all(slug) as { hash: string; accepted: number }[];
}

function readDomains(database: Database.Database, slug: string): DomainTally[] {
  const rows = database
    .prepare(
      `SELECT substr(key, instr(key, '@') + 1) AS domain, state, count(*) AS n FROM recipient WHERE slug = ? GROUP BY domain, state`,
    )
    .all(slug) as (StateRow & { domain: string })[];
  const byDomain = new Map<string, StateRow[]>();
  for (const row of rows) byDomain.set(row.domain, [...(byDomain.get(row.domain) ?? []), row]);
  const total = (states: readonly StateRow[]): number => states.reduce((sum, { n }) => sum + n, 0);
  return [...byDomain]
    .toSorted(([a, ofA], [b, ofB]) => total(ofB) - total(ofA) || a.localeCompare(b))
    .map(([domain, states]) => ({ domain, counts: countsOf(states) }));
}

function readReplies(database: Database.Database, slug: string): ReplyTally[] {
  return database
    .prepare(
      `SELECT state, replace(replace(reply, address, '…'), key, '…') AS reply, count(*) AS count FROM recipient
       WHERE slug = ? AND reply <> '' AND state <> 'accepted'
       GROUP BY 1, 2 ORDER BY count DESC, 1, 2 LIMIT ${MOST_REPLIES}`,
    )
    .all(slug) as ReplyTally[];
}
