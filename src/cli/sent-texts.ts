import { join } from 'node:path';
import type { SentBody, SentText } from '../check/check-sent.ts';
import { isoDayIn } from '../clock/wall-time.ts';
import type { Workspace } from '../config/load-config.ts';
import { readTraces, traceFolders } from '../ledger/trace-files.ts';
import type { Parsed } from '../problem/problem.ts';

/** What was really mailed, by the issue's name: from what the ledger leaves beside the issues, which is the same on every computer. */
export function sentTexts({ folder, config }: Workspace): Parsed<Map<string, SentText>> {
  const issues = join(folder, 'issues');
  const { value: traces, problems } = readTraces({ workspace: folder, issues, state: issues });
  const newest = traces.toSorted((a, b) => a.trace.generation - b.trace.generation);
  const value = new Map(
    newest.map(({ trace: { slug, bodyHash, variants, startedAt } }) => [
      slug,
      { bodyHash, variants, since: isoDayIn(config.timezone, new Date(startedAt)) },
    ]),
  );
  return { value, problems };
}

/** What was mailed from a workspace, as far as it can be known without its ledger. */
export interface SentRecord {
  readonly texts: ReadonlyMap<string, SentText>;
  /** All texts that went out, also those of which only the user's state folder knows. */
  readonly bodies: readonly SentBody[];
}

/** Reads what was mailed; what is wrong with the copies in the user's state folder is of no matter to the texts. */
export function readSentRecord(workspace: Workspace, stateFolder: string): Parsed<SentRecord> {
  const { value: texts, problems } = sentTexts(workspace);
  const folders = traceFolders(workspace.folder, join(workspace.folder, 'issues'), stateFolder);
  const bodies = readTraces(folders).value.map(({ trace }) => trace);
  return { value: { texts, bodies }, problems };
}
