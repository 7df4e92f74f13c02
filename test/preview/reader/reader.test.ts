import { describe, expect, test } from 'vitest';
import { UNSUBSCRIBE_HOLE } from '../../../src/compose/message-template.ts';
import { addressOf, fieldsOf, languageOf, readerId, readerOf } from '../../../src/preview/reader/reader.ts';
import type { PreviewedIssue } from '../../../src/preview/studio.ts';
import { composeText } from '../../support/compose-issue.ts';
import { recipient } from '../../support/recipients.ts';

const KEY = 'avain';
const kettu = recipient('kettu@example.org', { organisation: 'Kettumäki ry', language: 'sv-FI' });
const susi = recipient('susi@example.org', { organisation: '', language: 'de' });
const ALL = [kettu, susi];

const HEADER = '---\ntitle: Otsikko {{organisation|x}}\ndate: 2022-01-26\nlists: [jarjestot]\nsummary: Tiivis\n---\n\n';
const template = await composeText(
  `${HEADER}Hei {{organisation|hyvä lukija}}! {{city}} [sivu]({{page|https://www.example.fi/}})\n`,
);

const inFinnishAndSwedish = {
  editions: ['fi', 'sv'].map((language) => ({ issue: { language } })),
} as unknown as PreviewedIssue;

describe('an id', () => {
  test('is of one recipient in one run, and says nothing of the address', () => {
    expect(readerId(kettu, KEY)).toMatch(/^r-[0-9a-f]{20}$/);
    expect(readerId(kettu, KEY)).not.toBe(readerId(susi, KEY));
    expect(readerId(kettu, KEY)).not.toBe(readerId(kettu, 'toinen'));
  });

  test('finds its recipient, with the place among all', () => {
    const id = readerId(susi, KEY);
    expect(readerOf(id, ALL, KEY)).toEqual({ kind: 'real', id, subscriber: susi, position: 1 });
  });

  test.each(['', 'r-', 'r-00000000000000000000', 'kettu@example.org', 'real', 'constructor'])('“%s” is nobody’s', (id) => {
    expect(readerOf(id, ALL, KEY)).toEqual({ kind: 'columns' });
  });

  test('of somebody who left the list is nobody’s', () => {
    expect(readerOf(readerId(kettu, KEY), [susi], KEY)).toEqual({ kind: 'columns' });
    expect(readerOf(readerId(kettu, KEY), [], KEY)).toEqual({ kind: 'columns' });
  });
});

test('a recipient reads in the language of the list, where the issue is in it', () => {
  const real = (subscriber: typeof kettu): ReturnType<typeof readerOf> => readerOf(readerId(subscriber, KEY), ALL, KEY);
  expect(languageOf(real(kettu), inFinnishAndSwedish, 'fi')).toBe('sv');
  expect(languageOf(real(susi), inFinnishAndSwedish, 'sv')).toBe('fi');
});

test('an invented reader reads in the language that was chosen, where the issue is in it', () => {
  expect(languageOf({ kind: 'usual' }, inFinnishAndSwedish, 'sv')).toBe('sv');
  expect(languageOf({ kind: 'usual' }, inFinnishAndSwedish, 'en')).toBe('fi');
  expect(languageOf({ kind: 'usual' }, inFinnishAndSwedish, null)).toBe('fi');
});

test('holes are filled for each reader', () => {
  expect(fieldsOf(readerOf(readerId(kettu, KEY), ALL, KEY), template)).toMatchObject({ organisation: 'Kettumäki ry' });
  expect(fieldsOf({ kind: 'empty' }, template)).toMatchObject({ organisation: '', city: '', page: '' });
  expect(fieldsOf({ kind: 'usual' }, template)).toMatchObject({ organisation: 'Esimerkkilän kyläyhdistys ry' });
  expect(fieldsOf({ kind: 'long' }, template)['city']!.length).toBeGreaterThan(80);
  expect(fieldsOf({ kind: 'long' }, template)['page']).toMatch(/^https:\/\/example\.org\//);
  expect(fieldsOf({ kind: 'columns' }, template)['city']).toContain('city');
});

test('the link to unsubscribe is nobody’s in each', () => {
  const own = { ...kettu, fields: { ...kettu.fields, [UNSUBSCRIBE_HOLE.name]: 'https://www.example.fi/mine' } };
  const invented = (['columns', 'usual', 'long', 'empty'] as const).map((kind) => ({ kind }));
  const links = [...invented, readerOf(readerId(own, KEY), [own], KEY)].map(
    (reader) => fieldsOf(reader, template)[UNSUBSCRIBE_HOLE.name],
  );
  expect(new Set(links).size).toBe(1);
  expect(links[0]).not.toContain('mine');
});

test('an invented reader has an address that nobody has', () => {
  expect(addressOf({ kind: 'usual' })).toBe('vastaanottaja@example.org');
  expect(addressOf(readerOf(readerId(kettu, KEY), ALL, KEY))).toBe('kettu@example.org');
});
