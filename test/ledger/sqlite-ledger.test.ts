import { readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ParsedAddress, parseEmailAddress } from '../../src/address/email-address.ts';
import { GroupCommit } from '../../src/ledger/group-commit.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { Claimable, LedgerEntry, Outcome } from '../../src/ledger/ledger-entry.ts';
import { createLedger, openExistingLedger } from '../../src/ledger/open-ledger.ts';
import { rollOf } from '../support/roll.ts';
import { makeWorkspace } from '../support/workspace.ts';

const AT = '2022-01-26T10:00:00.000Z';
const parsed = (number: number): ParsedAddress => parseEmailAddress(`j${number}@example.org`) as ParsedAddress;

function ledgerWith(recipients: number): { ledger: Ledger; path: string } {
  const path = makeWorkspace().path('.newsletter/ledger.db');
  const ledger = createLedger(path).value!;
  const send = {
    slug: 'x',
    startedAt: AT,
    bodyHash: 'b',
    earlierBodies: [],
    language: 'fi',
    audience: 'lists',
    sources: { issue: 'i' },
    templates: { fi: 'h' },
  };
  const planned = Array.from({ length: recipients }, (_, number) => ({
    ...parsed(number),
    list: 'l',
    language: 'fi',
    fields: { name: `N${number}` },
  }));
  ledger.attach(rollOf(planned));
  ledger.freeze(send, [{ language: 'fi', hash: 'h', content: '{}' }]);
  ledger.detach();
  return { ledger, path };
}

const claim = (number: number, from: Claimable = 'queued'): LedgerEntry => ({
  kind: 'claim',
  key: parsed(number).key,
  position: number,
  at: AT,
  from,
  suppressedAs: 'suppressed',
});
const outcome = (number: number, state: Outcome): LedgerEntry => ({
  kind: 'outcome',
  key: parsed(number).key,
  position: number,
  at: AT,
  state,
  outcome: state,
  phase: 'sent',
  reply: 'r',
  template: 'h',
});

describe('a ledger', () => {
  test('keeps the frozen plan over closing and opening, for its owner’s eyes alone', () => {
    const { ledger, path } = ledgerWith(3);
    const { id } = ledger;
    ledger.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(makePath(path)).mode & 0o777).toBe(0o700);
    const opened = openExistingLedger(path).value!;
    expect(opened.id).toBe(id);
    expect(opened.send('x')).toMatchObject({ slug: 'x', sources: { issue: 'i' }, templates: { fi: 'h' } });
    expect(
      [...opened.recipients('x')].map(({ position, address, state, fields }) => [position, address, state, fields['name']]),
    ).toEqual([
      [0, 'j0@example.org', 'queued', 'N0'],
      [1, 'j1@example.org', 'queued', 'N1'],
      [2, 'j2@example.org', 'queued', 'N2'],
    ]);
    opened.close();
  });

  test('a plan is written whole or not at all', () => {
    const { ledger } = ledgerWith(0);
    ledger.attach(rollOf([0, 0].map((number) => ({ ...parsed(number), list: 'l', language: 'fi', fields: {} }))));
    expect(() =>
      ledger.freeze(
        {
          slug: 'y',
          startedAt: AT,
          bodyHash: '',
          earlierBodies: [],
          language: 'fi',
          audience: 'lists',
          sources: {},
          templates: {},
        },
        [],
      ),
    ).toThrow();
    expect(ledger.send('y')).toBeUndefined();
  });

  test('allows only the moves that the states allow', () => {
    const { ledger } = ledgerWith(1);
    ledger.write('x', [claim(0)]);
    expect(() => ledger.write('x', [claim(0)])).toThrow();
    ledger.write('x', [outcome(0, 'accepted')]);
    expect(() => ledger.write('x', [claim(0)])).toThrow();
    expect(() => ledger.write('x', [outcome(0, 'rejected')])).toThrow();
    expect(ledger.counts('x')).toMatchObject({ accepted: 1, queued: 0 });
  });

  test('writes a group whole or not at all', () => {
    const { ledger } = ledgerWith(2);
    expect(() => ledger.write('x', [claim(0), outcome(1, 'accepted'), claim(1)])).toThrow();
    expect(ledger.counts('x')).toMatchObject({ queued: 2 });
  });

  test('a new run calls unknown what a dead one was attempting, and counts the generation up', () => {
    const { ledger } = ledgerWith(3);
    expect(ledger.beginRun('x', AT, 'gone')).toEqual({ generation: 1, orphaned: 0 });
    ledger.write('x', [claim(0), claim(1), outcome(1, 'accepted')]);
    expect(ledger.beginRun('x', AT, 'gone')).toEqual({ generation: 2, orphaned: 1 });
    expect(ledger.recipient('x', parsed(0).key)).toMatchObject({ state: 'unknown', reply: 'gone' });
    expect(ledger.counts('x')).toMatchObject({ accepted: 1, queued: 1, unknown: 1 });
    expect(ledger.endRun('x', 2, AT, { attempted: 1, accepted: 1, elapsed: 1500 })).toBe(3);
    expect(ledger.report('x').runs).toMatchObject([
      { generation: 1, endedAt: null },
      { generation: 2, endedAt: AT, elapsed: 1500 },
    ]);
  });

  test('a claim on an unknown one needs to say that it knows', () => {
    const { ledger } = ledgerWith(1);
    ledger.write('x', [claim(0), outcome(0, 'unknown')]);
    expect(() => ledger.write('x', [claim(0)])).toThrow();
    ledger.write('x', [claim(0, 'unknown'), outcome(0, 'accepted')]);
    expect(ledger.counts('x')).toMatchObject({ accepted: 1 });
  });

  test('a put-back is made where it still can be', () => {
    const { ledger } = ledgerWith(2);
    ledger.write('x', [outcome(0, 'rejected'), outcome(1, 'accepted')]);
    for (const number of [0, 1]) ledger.write('x', [{ kind: 'put-back', key: parsed(number).key, at: AT, to: 'queued' }]);
    expect(ledger.counts('x')).toMatchObject({ accepted: 1, queued: 1 });
  });

  test('is made whole: another one that came first is kept, and nothing half-made stays', () => {
    const { ledger, path } = ledgerWith(1);
    const again = createLedger(path).value!;
    expect(again.id).toBe(ledger.id);
    expect(readdirSync(makePath(path)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

describe('a group commit', () => {
  test('writes what one turn of the event loop brings in one transaction', async () => {
    const groups: number[] = [];
    const commits = new GroupCommit(
      { write: (_slug: string, entries: readonly LedgerEntry[]) => groups.push(entries.length) } as unknown as Ledger,
      'x',
    );
    await Promise.all([commits.write(claim(0)), commits.write(claim(1)), commits.write(claim(2))]);
    await commits.write(claim(3));
    expect(groups).toEqual([3, 1]);
  });

  test('tells everyone in the group when it could not be written', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const broken = {
      write: () => {
        throw full;
      },
    } as unknown as Ledger;
    const commits = new GroupCommit(broken, 'x');
    const results = await Promise.allSettled([commits.write(claim(0)), commits.write(claim(1))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

function makePath(path: string): string {
  return path.replace(/\/[^/]*$/, '');
}
