import { stringify } from 'csv-stringify/sync';
import type { LedgerRecipient } from '../../ledger/recipient.ts';

/** A report for spreadsheets: UTF-8 with a byte order mark, as Excel wants it; cells that it would run are made text. The delimiter is the
 * one that spreadsheets want where the reader's language is spoken. */
export function recipientsCsv(recipients: readonly LedgerRecipient[], delimiter: string): string {
  const rows = recipients.map(({ address, fields, state, attempts, reply, list, language, updatedAt }) => ({
    email: address,
    organisation: fields['organisation'] ?? '',
    name: fields['name'] ?? '',
    state,
    attempts,
    reply,
    list,
    language,
    updated: updatedAt,
  }));
  const columns = ['email', 'organisation', 'name', 'state', 'attempts', 'reply', 'list', 'language', 'updated'];
  return stringify(rows, { header: true, columns, delimiter, bom: true, escape_formulas: true });
}
