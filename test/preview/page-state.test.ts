import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ISSUE_LANGUAGES } from '../../src/config/config.ts';
import { type PageState, START, VIEWS, WIDTHS, formatPageState, parsePageState } from '../../src/preview/page-state.ts';
import { SYNTHETIC } from '../../src/preview/reader/synthetic.ts';

const pane = fc.record({ view: fc.constantFrom(...VIEWS), width: fc.constantFrom(...WIDTHS) });
const readerId = fc.stringMatching(/^[0-9a-f]{20}$/).map((hex) => `r-${hex}`);
const words = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => text.length <= 200 && text.isWellFormed());

const states: fc.Arbitrary<PageState> = fc.record({
  first: pane,
  second: fc.option(pane),
  language: fc.option(fc.constantFrom(...ISSUE_LANGUAGES)),
  theme: fc.option(words.filter((name) => name !== '')),
  as: fc.oneof(fc.constantFrom(...SYNTHETIC), readerId),
  real: fc.boolean(),
  find: words,
});

function parse(query: string): PageState {
  return parsePageState(new URLSearchParams(query));
}

test('what is written into an address is read from it again', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(parse(formatPageState(state))).toEqual(state);
    }),
  );
});

test('an address says in one way only what is seen', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(formatPageState(parse(formatPageState(state)))).toBe(formatPageState(state));
    }),
  );
});

test('any query at all is understood as something that can be seen', () => {
  const names = ['view', 'width', 'beside', 'besideWidth', 'language', 'theme', 'as', 'real', 'find', 'token', '__proto__'];
  const query = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary' })));
  fc.assert(
    fc.property(query, (pairs) => {
      const state = parsePageState(new URLSearchParams(pairs));
      expect(VIEWS).toContain(state.first.view);
      expect(state.as).toMatch(/^[a-z0-9-]{1,40}$/);
      expect(state.find.length).toBeLessThanOrEqual(200);
    }),
  );
});

test('the start stands in no address', () => {
  expect(formatPageState(START)).toBe('?');
  expect(parse('')).toEqual(START);
});

describe('what is not known is as if it were not there', () => {
  test.each([
    'view=toString',
    'view=',
    'width=wide',
    'beside=constructor',
    'language=xx',
    'language=FI',
    'theme=',
    'as=Usual',
    'real=true',
    'real=01',
    'x=1',
  ])('%s', (query) => {
    expect(parse(query)).toEqual(START);
  });
});
