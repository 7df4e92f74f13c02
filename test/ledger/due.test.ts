import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AddressKey, EmailAddress } from '../../src/address/email-address.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { LedgerEntry, Outcome } from '../../src/ledger/ledger-entry.ts';
import { createLedger } from '../../src/ledger/open-ledger.ts';
import { PositionSet } from '../../src/ledger/plan/position-set.ts';
import type { LedgerRecipient, RecipientState } from '../../src/ledger/recipient.ts';
import type { RunChoice } from '../../src/ledger/plan/sqlite-due.ts';
import { freezeSend } from '../support/frozen-send.ts';
import { makeWorkspace } from '../support/workspace.ts';

const AT = '2022-01-26T10:00:00.000Z';
const keyOf = (number: number): AddressKey => `j${number}@example.org` as AddressKey;
const outcome = (key: AddressKey, state: Outcome): LedgerEntry => ({
  kind: 'outcome',
  key,
  position: Number(/\d+/.exec(key)![0]),
  at: AT,
  state,
  outcome: state,
  phase: 'sent',
  reply: 'r',
  template: 'h',
});

/** A send in which everyone is in one of these states; `queued` and `skipped` before anyone was tried. */
function ledgerWith(slug: string, states: readonly RecipientState[], ledger: Ledger): void {
  const rows = states.map((_, number) => ({
    key: keyOf(number),
    address: keyOf(number) as string as EmailAddress,
    list: 'l',
    language: 'fi',
    fields: {},
  }));
  freezeSend(ledger, slug, rows);
  ledger.write(
    slug,
    states.flatMap((state, number): LedgerEntry[] => {
      const key = keyOf(number);
      if (state === 'queued') return [];
      return state === 'skipped' ? [{ kind: 'skip', key, at: AT, reason: 'r' }] : [outcome(key, state as Outcome)];
    }),
  );
}

const STATES = ['queued', 'queued', 'queued', 'deferred', 'accepted', 'rejected', 'unknown', 'skipped'] as const;
const state = fc.constantFrom(...STATES);
const choice = fc.record({
  limit: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(60)),
  only: fc.option(fc.uniqueArray(fc.nat(400), { maxLength: 5 })),
  again: fc.subarray(['rejected', 'unknown'] as const),
  except: fc.array(fc.nat(400), { maxLength: 20 }),
});
/** What becomes of those who were given, some of them long after. */
const changes = fc.array(
  fc.record({ of: fc.nat(450), to: fc.constantFrom<Outcome>('accepted', 'rejected', 'deferred', 'unknown', 'queued') }),
  {
    minLength: 20,
    maxLength: 200,
    size: 'max',
  },
);

test('whom a run tries is given once, whatever becomes of them meanwhile: who was put off first, the others in order', () => {
  const ledger = createLedger(makeWorkspace().path('.newsletter/ledger.db')).value!;
  let send = 0;
  fc.assert(
    fc.property(fc.array(state, { maxLength: 450, size: 'max' }), choice, changes, (states, chosen, happening) => {
      const slug = `s${send++}`;
      ledgerWith(slug, states, ledger);
      const except = new PositionSet();
      for (const position of chosen.except) except.add(position);
      const { limit, again } = chosen;
      const only = chosen.only && new Set(chosen.only.map(keyOf));
      const expected = expectedFrom(states, { limit, again, only, except });
      const given: LedgerRecipient[] = [];
      for (const recipient of ledger.due(slug, { limit, again, only, except })) {
        given.push(recipient);
        const { of, to } = happening[given.length % happening.length]!;
        const other = given[of % given.length]!;
        const now = ledger.recipient(slug, other.key).state;
        if (now !== 'accepted' && now !== 'skipped') ledger.write(slug, [outcome(other.key, to)]);
      }
      expect(given.map(({ key }) => key)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

function expectedFrom(states: readonly RecipientState[], { limit, only, again, except }: RunChoice): AddressKey[] {
  const isOpen = (each: RecipientState): boolean => each === 'queued' || again.some((asked) => asked === each);
  const all = states.map((each, number) => ({ state: each, number, key: keyOf(number) }));
  const ordered = [...all.filter((each) => each.state === 'deferred'), ...all.filter((each) => isOpen(each.state))];
  return ordered
    .filter(({ key, number }) => (only?.has(key) ?? true) && !except.has(number))
    .slice(0, limit)
    .map(({ key }) => key);
}
