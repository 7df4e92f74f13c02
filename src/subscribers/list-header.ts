import { type Place, type Problem, problem } from '../problem/problem.ts';
import { findStandardColumns } from './standard-columns.ts';

/** The columns of a list. */
export interface ListHeader {
  /** The folded names of its columns, in order; '' for one without a name. */
  readonly columns: readonly string[];
  /** Standard names for columns that are called otherwise, `name` for `nimi`, with the place of the column. No column has such a name itself. */
  readonly additional: readonly { readonly name: string; readonly index: number }[];
  readonly hasLanguage: boolean;
  /** Where the addresses are; -1 where there is no such column. */
  readonly emailIndex: number;
  readonly problems: readonly Problem[];
}

/** Understands the folded names of a list's columns. */
export function readHeader(columns: readonly string[], place: Place): ListHeader {
  const found = findStandardColumns(columns);
  const ambiguous = found.filter(({ others }) => others.length > 0);
  return {
    columns,
    additional: found.flatMap(({ standard, index }) => (columns.includes(standard) ? [] : [{ name: standard, index }])),
    hasLanguage: found.some(({ standard }) => standard === 'language'),
    emailIndex: found.find(({ standard }) => standard === 'email')?.index ?? -1,
    problems: [
      ...checkNames(columns, place),
      ...ambiguous.map(({ standard, index, others }) =>
        problem('list-header-ambiguous', { standard, read: columns[index]!, others: [...others] }, place),
      ),
    ],
  };
}

const RESERVED: ReadonlySet<string> = new Set([
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
]);

function checkNames(columns: readonly string[], place: Place): Problem[] {
  const written = columns.filter((column) => column !== '');
  const repeated = new Set(written.filter((column, index) => written.indexOf(column) !== index));
  const problems = [...repeated].map((header) => problem('list-duplicate-header', { header }, place));
  for (const header of written) if (RESERVED.has(header)) problems.push(problem('list-reserved-header', { header }, place));
  if (findStandardColumns(columns).some(({ standard }) => standard === 'email')) return problems;
  const candidate = columns.find((column) => /mail|posti|osoite|post|adress|address/.test(column)) ?? null;
  return [...problems, problem('list-no-email-column', { columns: written, candidate }, place)];
}
