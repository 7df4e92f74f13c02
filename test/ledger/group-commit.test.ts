import { expect, test } from 'vitest';
import { parseEmailAddress } from '../../src/address/email-address.ts';
import { GroupCommit, LedgerWriteFailed } from '../../src/ledger/group-commit.ts';
import type { LedgerEntry } from '../../src/ledger/ledger-entry.ts';

const AT = '2022-01-26T10:00:00.000Z';

function keyOf(email: string): LedgerEntry['key'] {
  const parsed = parseEmailAddress(email);
  if (typeof parsed === 'string') throw new Error(`no address: ${email}`);
  return parsed.key;
}

function claimOf(email: string): LedgerEntry {
  return { kind: 'claim', position: 0, key: keyOf(email), at: AT, from: 'queued', suppressedAs: 'suppressed' };
}

const PUT_BACK: LedgerEntry = { kind: 'put-back', key: keyOf('b@example.org'), at: AT, to: 'queued' };

test('what comes in one turn of the event loop is written together', async () => {
  const groups: number[] = [];
  const commits = new GroupCommit(
    { write: (_, entries) => (groups.push(entries.length), entries.map(() => 'written')) },
    'tammikuu',
  );
  await Promise.all([commits.write(claimOf('a@example.org')), commits.write(claimOf('b@example.org'))]);
  await commits.write(claimOf('c@example.org'));
  expect(groups).toEqual([2, 1]);
});

test('once the ledger could not be written nobody is claimed any more, but what is known is still written down', async () => {
  let isFull = true;
  const written: string[] = [];
  const ledger = {
    write: (_: string, entries: readonly LedgerEntry[]) => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      written.push(...entries.map(({ kind }) => kind));
      return entries.map(() => 'written' as const);
    },
  };
  const commits = new GroupCommit(ledger, 'tammikuu');
  await expect(commits.write(claimOf('a@example.org'))).rejects.toThrow(LedgerWriteFailed);
  isFull = false;
  await expect(commits.write(claimOf('a@example.org'))).rejects.toThrow(LedgerWriteFailed);
  expect(await commits.write(PUT_BACK)).toBe('written');
  expect(written).toEqual(['put-back']);
});
