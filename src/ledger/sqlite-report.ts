import type Database from 'libsql';
import { type Counts, type RecipientState, STATES } from './recipient.ts';
import type { ReplyTally, RunRecord, SendReport } from './send-report.ts';

/** Domains that are told apart; the others are counted. */
const MOST_DOMAINS = 1_000;

/** Different words of servers that are told apart; those beyond are rare and stand with their recipients. */
const MOST_REPLIES = 100;

/** Sums a send up, in SQL: the recipients stay where they are. */
export function readReport(database: Database.Database, slug: string): SendReport {
  return {
    counts: readCounts(database, slug),
    runs: readRuns(database, slug),
    texts: readTexts(database, slug),
    ...readDomains(database, slug),
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

const DOMAIN = `substr(key, instr(key, '@') + 1)`;

/** The domains with the most recipients, and how many there are beside them. */
function readDomains(database: Database.Database, slug: string): Pick<SendReport, 'domains' | 'moreDomains'> {
  const largest = database
    .prepare(
      `SELECT domain, count(*) OVER () AS domains FROM (SELECT ${DOMAIN} AS domain, count(*) AS n FROM recipient WHERE slug = ? GROUP BY 1)
       ORDER BY n DESC, domain LIMIT ${MOST_DOMAINS}`,
    )
    .all(slug) as { domain: string; domains: number }[];
  const names = largest.map(({ domain }) => domain);
  const rows = database
    .prepare(
      `SELECT ${DOMAIN} AS domain, state, count(*) AS n FROM recipient
       WHERE slug = ? AND ${DOMAIN} IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
    )
    .all(slug, JSON.stringify(names)) as (StateRow & { domain: string })[];
  const byDomain = new Map<string, StateRow[]>(names.map((domain) => [domain, []]));
  for (const row of rows) byDomain.get(row.domain)!.push(row);
  return {
    domains: [...byDomain].map(([domain, states]) => ({ domain, counts: countsOf(states) })),
    moreDomains: (largest[0]?.domains ?? 0) - largest.length,
  };
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
