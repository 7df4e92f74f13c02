import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillHoles } from '../../../src/personalise/fill-holes.ts';
import { forceDark } from '../../../src/preview/frame/force-dark.ts';
import { withScheme } from '../../../src/preview/frame/with-scheme.ts';
import { contrastOf } from '../../../src/theme/contrast.ts';
import { loadTheme } from '../../../src/theme/load-theme.ts';
import { PAIRS } from '../../../src/theme/tokens.ts';
import { THEMES } from '../../support/built-email.ts';
import { composeText } from '../../support/compose-issue.ts';

/** What becomes of one colour, of an area or of words. */
function area(colour: string): string {
  return /#\w+/.exec(forceDark(`<td style="background-color:${colour}">`))![0];
}

function words(colour: string): string {
  return /#\w+/.exec(forceDark(`<td style="color:${colour}">`))![0];
}

/** What is read stands on these. */
const ON_PAPER = PAIRS.filter(([, background]) => background === 'surface' || background === 'box');

describe.each(THEMES)('with theme %s', (theme) => {
  test.each(ON_PAPER)('%s on %s can be read', async (foreground, background, needed) => {
    const { light } = (await loadTheme('/nowhere', theme)).value!.tokens;
    expect(contrastOf(words(light[foreground]), area(light[background]))).toBeGreaterThanOrEqual(needed);
  });

  test('every area of an issue is dark, and no words are', async () => {
    const text =
      '---\ntitle: Otsikko\ndate: 2022-01-26\nlists: [jarjestot]\nsummary: Tiivis\n---\n\nHei!\n\n::: note\nLaatikko.\n:::\n';
    const html = forceDark(withScheme(fillHoles((await composeText(text, theme)).html, {}), 'light'));
    const colours = (property: string): string[] =>
      [...html.matchAll(new RegExp(`[\\s;"{]${property}:\\s*(#[0-9a-f]{6})`, 'gi'))].map(([, colour]) => colour!);
    const areas = [
      ...colours('background-color'),
      ...colours('background'),
      ...[...html.matchAll(/bgcolor="(#\w{6})"/g)].map(([, colour]) => colour!),
    ];
    expect(areas.length).toBeGreaterThan(3);
    for (const colour of areas) expect(contrastOf(colour, '#000000'), colour).toBeLessThan(6);
    for (const colour of colours('color')) expect(contrastOf(colour, '#000000'), colour).toBeGreaterThan(4.5);
  });
});

const colours = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

function lightness(colour: string): number {
  const parts = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  return (Math.max(...parts) + Math.min(...parts)) / 510;
}

test('light areas become dark, dark ones stay', () => {
  fc.assert(
    fc.property(colours, (colour) => {
      if (lightness(colour) <= 0.5) expect(area(colour)).toBe(colour);
      else expect(lightness(area(colour))).toBeLessThanOrEqual(0.56);
    }),
  );
});

test('dark words become light, light ones stay', () => {
  fc.assert(
    fc.property(colours, (colour) => {
      if (lightness(colour) >= 0.5) expect(words(colour)).toBe(colour);
      else expect(lightness(words(colour))).toBeGreaterThanOrEqual(0.54);
    }),
  );
});

test('greys stay grey, and the darkest is not black', () => {
  expect(area('#ffffff')).toMatch(/^#(1[a-f0-9])\1?\1?$|^#1a1a1a$|^#191919$/);
  expect(words('#000000')).toBe('#ffffff');
  expect(area('#fff')).toBe(area('#ffffff'));
  expect(area('#FFF')).toBe(area('#ffffff'));
});

test.each([
  ['<table bgcolor="#ffffff">', /bgcolor="#1[0-9a-f]/],
  ['<font color="#000000">', /color="#ffffff"/],
  [
    '<style>a:hover{color:#000}b{background:#fff url(x.png)}</style>',
    /a:hover\{color:#ffffff\}b\{background:#1[0-9a-f]{5} url\(x\.png\)\}/,
  ],
  ['<p style="border-top:1px solid #eeeeee">', /1px solid #[12][0-9a-f]/],
])('%s is changed', (html, expected) => {
  expect(forceDark(html)).toMatch(expected);
});

test.each([
  '<p>Väri #ffffff; color:#000000</p>',
  '<img src="kuva.png" alt="#ffffff">',
  '<a href="https://www.example.fi/#ffffff">',
  '<p style="width:10px">',
])('%s stays', (html) => {
  expect(forceDark(html)).toBe(html);
});

test('the canvas behind it is dark too', () => {
  expect(forceDark('<html><head lang="fi"><title></title></head>')).toMatch(
    /<head lang="fi"><style>html,body\{background-color:#1[0-9a-f]{5};color:#ffffff\}/,
  );
  expect(forceDark('<header>')).toBe('<header>');
});
