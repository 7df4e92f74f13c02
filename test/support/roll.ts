import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RollRow } from '../../src/ledger/plan/roll.ts';
import { Roll } from '../../src/ledger/plan/sqlite-roll.ts';

/** A roll in a folder of its own, which is gone when the test is over. */
export function makeRoll(): Roll {
  const folder = mkdtempSync(join(tmpdir(), 'newsletter-roll-'));
  const roll = new Roll(join(folder, 'x.roll'));
  onTestFinished(() => {
    roll.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return roll;
}

/** A roll with these rows as they are, also where an address comes twice. */
export function rollOf(rows: readonly Omit<RollRow, 'line'>[]): Roll {
  const roll = makeRoll();
  roll.begin();
  for (const row of rows) roll.add({ ...row, line: null }, {});
  for (const _ of roll.settle()) continue;
  return roll;
}
