import { stringify } from 'csv-stringify/sync';
import { isoTimeIn } from '../../clock/wall-time.ts';
import type { LedgerRecipient } from '../../ledger/recipient.ts';

const COLUMNS = ['email', 'organisation', 'name', 'state', 'attempts', 'reply', 'list', 'language', 'updated'];
const AT_A_TIME = 50;

/**
 * A report for spreadsheets: UTF-8 with a byte order mark, as Excel wants it; cells that it would run are made text. The delimiter is the
 * one that spreadsheets want where the reader's language is spoken. Times are on the clocks of the time zone, with their distance from UTC.
 */
export function* recipientsCsv(
  recipients: Iterable<LedgerRecipient>,
  { delimiter, timezone }: { readonly delimiter: string; readonly timezone: string },
): Generator<string> {
  yield stringify([], { header: true, columns: COLUMNS, delimiter, bom: true });
  let rows: object[] = [];
  for (const recipient of recipients) {
    rows.push(rowOf(recipient, timezone));
    if (rows.length < AT_A_TIME) continue;
    yield stringify(rows, { columns: COLUMNS, delimiter, escape_formulas: true });
    rows = [];
  }
  yield stringify(rows, { columns: COLUMNS, delimiter, escape_formulas: true });
}

function rowOf(
  { address, fields, state, attempts, reply, list, language, updatedAt }: LedgerRecipient,
  timezone: string,
): object {
  return {
    email: address,
    organisation: fields['organisation'] ?? '',
    name: fields['name'] ?? '',
    state,
    attempts,
    reply,
    list,
    language,
    updated: updatedAt === '' ? '' : isoTimeIn(timezone, new Date(updatedAt)),
  };
}
