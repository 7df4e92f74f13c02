import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INBOXES, inboxesOf } from '../../../src/preview/inbox/inboxes.ts';

const lengthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

test('what is short is shown whole everywhere', () => {
  const whole = (words: string): object => ({ shown: words, cut: '' });
  expect(inboxesOf('Aihe', 'Tiivistelmä')).toEqual(
    INBOXES.map((kind) => ({ kind, subject: whole('Aihe'), preheader: whole('Tiivistelmä') })),
  );
});

test('what is long is cut with a sign, and the rest is told', () => {
  const subject = 'Sana '.repeat(30).trim();
  for (const inbox of inboxesOf(subject, '')) {
    expect(inbox.subject.shown).toMatch(/\S…$/);
    expect(inbox.subject.cut).not.toBe('');
    expect(subject.endsWith(inbox.subject.cut)).toBe(true);
  }
});

test('nothing is lost between what is shown and what is cut', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(text, text, (subject, preheader) => {
      for (const inbox of inboxesOf(subject, preheader)) {
        for (const [{ shown, cut }, words] of [
          [inbox.subject, subject],
          [inbox.preheader, preheader],
        ] as const) {
          if (cut === '') expect(shown).toBe(words);
          else expect(words.startsWith(shown.slice(0, -1)) && words.endsWith(cut)).toBe(true);
          expect(shown.length + cut.length).toBeGreaterThanOrEqual(words.trimEnd().length - words.length);
        }
      }
    }),
  );
});

test('a browser shows both on one line, and less of the one the longer the other is', () => {
  const shownBeside = (subject: string): number =>
    lengthOf(inboxesOf(subject, 'x'.repeat(300)).find(({ kind }) => kind === 'browser')!.preheader.shown);
  expect(shownBeside('a'.repeat(60))).toBeLessThan(shownBeside('a'.repeat(10)));
  expect(shownBeside('a'.repeat(60))).toBe(shownBeside('👩‍👩‍👧‍👦'.repeat(60)));
  expect(shownBeside('a'.repeat(500))).toBeGreaterThan(0);
});

test('characters are cut apart nowhere', () => {
  const family = '👩‍👩‍👧‍👦';
  for (const { subject } of inboxesOf(family.repeat(100), '')) {
    expect(subject.shown.slice(0, -1).replaceAll(family, '')).toBe('');
    expect(subject.cut.replaceAll(family, '')).toBe('');
  }
});
