import { cpSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrastOf } from '../../src/theme/contrast.ts';
import { chooseTheme } from '../../src/theme/choose-theme.ts';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const BUILT_IN = new URL('../../templates/selkea', import.meta.url).pathname;

/** A workspace with a copy of the built-in theme in which one file is changed. */
function themed(file: string, change: (text: string) => string, name = 'oma'): TestWorkspace {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('lang: fi', `theme: ${name}`) });
  cpSync(BUILT_IN, workspace.path(`templates/${name}`), { recursive: true });
  workspace.write(`templates/${name}/${file}`, change(workspace.read(`templates/${name}/${file}`)));
  return workspace;
}

async function problemsWith(file: string, change: (text: string) => string): Promise<JsonProblem[]> {
  return problemsOf(await runProgram(themed(file, change).folder, ['build', 'tammikuu', '--json']), 'build');
}

describe('a broken theme is told with its file and line', () => {
  test.each([
    ['Handlebars that is not closed', 'partials/prose.hbs', (text: string) => `\n${text}{{#if html}}`, 3, /Parse error/],
    [
      'a field that does not exist, in a partial',
      'partials/section.hbs',
      (text: string) => text.replace('{{title}}', '{{titel}}'),
      4,
      /titel/,
    ],
    ['a field that does not exist', 'email.mjml.hbs', (text: string) => text.replace('{{title}}', '{{titel}}'), 20, /titel/],
    ['a field of the text part', 'email.txt.hbs', (text: string) => text.replace('{{title}}', '{{titel}}'), 1, /titel/],
    [
      'an MJML tag that there is not, in a partial',
      'partials/prose.hbs',
      (text: string) => `\n\n${text.replaceAll('mj-text', 'mj-txt')}`,
      3,
      /mj-txt/,
    ],
    [
      'an MJML attribute that there is not',
      'partials/section.hbs',
      (text: string) => text.replace('border-width', 'borderwidth'),
      3,
      /borderwidth/,
    ],
    [
      'a tag where none may stand',
      'email.mjml.hbs',
      (text: string) => text.replace('{{> top}}', '{{> top}}\n<mj-text>x</mj-text>'),
      15,
      /mj-text/,
    ],
  ])('%s', async (_, file, change, line, reason) => {
    const [problem] = await problemsWith(file, change);
    expect(problem).toMatchObject({ code: 'theme-syntax', file: `templates/oma/${file}`, line });
    expect(problem!.details['reason']).toMatch(reason);
  });

  test('all that is wrong with its tokens is told at once', async () => {
    const problems = await problemsWith('theme.yaml', (text) =>
      text
        .replace('  accent: "#0b5a68"', '  accent: teal')
        .replace('  width: 600px', '  width: wide\n  height: 5px')
        .replace('  line: "#3a4b57"\n', ''),
    );
    expect(problems.map(({ code, details }) => [code, details['token']])).toEqual([
      ['theme-token-value', 'light.accent'],
      ['theme-token-missing', 'dark.line'],
      ['theme-token-value', 'sizes.width'],
      ['theme-token-unknown', 'sizes.height'],
    ]);
  });
});

describe('a theme cannot bring in what no e-mail may have, or what is elsewhere', () => {
  test.each([
    ['<script>alert(1)</script>', 'partials/prose.hbs'],
    ['<form action="x"></form>', 'partials/prose.hbs'],
    ['<mj-include path="/etc/passwd" />', 'email.mjml.hbs'],
    ['<a href="javascript:x()">x</a>', 'partials/prose.hbs'],
    ['{{> ../../selkea/partials/prose}}', 'partials/prose.hbs'],
    ['<svg/onload=alert(1)></svg>', 'partials/prose.hbs'],
    ['<p onclick=x()>x</p>', 'partials/prose.hbs'],
    ['<a href="java&#9;script:alert(1)">x</a>', 'partials/prose.hbs'],
    ['<a href="&#x6a;avascript:alert(1)">x</a>', 'partials/prose.hbs'],
    ['<img src="https://track.example.org/p.gif" alt="" />', 'partials/prose.hbs'],
    ['<p style="background: url(https://track.example.org/p.gif)">x</p>', 'partials/prose.hbs'],
  ])('%s', async (code, file) => {
    const problems = await problemsWith(file, (text) => text.replace('>', `>${code}`));
    expect(problems.map((problem) => problem.code).join()).toMatch(/theme-(syntax|forbidden)/);
  });

  test.each(['../selkea', 'oma/../../x', '/etc', ''])('a theme named %j is none', async (name) => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('lang: fi', `theme: "${name}"`) });
    const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
    expect(problemsOf(run, 'check').map(({ code }) => code)).toEqual(name === '' ? [] : ['theme-unknown']);
  });
});

test.each([
  ['<mj-font name="X" href="https://track.example.org/f.css" />', 'a font'],
  ['<mj-style>@import "https://track.example.org/s.css";</mj-style>', 'a style sheet'],
])('nor fetch what tells of the reader: %s', async (code) => {
  const problems = await problemsWith('partials/style.hbs', (text) => `${code}${text}`);
  expect(problems.map((problem) => problem.code)).toEqual(['theme-forbidden']);
});

test('a theme of the workspace goes before the built-in one of the same name', async () => {
  const workspace = themed('partials/footer.hbs', (text) => text.replace('<p>', '<p>Oma alaosa '), 'selkea');
  expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
  expect(workspace.read('dist/tammikuu/email.html')).toContain('Oma alaosa');
});

test('the date chooses the theme; an issue older than all has the first, and the front matter goes before', () => {
  const themes = [
    { from: '2021-01-01', theme: 'vanha' },
    { from: '2022-01-01', theme: 'uusi' },
  ];
  expect(['2020-05-05', '2021-12-31', '2022-01-01', '2030-01-01', ''].map((date) => chooseTheme(null, date, themes))).toEqual([
    'vanha',
    'vanha',
    'uusi',
    'uusi',
    'uusi',
  ]);
  expect(chooseTheme('oma', '2022-01-01', themes)).toBe('oma');
  expect(chooseTheme(null, '2022-01-01', [])).toBe('selkea');
});

test('contrast is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('#0b5a68', '#0B5A68')).toBe(1);
});
