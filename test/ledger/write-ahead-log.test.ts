import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ParsedAddress, parseEmailAddress } from '../../src/address/email-address.ts';
import { createLedger } from '../../src/ledger/open-ledger.ts';
import { isLogDamaged } from '../../src/ledger/write-ahead-log.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const AT = '2022-01-26T10:00:00.000Z';

/** A ledger and its log as a process leaves them that is killed after some commits. */
function killed(): { workspace: TestWorkspace; path: string; log: Buffer } {
  const workspace = makeWorkspace();
  const ledger = createLedger(workspace.path('.newsletter/ledger.db')).value!;
  for (let number = 0; number < 20; number++) {
    const { address, key } = parseEmailAddress(`j${number}@example.org`) as ParsedAddress;
    ledger.suppressions.add([{ address, key, reason: 'r', at: AT }]);
  }
  workspace.copy('.newsletter', 'killed');
  ledger.close();
  const path = workspace.path('killed/ledger.db');
  return { workspace, path, log: workspace.readBytes('killed/ledger.db-wal') };
}

test('a log as it was left is none that is damaged, whole or cut anywhere, as a power cut may leave it', () => {
  const { workspace, path, log } = killed();
  expect(log.length).toBeGreaterThan(20 * 4096);
  expect(isLogDamaged(path)).toBe(false);
  for (const length of [0, 31, 32, 100, 4_000, Math.floor(log.length / 2), log.length - 1]) {
    workspace.write('killed/ledger.db-wal', log.subarray(0, length));
    expect(isLogDamaged(path), String(length)).toBe(false);
  }
});

test('nor is one with frames of an earlier log behind it, or whose last commit was not written whole', () => {
  const { workspace, path, log } = killed();
  const earlier = Buffer.from(log);
  const frame = 24 + 4096;
  for (let offset = 32 + 5 * frame; offset + frame <= log.length; offset += frame) earlier.write('old salt', offset + 8);
  workspace.write('killed/ledger.db-wal', earlier);
  expect(isLogDamaged(path)).toBe(false);
  const torn = Buffer.from(log);
  randomBytes(100).copy(torn, log.length - 200);
  workspace.write('killed/ledger.db-wal', torn);
  expect(isLogDamaged(path)).toBe(false);
});

describe('a log is damaged', () => {
  test.each([
    ['its header', 0, 32],
    ['the size of a page in it', 8, 4],
    ['its salts and checksum', 16, 16],
    ['the first frame', 32, 64],
    ['the middle', 9 * 4120 + 500, 64],
  ])('when %s is', (_, offset, length) => {
    const { workspace, path, log } = killed();
    for (const bytes of [randomBytes(length), Buffer.alloc(length, 0xff)]) {
      const damaged = Buffer.from(log);
      bytes.copy(damaged, offset);
      workspace.write('killed/ledger.db-wal', damaged);
      expect(isLogDamaged(path)).toBe(true);
    }
  });
});
