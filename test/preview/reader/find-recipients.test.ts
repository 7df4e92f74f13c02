import { expect, test } from 'vitest';
import { findRecipients } from '../../../src/preview/reader/find-recipients.ts';
import { recipient } from '../../support/recipients.ts';

const kettu = recipient('kettu@example.org', { organisation: 'Kettumäen kyläyhdistys ry', city: 'Mäki' });
const susi = recipient('Susi@example.fi', { organisation: 'Susirajan Kylätoimikunta', city: '' });
const nobody = recipient('karhu@example.org');
const ALL = [kettu, susi, nobody];

test.each([
  ['kettu', [kettu]],
  ['KETTUMÄEN', [kettu]],
  ['kylä', [kettu, susi]],
  ['kylä susi', [susi]],
  ['susi kylä', [susi]],
  ['  kylä \t mäki ', [kettu]],
  ['example.org', [kettu, nobody]],
  ['susi@EXAMPLE.fi', [susi]],
  ['kyla\u0308', [kettu, susi]],
  ['kettu susi', []],
  ['ry mäki', [kettu]],
  ['rymäki', []],
  ['.*', []],
  ['', []],
  [' \n ', []],
])('“%s” is found where every word of it stands', (query, found) => {
  expect(findRecipients(query, ALL)).toEqual(found);
});
