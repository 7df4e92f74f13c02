import { dirname, join } from 'node:path';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { LedgerRecipient, RecipientState } from '../../../ledger/recipient.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { makeFolder } from '../../../storage/make-folder.ts';
import { reasonOf } from '../../../storage/reason-of.ts';
import { replaceFile } from '../../../storage/replace-file.ts';
import { mapped } from '../../json-pieces.ts';
import { recipientsCsv } from '../../report/recipients-csv.ts';
import { reportLines } from '../../report/report-lines.ts';
import { inPieces } from '../../report/in-pieces.ts';
import type { Context } from '../../context.ts';
import type { Destination } from '../destination.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';
import { countHardBounces } from '../run/hard-bounces.ts';

/** The report of a send, relative to the workspace: beside what `build` wrote, or with the messages of a rehearsal. */
export function reportPath(slug: string, destination: Destination): string {
  return destination.kind === 'outbox' ? `dist/${slug}/outbox/report.txt` : `dist/${slug}/report.txt`;
}

/** Writes how the send stands now as text, and everyone's state as CSV beside it, for their owner's eyes alone: addresses are in them. */
export function writeReport(context: Context, { slug, destination, workspace }: PreparedSend, ledger: Ledger): Problem[] {
  const { timezone } = workspace.config;
  const file = reportPath(slug, destination);
  const inState = (state: RecipientState): Iterable<LedgerRecipient> => ledger.recipients(slug, state);
  const bounced = countHardBounces(ledger, slug);
  const lines = reportLines(context.words, timezone, ledger.send(slug)!, ledger.report(slug), inState, bounced);
  const write = (path: string, pieces: Iterable<string>): void => {
    replaceFile(context.folder, join(context.folder, path), inPieces(pieces), { mode: 0o600, isDurable: true });
  };
  try {
    const rows = recipientsCsv(ledger.recipients(slug), { delimiter: context.words.csvDelimiter, timezone });
    makeFolder(dirname(join(context.folder, file)), context.folder);
    write(
      file,
      mapped(lines, (line) => `${line}\n`),
    );
    write(file.replace(/txt$/, 'csv'), rows);
    return [];
  } catch (error) {
    return [problem('report-unwritable', { file, reason: reasonOf(error) })];
  }
}
