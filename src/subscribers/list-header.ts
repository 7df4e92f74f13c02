import { type Place, type Problem, problem } from '../problem/problem.ts';

const RESERVED: ReadonlySet<string> = new Set([
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
]);

/** What is wrong with the columns of a list; their names are in lower case. */
export function checkHeader(columns: readonly string[], place: Place): Problem[] {
  const written = columns.filter((column) => column !== '');
  const repeated = new Set(written.filter((column, index) => written.indexOf(column) !== index));
  const problems = [...repeated].map((header) => problem('list-duplicate-header', { header }, place));
  for (const header of written) if (RESERVED.has(header)) problems.push(problem('list-reserved-header', { header }, place));
  if (columns.includes('email')) return problems;
  const candidate = columns.find((column) => /mail|posti|osoite|post|adress|address/.test(column)) ?? null;
  return [...problems, problem('list-no-email-column', { columns: written, candidate }, place)];
}
