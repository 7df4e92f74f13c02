import { join } from 'node:path';
import type { SentText } from '../check/check-sent.ts';
import { isoDayIn } from '../clock/wall-time.ts';
import type { Workspace } from '../config/load-config.ts';
import { readTraces, traceFolders } from '../ledger/trace-files.ts';
import type { Context } from './context.ts';

/** What was really mailed, by the name: from what the ledger leaves beside the issues, which is there on every computer. */
export function sentTexts({ world }: Context, { folder, config }: Workspace): Map<string, SentText> {
  const { value: traces } = readTraces(traceFolders(folder, join(folder, 'issues'), world.stateFolder));
  const newest = traces.toSorted((a, b) => a.trace.generation - b.trace.generation);
  return new Map(
    newest.map(({ trace: { slug, bodyHash, variants, startedAt } }) => [
      slug,
      { bodyHash, variants, since: isoDayIn(config.timezone, new Date(startedAt)) },
    ]),
  );
}
