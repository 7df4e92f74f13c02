import { describe, expect, test } from 'vitest';
import { type Counts, STATES } from '../../src/ledger/recipient.ts';
import { en } from '../../src/words/en.ts';
import { fi } from '../../src/words/fi.ts';
import { sv } from '../../src/words/sv.ts';
import type { SummaryWords, Words } from '../../src/words/words.ts';
import { fixedNamesIn } from '../support/fixed-names.ts';

const OTHERS = [
  ['fi', fi],
  ['sv', sv],
] as const;

describe.each(OTHERS)('the help in %s', (_language, words) => {
  test('has the titles that commander writes', () => {
    expect(Object.keys(words.help.titles).toSorted()).toEqual(Object.keys(en.help.titles).toSorted());
  });

  test('names the commands, options and numbers that the English one names', () => {
    for (const [name, text] of helpTexts(en)) {
      const own = helpTexts(words).get(name)!;
      expect(fixedNamesIn(own), name).toEqual(fixedNamesIn(text));
      expect(own.match(/\d+/g), name).toEqual(text.match(/\d+/g));
    }
  });

  test('has its examples on lines of their own, and what they do in one column', () => {
    for (const [name, text] of helpTexts(words)) {
      const remarks = text.split('\n').flatMap((line) => (/^ {2}newsletter \S.*? {3,}/.exec(line) ?? [''])[0].length || []);
      expect(new Set(remarks).size, name).toBeLessThan(2);
      expect(text.split('\n').length, name).toBe(helpTexts(en).get(name)!.split('\n').length);
    }
  });
});

test.each(OTHERS)('in %s nothing is left in another language', (_language, words) => {
  const foreign = OTHERS.map(([, other]) => other).filter((other) => other !== words);
  for (const other of [en, ...foreign]) {
    const theirs = sayings(other);
    const same = [...sayings(words)].filter(([name, said]) => theirs.get(name) === said && !SAME_IN_MANY.test(name));
    expect(same).toEqual([]);
  }
});

describe.each([['en', en] as const, ...OTHERS])('in %s', (_language, words) => {
  test('a summary says what the ledger counts, and what is to be done with it', () => {
    const lines = words.send.summary(SUMMARY);
    expect(lines.join('\n')).not.toMatch(/undefined|\[object|NaN/);
    for (const count of ['11', '12', '13', '14', '15']) expect(lines[0]).toContain(count);
    expect(fixedNamesIn(lines.join('\n'))).toEqual(fixedNamesIn(en.send.summary(SUMMARY).join('\n')));
    expect(words.status.whatNext('tammikuu', SUMMARY.counts, 3)).toHaveLength(5);
  });

  test('nobody is counted as nobody', () => {
    expect(words.counts(countsOf([]))).toBe(`0 ${words.states.queued}`);
  });

  test('every state has a word of its own', () => {
    expect(new Set(STATES.map((state) => words.states[state])).size).toBe(STATES.length);
  });

  test('one and many are counted each in their own way, in numbers as they are written there', () => {
    expect(words.counts(countsOf([1]))).toBe(`1 ${words.states.accepted}`);
    expect(words.check.summary(1, 1, 0, 0)).not.toBe(words.check.summary(2, 2, 0, 0).replaceAll('2', '1'));
    expect(words.bytes(102_400)).toMatch(words === en ? /^102\.4 kB$/ : /^102,4 k/);
  });
});

test('what stands in the ledger in English is said in Swedish', () => {
  expect(sv.reply('no reply within 30 s')).toBe('inget svar inom 30 sekunder');
  expect(sv.reply('the connection was closed')).toBe('anslutningen bröts');
  expect(sv.reply('550 5.1.1 no such user')).toBe('550 5.1.1 no such user');
});

test.each(OTHERS)('in %s our own words in place of a reply are not left in English', (_language, { problems }) => {
  const reply = 'the server offers no login';
  expect(problems['smtp-login-refused']({ server: 'x', user: 'y', reply })).not.toContain(reply);
  expect(problems['smtp-refuses-everyone']({ reply, count: 3 })).not.toContain(reply);
});

test('in Swedish a state agrees with how many there are', () => {
  expect(sv.counts(countsOf([1, 0, 1]))).toBe('1 mottagen, 1 avvisad');
  expect(sv.counts(countsOf([198, 0, 2, 3]))).toBe('198 mottagna, 2 avvisade, 3 oklara');
});

test('in Swedish a time is written as in Finland', () => {
  expect(sv.time('2022-01-26T07:05:00Z', 'Europe/Helsinki')).toBe('26.1.2022 09.05');
});

/** Words that some languages have in common, and examples that are commands alone. */
const SAME_IN_MANY = /^(help\.(buildExamples|titles\..*)|send\.testMark|csvDelimiter|status\.texts?)$/;

const SUMMARY: SummaryWords = {
  slug: 'tammikuu',
  counts: countsOf([11, 12, 13, 14, 15, 16, 17]),
  refused: false,
  rehearsal: true,
  dryRun: false,
  test: false,
  outbox: 'dist/tammikuu/outbox',
  plainServer: 'smtp.example.fi:25',
  attempted: 20,
  accepted: 11,
  elapsed: 2000,
  untried: null,
  bounced: 3,
  suppressed: 2,
  report: 'dist/tammikuu/report.txt',
};

function countsOf(counts: readonly number[]): Counts {
  return Object.fromEntries(STATES.map((state, index) => [state, counts[index] ?? 0])) as unknown as Counts;
}

function helpTexts(words: Words): Map<string, string> {
  return new Map(Object.entries(words.help).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Every sentence and word that is said of nothing in particular, by its name. */
function sayings(node: object, above = ''): Map<string, string> {
  const entries = Object.entries(node as Readonly<Record<string, unknown>>).flatMap(([key, value]) => {
    const name = `${above}${key}`;
    if (typeof value === 'string') return [[name, value] as const];
    return typeof value === 'object' && value !== null ? [...sayings(value, `${name}.`)] : [];
  });
  return new Map(entries);
}
