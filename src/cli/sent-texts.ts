import { join } from 'node:path';
import type { SentText } from '../check/check-sent.ts';
import { isoDayIn } from '../clock/wall-time.ts';
import type { Workspace } from '../config/load-config.ts';
import { readTraces } from '../ledger/trace-files.ts';
import type { Parsed } from '../problem/problem.ts';

/** What was really mailed, by the issue's name: from what the ledger leaves beside the issues, which is the same on every computer. */
export function sentTexts({ folder, config }: Workspace): Parsed<Map<string, SentText>> {
  const issues = join(folder, 'issues');
  const { value: traces, problems } = readTraces({ issues, state: issues });
  const newest = traces.toSorted((a, b) => a.trace.generation - b.trace.generation);
  const value = new Map(
    newest.map(({ trace: { slug, bodyHash, variants, startedAt } }) => [
      slug,
      { bodyHash, variants, since: isoDayIn(config.timezone, new Date(startedAt)) },
    ]),
  );
  return { value, problems };
}
