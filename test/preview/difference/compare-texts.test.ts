import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChangedWords, compareTexts } from '../../../src/preview/difference/compare-texts.ts';
import { paragraphsOf } from '../../../src/preview/difference/paragraphs.ts';

const word = fc.constantFrom(
  'talkoot',
  'pidetään',
  'lauantaina',
  'kello',
  '10',
  'ja',
  '12',
  'kaikki',
  'mukaan',
  'mukaan.',
  'Hei,',
  'ry:n',
);
const paragraph = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const paragraphs = fc.array(paragraph, { maxLength: 8 });

function wordsOf(change: readonly ChangedWords[], without: 'added' | 'removed'): string {
  return change.map(({ kind, words }) => (kind === without ? '' : words)).join('');
}

test('what stayed and what came make the new text, what stayed and what went the old one', () => {
  fc.assert(
    fc.property(paragraphs, paragraphs, (before, now) => {
      const changes = compareTexts(before.join('\n\n'), now.join('\n\n'), []).flatMap((section) => section.changes);
      const came = changes.map((change) => wordsOf(change, 'removed')).filter((words) => words !== '');
      const went = changes.map((change) => wordsOf(change, 'added')).filter((words) => words !== '');
      const stayed = now.length - came.length;
      expect(before.length - went.length).toBe(stayed);
      expect(isWithin(came, now)).toBe(true);
      expect(isWithin(went.toSorted(), before.toSorted())).toBe(true);
      expect(without(now, came)).toEqual(without(before, went));
    }),
  );
});

test('a text beside itself is the same, however its lines are wrapped', () => {
  fc.assert(
    fc.property(paragraphs, (now) => {
      const wrapped = now.map((each) => each.replaceAll(' ', '\n')).join('\n\n\n');
      expect(compareTexts(wrapped, now.join('\n\n'), [])).toEqual([]);
    }),
  );
});

describe('a change', () => {
  const before = '1. Talkoot\n\nTalkoot pidetään lauantaina.\n\n2. Kokous\n\nKokous on peruttu.';
  const headings = ['1. Talkoot', '2. Kokous'];

  test('stands in its section, as words', () => {
    expect(compareTexts(before, before.replace('lauantaina', 'sunnuntaina'), headings)).toEqual([
      {
        title: '1. Talkoot',
        changes: [
          [
            { kind: 'same', words: 'Talkoot pidetään ' },
            { kind: 'removed', words: 'lauantaina' },
            { kind: 'added', words: 'sunnuntaina' },
            { kind: 'same', words: '.' },
          ],
        ],
      },
    ]);
  });

  test('outside of all sections has no title', () => {
    const [found, ...others] = compareTexts(before, `Hei!\n\n${before}`, headings);
    expect(others).toEqual([]);
    expect(found).toEqual({ title: null, changes: [[{ kind: 'added', words: 'Hei!' }]] });
  });

  test('behind the last section’s rule has none either', () => {
    const end = '\n\n----------------\n\nLoppu.';
    expect(compareTexts(before + end, before + end.replace('Loppu', 'Alku'), headings)[0]!.title).toBeNull();
  });

  test('of a heading stands under the new one', () => {
    const now = before.replace('2. Kokous', '2. Vuosikokous');
    expect(compareTexts(before, now, ['1. Talkoot', '2. Vuosikokous']).map(({ title }) => title)).toEqual(['2. Vuosikokous']);
  });

  test('that takes all away is told', () => {
    expect(compareTexts('Hei!', '', [])).toEqual([{ title: null, changes: [[{ kind: 'removed', words: 'Hei!' }]] }]);
  });

  test('of rules alone is none', () => {
    expect(compareTexts('a\n----------\nb', 'a\n\n==============\n\nb', [])).toEqual([]);
  });
});

test('paragraphs are one line each, and rules stand alone', () => {
  expect(paragraphsOf(' a\n b\n\n\nc\n------------\nd\n \n')).toEqual(['a b', 'c', '------------', 'd']);
  expect(paragraphsOf('')).toEqual([]);
});

/** Whether all of `few` occur in `many` in their order. */
function isWithin(few: readonly string[], many: readonly string[]): boolean {
  let found = 0;
  for (const each of many) if (each === few[found]) found++;
  return found === few.length;
}

/** What is left of `all` without each of `taken` once, sorted. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...all];
  for (const each of taken) left.splice(left.indexOf(each), 1);
  return left.toSorted();
}
