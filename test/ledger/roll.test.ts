import { statSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AddressKey, EmailAddress } from '../../src/address/email-address.ts';
import { KeyFilter } from '../../src/ledger/plan/key-filter.ts';
import type { RepeatedRow, RollRow } from '../../src/ledger/plan/roll.ts';
import { makeRoll } from '../support/roll.ts';

/** A row of one of two lists; its address is one of a few, in one of two spellings. */
const written = fc.record({ number: fc.nat(30), list: fc.constantFrom('a', 'b'), isLoud: fc.boolean() });

function rowsOf(people: readonly { number: number; list: string; isLoud: boolean }[]): RollRow[] {
  const inListOrder = [...people.filter(({ list }) => list === 'a'), ...people.filter(({ list }) => list === 'b')];
  return inListOrder.map(({ number, list, isLoud }, index) => ({
    key: `j${number}@example.org` as AddressKey,
    address: `${isLoud ? 'J' : 'j'}${number}@example.org` as EmailAddress,
    list,
    line: index + 2,
    language: 'fi',
    fields: { name: `N${index}` },
  }));
}

/** The same with plain arrays. */
function inMemory(rows: readonly RollRow[]): { kept: RollRow[]; repeated: RepeatedRow[] } {
  const kept = new Map<string, RollRow>();
  const onList = new Map<string, RollRow>();
  const repeated: RepeatedRow[] = [];
  for (const row of rows) {
    const { key, address, list, line } = row;
    const first = onList.get(`${list} ${key}`);
    if (first) repeated.push({ address, list, line: line!, firstLine: first.line! });
    else onList.set(`${list} ${key}`, row);
    if (!kept.has(key)) kept.set(key, row);
  }
  return { kept: [...kept.values()], repeated };
}

test('a roll keeps the first row of each address, in order, and tells which came again on the same list, as plain arrays do', () => {
  const roll = makeRoll();
  fc.assert(
    fc.property(fc.array(written, { maxLength: 350, size: 'max' }), fc.integer({ min: 0, max: 20 }), (people, spoilt) => {
      const rows = rowsOf(people);
      const { kept, repeated } = inMemory(rows);
      roll.begin();
      for (const row of rows.slice(0, spoilt)) roll.add(row, {});
      roll.begin();
      const seen = new Set<string>();
      for (const row of rows) if (roll.add(row, { name: row.fields['name'] })) seen.add(row.fields['name']!);
      for (const { name } of roll.settle() as Iterable<{ name: string }>) seen.add(name);
      expect([...roll.repeated()].map(({ address, list, line, firstLine }) => ({ address, list, line, firstLine }))).toEqual(
        repeated,
      );
      roll.dropRepeated();
      expect([...roll.rows()].map((row) => ({ ...row, fields: { ...row.fields } }))).toEqual(kept);
      expect([...seen].toSorted()).toEqual(kept.map(({ fields }) => fields['name']!).toSorted());
      expect(roll.count()).toBe(kept.length);
    }),
    { numRuns: 150 },
  );
});

test('a roll is for its owner’s eyes alone, and gone when it is closed', () => {
  const roll = makeRoll();
  expect(statSync(roll.path).mode & 0o777).toBe(0o600);
  roll.close();
  expect(statSync(roll.path, { throwIfNoEntry: false })).toBeUndefined();
});

test('no key that was there before is taken for a new one, and hardly a new one for one that was there', () => {
  const filter = new KeyFilter();
  const keys = Array.from({ length: 100_000 }, (_, number) => `j${number}@example.org`);
  expect(keys.filter((key) => filter.add(key)).length).toBeLessThan(5);
  expect(keys.every((key) => filter.add(key))).toBe(true);
});
