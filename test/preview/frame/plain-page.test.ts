import { expect, test } from 'vitest';
import { sourcePage, textPage } from '../../../src/preview/frame/plain-page.ts';

const leftOut = (lines: number): string => `${lines} more`;
const FULL = 'QUJD'.repeat(19);

function linesOf(page: string): string[] {
  return [...page.matchAll(/<div[^>]*>([^\n]*)<\/div>/g)].map(([, line]) => line!);
}

test('each line of a text is one of the page, and nothing in it is marking', () => {
  const page = textPage('Hei <b>&</b>\n\n "loppu"\n', 'fi', 'Teksti <i>', new Map());
  expect(linesOf(page)).toEqual(['Hei &lt;b&gt;&amp;&lt;/b&gt;', '', ' &quot;loppu&quot;', '']);
  expect(page).toContain('<title>Teksti &lt;i&gt;</title>');
  expect(page).toContain('<html lang="fi">');
});

test('a section is found by its heading, the last line that reads so', () => {
  const page = textPage(
    '1. Talkoot\n\nHei\n\n1. Talkoot\nTeksti',
    'fi',
    '',
    new Map([
      ['talkoot', '1. Talkoot'],
      ['toinen', '2. Ei ole'],
    ]),
  );
  expect(page.match(/ id="[^"]*"/g)).toEqual([' id="talkoot"']);
  expect(page.indexOf(' id="talkoot"')).toBeGreaterThan(page.indexOf('Hei'));
});

test('a heading that is wrapped is found by its beginning', () => {
  const heading = `1. ${'pitkä '.repeat(12)}otsikko`;
  const page = textPage(`${heading.slice(0, 56)}\n${heading.slice(57)}`, 'fi', '', new Map([['a"b', heading]]));
  expect(page.match(/ id="[^"]*"/g)).toEqual([' id="a&quot;b"']);
});

test('a header’s name stands out, also where its value has colons; a folded line has none', () => {
  const page = sourcePage('Subject: <b>: x\r\n  folded: y\r\n\r\nname: body', 'Lähde', leftOut);
  expect(linesOf(page)).toEqual(['<b>Subject:</b> &lt;b&gt;: x', '  folded: y', '', 'name: body']);
});

test('of an image only the beginning is shown, and how much there is more', () => {
  const image = Array.from({ length: 10 }, () => FULL);
  const page = sourcePage(['A: b', '', 'x', ...image, 'QUI=', 'y'].join('\r\n'), '', leftOut);
  expect(linesOf(page)).toEqual(['<b>A:</b> b', '', 'x', FULL, FULL, FULL, '7 more', 'QUI=', 'y']);
  expect(page.match(/class="left-out"/g)).toHaveLength(1);
});

test('what is hardly longer than its beginning is shown whole', () => {
  const page = sourcePage(['A: b', '', FULL, FULL, FULL, FULL].join('\r\n'), '', leftOut);
  expect(linesOf(page)).toHaveLength(6);
  expect(page).not.toContain('more');
});
