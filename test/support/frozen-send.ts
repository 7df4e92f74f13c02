import type { Ledger } from '../../src/ledger/ledger.ts';
import type { RollRow } from '../../src/ledger/plan/roll.ts';
import { rollOf } from './roll.ts';

/** Freezes a send to these rows, in their order; nobody was tried yet. */
export function freezeSend(ledger: Ledger, slug: string, rows: readonly Omit<RollRow, 'line'>[]): void {
  const send = {
    slug,
    startedAt: '2022-01-26T10:00:00.000Z',
    bodyHash: 'b',
    earlierBodies: [],
    language: 'fi',
    audience: 'lists',
    sources: {},
    templates: {},
  };
  ledger.attach(rollOf(rows));
  ledger.freeze(send, [{ language: 'fi', hash: 'h', content: '{}' }]);
  ledger.detach();
}
