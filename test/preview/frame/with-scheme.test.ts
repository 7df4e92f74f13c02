import { expect, test } from 'vitest';
import { withScheme } from '../../../src/preview/frame/with-scheme.ts';

const dark = '@media (prefers-color-scheme: dark) { p { color: #fff } }';
const light = '@media ( prefers-color-scheme:LIGHT ) { p { color: #000 } }';

test('what is for dark is true in dark, and for light in light', () => {
  const [always, never] = ['(min-width: 0px)', '(min-width: 99999px)'];
  expect(withScheme(dark, 'dark')).toContain(`@media ${always}`);
  expect(withScheme(dark, 'light')).toContain(`@media ${never}`);
  expect(withScheme(light, 'dark')).toContain(`@media ${never}`);
  expect(withScheme(light, 'light')).toContain(`@media ${always}`);
});

test('beside other conditions it stays a condition', () => {
  const css = '@media screen and (prefers-color-scheme:dark) and (max-width: 600px){}';
  expect(withScheme(css, 'dark')).toBe('@media screen and (min-width: 0px) and (max-width: 600px){}');
});

test('the page says the one scheme alone', () => {
  const html =
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><style>:root { color-scheme: light dark; }</style>';
  for (const scheme of ['light', 'dark'] as const) {
    expect(withScheme(html, scheme).match(/light|dark/g)).toEqual(Array.from({ length: 3 }, () => scheme));
  }
});

test('anything else stays as it is', () => {
  const text = '<p>prefers-color-scheme: dark</p><style>@media (min-width: 5px) { a { color: dark } }</style>';
  expect(withScheme(text, 'dark')).toBe(text);
});
