import { stringify } from 'csv-stringify/sync';
import type { LedgerRecipient } from '../../ledger/ledger.ts';

/** A report for spreadsheets: UTF-8 with a byte order mark, as Excel wants it; cells that it would run are made text. */
export function recipientsCsv(recipients: readonly LedgerRecipient[]): string {
  const rows = recipients.map(({ address, state, attempts, reply, list, language, updatedAt }) => ({
    email: address,
    state,
    attempts,
    reply,
    list,
    language,
    updated: updatedAt,
  }));
  const columns = ['email', 'state', 'attempts', 'reply', 'list', 'language', 'updated'];
  return stringify(rows, { header: true, columns, bom: true, escape_formulas: true });
}
