import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AddressKey, EmailAddress } from '../../src/address/email-address.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { LedgerEntry, Outcome } from '../../src/ledger/ledger-entry.ts';
import { createLedger } from '../../src/ledger/open-ledger.ts';
import { type RecipientState, STATES } from '../../src/ledger/recipient.ts';
import type { RollRow } from '../../src/ledger/plan/roll.ts';
import type { ResumeRequest } from '../../src/ledger/plan/sqlite-resume.ts';
import { freezeSend } from '../support/frozen-send.ts';
import { makeRoll } from '../support/roll.ts';
import { makeWorkspace } from '../support/workspace.ts';

const AT = '2022-01-26T10:00:00.000Z';
const PEOPLE = 40;
const keyOf = (number: number): AddressKey => `j${number}@example.org` as AddressKey;
const rowOf = (number: number, language: string): RollRow => ({
  key: keyOf(number),
  address: `J${number}@example.org` as EmailAddress,
  list: 'l',
  language,
  fields: { name: `${language}${number}` },
  line: number + 2,
});

/** Everything that a run may find when it goes on. */
interface Situation {
  readonly states: readonly RecipientState[];
  readonly listed: readonly number[];
  readonly barred: readonly number[];
  readonly request: ResumeRequest;
}

const someone = fc.nat(PEOPLE - 1);
const situation: fc.Arbitrary<Situation> = fc.record({
  states: fc.array(fc.constantFrom(...STATES), { maxLength: PEOPLE, size: 'max' }),
  listed: fc.uniqueArray(someone, { maxLength: PEOPLE, size: 'max' }),
  barred: fc.uniqueArray(someone, { maxLength: 5 }),
  request: fc.record({
    limit: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(15)),
    only: fc.option(fc.uniqueArray(someone, { maxLength: 4 }).map((numbers) => new Set(numbers.map(keyOf)))),
    again: fc.subarray(['rejected', 'unknown'] as const),
    removed: fc.constantFrom('gone', null),
    includeNew: fc.boolean(),
    renewedIn: fc.constantFrom(null, 'en'),
  }),
});

/** The plan with plain arrays. */
function planned({ states, listed, barred, request }: Situation): Record<string, unknown> {
  const { again, only, limit, includeNew, removed, renewedIn } = request;
  const isBarred = (number: number): boolean => barred.includes(number);
  const isOpen = (state: RecipientState): boolean =>
    state === 'queued' || state === 'deferred' || again.some((asked) => asked === state);
  const written = states.map((state, number) => ({ number, state: state === 'attempting' ? ('unknown' as const) : state }));
  const leaving = written.filter(
    ({ number, state }) => isOpen(state) && (isBarred(number) || (removed !== null && !listed.includes(number))),
  );
  const isFinal = (state: RecipientState): boolean => state === 'rejected' || state === 'unknown';
  const seen = written.map(({ number, state }) => ({
    number,
    leaves: leaving.some((each) => each.number === number),
    state: leaving.some((each) => each.number === number) && !isFinal(state) ? ('skipped' as const) : state,
  }));
  const came = listed.filter((number) => number >= states.length && !isBarred(number));
  const joins = came.filter((number) => includeNew && (only?.has(keyOf(number)) ?? true));
  const joining = joins.map((number) => ({ number, leaves: false, state: 'queued' as const }));
  const all = [...seen, ...joining];
  const open = all.filter(({ state, leaves }) => isOpen(state) && !leaves);
  const due = [...open.filter(({ state }) => state === 'deferred'), ...open.filter(({ state }) => state !== 'deferred')];
  const language = (number: number): string =>
    number >= states.length || (renewedIn !== null && listed.includes(number)) ? 'sv' : (renewedIn ?? 'fi');
  return {
    due: due
      .filter(({ number }) => only?.has(keyOf(number)) ?? true)
      .slice(0, limit)
      .map(({ number, state }) => [keyOf(number), state, language(number)]),
    left: due.length,
    total: all.length,
    counts: Object.fromEntries(STATES.map((state) => [state, all.filter((each) => each.state === state).length])),
    orphaned: states.filter((state) => state === 'attempting').length,
    skipped: leaving.map(({ number }) => [keyOf(number), isBarred(number) ? 'barred' : 'gone']),
    added: came.filter((number) => !joins.includes(number)).map((number) => rowOf(number, 'sv').address),
    states: all.map(({ number, state }) => [keyOf(number), state]),
  };
}

