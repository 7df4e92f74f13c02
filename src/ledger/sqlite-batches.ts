import type Database from 'libsql';

/** Rows that are read at a time. */
const BATCH = 200;

/**
 * The rows of a query in their order, however many they are: each batch is what stands behind the last row of the one before, so that it
 * does not matter what is written in between. The query's last two parameters are the position to go on behind and how many are read.
 */
export function* inBatches<Row extends { readonly position: number }>(
  database: Database.Database,
  query: string,
  ...parameters: readonly (string | number | null)[]
): Generator<Row> {
  const statement = database.prepare(query);
  for (let last = -1; ;) {
    const rows = statement.all(...parameters, last, BATCH) as Row[];
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.position;
  }
}

/** The one number that a query gives. */
export function readNumber(database: Database.Database, query: string, ...parameters: readonly (string | number)[]): number {
  return Number(Object.values(database.prepare(query).all(...parameters)[0] as object)[0]);
}
