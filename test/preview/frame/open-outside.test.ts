import { expect, test } from 'vitest';
import { openOutside } from '../../../src/preview/frame/open-outside.ts';

test('links open beside the preview', () => {
  expect(openOutside('<html><head lang="fi"><title></title></head>')).toBe(
    '<html><head lang="fi"><base target="_blank"><title></title></head>',
  );
});

test('links to places in the page stay in it', () => {
  expect(openOutside('<a href="#a">A</a> <a class="b" href="#b">B</a>')).toBe(
    '<a target="_self" href="#a">A</a> <a target="_self" class="b" href="#b">B</a>',
  );
});

test.each([
  '<a href="https://www.example.fi/#a">A</a>',
  '<a href="mailto:a@example.fi">A</a>',
  '<abbr href="#a">',
  '<header>',
  '<a name="#a">A</a>',
  '<a data-x="1">A</a> href="#b"',
])('%s stays as it is', (html) => {
  expect(openOutside(html)).toBe(html);
});