function begin(ledger: Ledger, slug: string, states: readonly RecipientState[]): void {
  freezeSend(
    ledger,
    slug,
    states.map((_, number) => rowOf(number, 'fi')),
  );
  const entry = (state: RecipientState, number: number): LedgerEntry[] => {
    const common = { key: keyOf(number), position: number, at: AT };
    if (state === 'queued') return [];
    if (state === 'skipped') return [{ ...common, kind: 'skip', reason: 'r' }];
    if (state === 'attempting') return [{ ...common, kind: 'claim', from: 'queued', suppressedAs: 's' }];
    const outcome = state as Outcome;
    return [{ ...common, kind: 'outcome', state: outcome, outcome, phase: 'sent', reply: 'r', template: 'h' }];
  };
  ledger.write(slug, states.flatMap(entry));
}

test('a plan that goes on is what plain arrays make of it, and the run tries exactly those whom it named', () => {
  const ledger = createLedger(makeWorkspace().path('.newsletter/ledger.db')).value!;
  let send = 0;
  fc.assert(
    fc.property(situation, (found) => {
      const slug = `s${send++}`;
      const { states, listed, barred, request } = found;
      begin(ledger, slug, states);
      const roll = makeRoll();
      roll.begin();
      for (const number of listed) roll.add(rowOf(number, 'sv'), {});
      expect([...roll.settle()]).toEqual([]);
      roll.bar(barred.map((number) => ({ key: keyOf(number), reason: 'barred' })));
      roll.index();
      ledger.attach(roll);
      const draft = ledger.resume(slug, request);
      const due = [...draft.due()].map(({ key, state, language }) => [key, state, language]);
      const held = [...draft.held()].map(({ address, state, language }) => [address.toLowerCase(), state, language]);
      expect(held).toEqual(due);
      for (const { address, fields, now } of draft.held()) expectValues(found, address, fields, now?.fields);
      const { left, total, counts, orphaned } = draft;
      const expected = planned(found);
      const skipped = [...draft.skippedRows()].map(({ key, reason }) => [key, reason]);
      const everyone = [...draft.keys()].map((key) => [key, draft.stateOf(key)]);
      const added = [...draft.addedAddresses()];
      expect({ due, left, total, counts, orphaned, skipped, added, states: everyone }).toEqual(expected);
      expect([draft.skipping, draft.added]).toEqual([skipped.length, added.length]);
      if (request.renewedIn !== null)
        ledger.renew(slug, {
          bodyHash: 'c',
          sources: {},
          templates: [{ language: 'en', hash: 'h', content: '{}' }],
          language: 'en',
        });
      ledger.join(slug, AT);
      ledger.beginRun(slug, AT, 'o');
      ledger.skip(slug, AT);
      ledger.detach();
      const tried = [...ledger.due(slug, { ...request, except: draft.except })];
      expect(tried.map(({ key, state, language }) => [key, state, language])).toEqual(expected['due']);
      expect(ledger.counts(slug)).toEqual(counts);
      roll.close();
    }),
    { numRuns: 300 },
  );
});

/** Copies are filled from what was frozen, of who joins and in a renewed send from what the list says now. */
function expectValues(
  { states, listed, request }: Situation,
  address: string,
  fields: RollRow['fields'],
  now: RollRow['fields'] | undefined,
): void {
  const number = Number(/\d+/.exec(address)![0]);
  const isNew = number >= states.length || (request.renewedIn !== null && listed.includes(number));
  expect(fields['name']).toBe(`${isNew ? 'sv' : 'fi'}${number}`);
  expect(now?.['name']).toBe(listed.includes(number) ? `sv${number}` : undefined);
}
