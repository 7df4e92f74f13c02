import { expect, test } from 'vitest';
import { rawMailViolations } from './raw-mail-rules.ts';

const SOUND = [
  'Date: Wed, 26 Jan 2022 10:00:00 +0000',
  'From: Esimerkki <uutiskirje@example.fi>',
  'To: =?UTF-8?B?w6Q=?= <a@example.org>',
  'Subject: Kirje',
  'Message-ID: <x@example.fi>',
  'MIME-Version: 1.0',
  '',
  'Hei!',
  '',
].join('\r\n');

test('a sound message breaks no rule', () => {
  expect(rawMailViolations(Buffer.from(SOUND))).toEqual([]);
  const address = `<${'a'.repeat(64)}@${'b'.repeat(60)}.example.org>`;
  expect(rawMailViolations(Buffer.from(SOUND.replace('<a@example.org>', `\r\n ${address}`)))).toEqual([]);
});

test.each([
  ['an octet that is not ASCII', 'Hei', 'Hei ä', 'octet 0xc3'],
  ['a NUL', 'Hei', 'Hei\0', 'octet 0x00'],
  ['a bare line feed', 'Hei!', 'Hei\n!', 'octet 0x0a'],
  ['a bare carriage return', 'Hei!', 'Hei\r!', 'octet 0x0d'],
  ['a line that is too long', 'Hei', 'x'.repeat(999), 'line of 1000'],
  ['a line that begins with a dot', 'Hei', '.', 'begins with a dot'],
  ['a header twice', 'Subject: Kirje', 'Subject: Kirje\r\nsubject: Kirje', 'Subject: 2 times'],
  ['a header missing', 'MIME-Version: 1.0\r\n', '', 'MIME-Version: 0 times'],
  ['a line that is no header', 'Subject: Kirje', 'Subject: Kirje\r\nand more', 'no header field: and more'],
  ['a header line that could be folded', 'Kirje', 'kirje '.repeat(20).trim(), 'header line of 128'],
  ['a quoted name that should be encoded words', '=?UTF-8?B?w6Q=?=', `"${'.'.repeat(90)}"`, 'header line of'],
  ['a header line of white space', 'Kirje', 'Kirje\r\n \r\n x', 'white space only'],
  ['an encoded word that is too long', 'w6Q=', Buffer.from('ä'.repeat(30)).toString('base64'), 'encoded word of 92'],
  ['half a character in an encoded word', 'w6Q=', 'ww==', 'part of a character'],
  ['an encoded word glued to text', '=?UTF-8?B?w6Q=?=', 'x=?UTF-8?B?w6Q=?=', 'no encoded word'],
  ['an encoded word in quotes', '=?UTF-8?B?w6Q=?=', '"x =?UTF-8?B?w6Q=?= y"', 'encoded word in quotes'],
  ['text that only looks like an encoded word', 'Kirje', '=?x', 'no encoded word'],
])('%s is found', (_, sound, broken, violation) => {
  expect(rawMailViolations(Buffer.from(SOUND.replace(sound, broken))).join('\n')).toContain(violation);
});
