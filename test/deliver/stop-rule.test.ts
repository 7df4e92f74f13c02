import { expect, test } from 'vitest';
import type { AddressKey } from '../../src/address/email-address.ts';
import { StopRule } from '../../src/deliver/stop-rule.ts';
import type { TransactionEnd } from '../../src/deliver/smtp/smtp-transaction.ts';

const refused = (code: number, enhanced: string | null = null, text = 'no'): TransactionEnd => ({
  kind: 'refused',
  phase: 'rcpt',
  reply: { code, enhanced, text },
});
const ACCEPTED: TransactionEnd = { kind: 'accepted', reply: { code: 250, enhanced: null, text: 'ok' } };

/** Whom the rule puts back, at each end in turn. */
function observe(ends: readonly TransactionEnd[], isFirst = true): (string[] | null)[] {
  const rule = new StopRule();
  return ends.map((end, index) => {
    const stop = rule.observe(`r${index}` as AddressKey, end, isFirst);
    return stop ? [...stop.putBack] : null;
  });
}

test('three refusals with the same code in a row stop the run and put all three back', () => {
  expect(observe([refused(554), refused(554), refused(554)])).toEqual([null, null, ['r0', 'r1', 'r2']]);
});

test('an acceptance between, or another code, begins the row anew', () => {
  expect(observe([refused(554), refused(554), ACCEPTED, refused(554), refused(554)])).toEqual([null, null, null, null, null]);
  expect(observe([ACCEPTED, refused(554), refused(554), refused(550, '5.7.1'), refused(554)])).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('unknown mailboxes are no reason, but ten of the first ten are, whatever they say', () => {
  const unknown = refused(550, '5.1.1');
  expect(observe([ACCEPTED, ...Array.from({ length: 30 }, () => unknown)]).every((stop) => stop === null)).toBe(true);
  expect(observe(Array.from({ length: 10 }, () => unknown)).at(-1)).toHaveLength(10);
});

test('greylisting at the first attempt is no reason, whatever its code', () => {
  for (const end of [refused(451), refused(450, '4.2.0', 'Greylisted, see you')])
    expect(observe(Array.from({ length: 12 }, () => end)).every((stop) => stop === null)).toBe(true);
});

test('whom the server puts off once more is no reason: such a one stays deferred whatever is done', () => {
  const again = Array.from({ length: 12 }, () => refused(450, '4.1.2'));
  expect(observe(again, false).every((stop) => stop === null)).toBe(true);
  expect(observe(again.slice(0, 3)).at(-1)).toHaveLength(3);
});

test('an unknown sender is about us, whatever the code says of unknown mailboxes', () => {
  const senderRefused = refused(550, '5.1.8');
  expect(observe([ACCEPTED, senderRefused, senderRefused, senderRefused]).at(-1)).toHaveLength(3);
});

test('whoever was in flight and is refused after the stop is put back too', () => {
  expect(observe([refused(554), refused(554), refused(554), refused(554)]).at(-1)).toEqual(['r3']);
});
