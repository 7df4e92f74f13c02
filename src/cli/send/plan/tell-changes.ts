import type { Plan } from '../../../deliver/plan-send.ts';
import type { LedgerRecipient, PlannedRecipient } from '../../../ledger/recipient.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { History } from './history.ts';

/** Who is still due and will not be mailed any more. */
export function tellSkipped({ skipping }: Plan, { suppressed }: History): Problem[] {
  const gone = skipping.filter(({ key }) => !suppressed.has(key)).map(({ address }) => address);
  const barred = skipping.filter(({ key }) => suppressed.has(key)).map(({ address }) => address);
  return [
    ...(gone.length > 0 ? [problem('recipients-removed', { addresses: gone })] : []),
    ...(barred.length > 0 ? [problem('recipients-suppressed', { addresses: barred })] : []),
  ];
}

/** Who came to the audience since the send began. */
export function tellAdded(addresses: readonly string[]): Problem[] {
  return addresses.length > 0 ? [problem('recipients-added', { addresses: [...addresses] })] : [];
}

/** Whose values changed since; the frozen ones are used. */
export function tellChanged({ due }: Plan, written: readonly LedgerRecipient[], now: readonly PlannedRecipient[]): Problem[] {
  const dueKeys = new Set(due.map(({ key }) => key));
  const values = new Map(now.map(({ key, fields }) => [key, fields]));
  const addresses = written
    .filter(({ key, fields }) => dueKeys.has(key) && values.has(key) && !sameFields(fields, values.get(key)!))
    .map(({ address }) => address);
  return addresses.length > 0 ? [problem('recipients-changed', { addresses })] : [];
}

function sameFields(then: PlannedRecipient['fields'], now: PlannedRecipient['fields']): boolean {
  const columns = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...columns].every((column) => (then[column] ?? '') === (now[column] ?? ''));
}
