import { holesIn } from '../../../check/check-copies.ts';
import type { RollRow } from '../../../ledger/plan/roll.ts';
import { type Texts, languageIn } from './texts.ts';

/** One as read, from a list or from an earlier send. */
type Candidate = Pick<RollRow, 'key' | 'address' | 'list' | 'fields'>;

/**
 * Makes recipients of candidates, for texts that are known. Of a row only what its copy is filled from is kept: the columns that holes
 * name, and the name in To.
 */
export function rowMaker(texts: Texts): (candidate: Candidate, line: number | null) => RollRow {
  const needed = new Map(
    [...texts.templates].map(([language, template]) => [
      language,
      [...new Set(['name', 'organisation', ...holesIn(template).map(({ name }) => name)])],
    ]),
  );
  return ({ key, address, list, fields }, line) => {
    const language = languageIn(texts, fields);
    return { key, address, list, line, language, fields: onlyThose(fields, needed.get(language)) };
  };
}

function onlyThose(fields: Candidate['fields'], needed: readonly string[] = []): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const column of needed) {
    const cell = fields[column];
    if (cell !== undefined) kept[column] = cell;
  }
  return kept;
}
