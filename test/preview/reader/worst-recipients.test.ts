import { expect, test } from 'vitest';
import { columnsOf, worstRecipients } from '../../../src/preview/reader/worst-recipients.ts';
import { composeText } from '../../support/compose-issue.ts';
import { recipient } from '../../support/recipients.ts';

const HEADER = '---\ntitle: Otsikko\ndate: 2022-01-26\nlists: [jarjestot]\nsummary: Tiivis\n---\n\n';
const template = await composeText(`${HEADER}Hei {{organisation|x}}, {{city|y}}, {{organisation|x}}!\n`);
const plain = await composeText(`${HEADER}Hei!\n`);

const short = recipient('lyhyt@example.org', { organisation: 'A', city: 'B', unused: 'z'.repeat(500) });
const long = recipient('pitka@example.org', { organisation: 'A'.repeat(80), city: '' });
const empty = recipient('a@example.org', { organisation: '', city: '' });
const without = recipient('b@example.org');

test('columns are those of the holes, each once, and the unsubscribe link is none', () => {
  expect(columnsOf(template).toSorted()).toEqual(['city', 'organisation']);
  expect(columnsOf(plain)).toEqual([]);
});

test('the longest has most to show, and the emptiest least', () => {
  expect(worstRecipients([short, long, empty, without], template)).toEqual({ longest: long, emptiest: empty });
});

test('a column that is not there is as good as an empty one', () => {
  expect(worstRecipients([short, without], template).emptiest).toBe(without);
});

test('where nobody leaves anything open there is no emptiest', () => {
  expect(worstRecipients([short], template)).toEqual({ longest: short, emptiest: undefined });
});

test('where all copies are alike there is none', () => {
  expect(worstRecipients([short, long, empty], plain)).toEqual({ longest: undefined, emptiest: undefined });
  expect(worstRecipients([], template)).toEqual({ longest: undefined, emptiest: undefined });
});
