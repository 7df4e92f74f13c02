import { describe, expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';
import { pngOf } from '../message/mailing.ts';

const PNG = pngOf(9, 9, 9);

async function problemsWith(text: string, files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<JsonProblem[]> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', text), ...files });
  return problemsOf(await runProgram(workspace.folder, ['check', 'tammikuu', '--json']), 'check');
}

test.each([
  String.raw`C:\Users\x\kuva.png`,
  'C:/Users/x/kuva.png',
  String.raw`D:\kuva.png`,
  '/C:/Users/x/kuva.png',
  String.raw`\\palvelin\jako\kuva.png`,
  String.raw`<C:\Users\Aino Esimerkki\kuva.png>`,
  'file:///C:/Users/x/kuva.png',
  'file:///home/aino/kuva.png',
  '/Users/aino/Pictures/kuva.png',
  '/home/aino/kuva.png',
  '~/Kuvat/kuva.png',
])('%s is a path of this computer', async (target) => {
  const [problem, ...others] = await problemsWith(`![Kuva](${target})`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: 'image-path',
    details: { kind: 'computer', folder: 'issues/tammikuu', name: 'kuva.png' },
  });
  expect(problem!.message).toContain('Put the file into issues/tammikuu/ and write kuva.png.');
});

test('the data of a picture in the text is told as that, and hides nothing else', async () => {
  const data = `data:image/png;base64,${'A'.repeat(40_000)}`;
  for (const text of [`![Kuva](${data})`, `![Kuva][1]\n\n[1]: <${data}>`, '![Kuva](data:image/png;base64,iVBORw0KGgo=)']) {
    const problems = await problemsWith(`${text}\n\n[x](htp://www.example.fi)`);
    expect(problems.map(({ code }) => code).toSorted()).toEqual(['image-path', 'link-forbidden']);
    const found = problems.find(({ code }) => code === 'image-path')!;
    expect(found).toMatchObject({ line: 17, details: { kind: 'data' } });
    expect(found.message.length).toBeLessThan(250);
  }
});

test('data that is no picture is not cut short in silence', async () => {
  const text = `\`![Kuva](data:image/png;base64,${'A'.repeat(4_000)})\``;
  expect(await problemsWith(text)).toMatchObject([{ code: 'text-too-dense' }]);
});

test('what only the program knows that it was copied from is told as that', async () => {
  for (const target of ['cid:image001.png@01D7.ABC', 'blob:https://example.org/1-2'])
    expect(await problemsWith(`![Kuva](${target})`), target).toMatchObject([
      { code: 'image-path', details: { kind: 'program' } },
    ]);
});

test('an image on the web is told as that', async () => {
  for (const target of ['https://www.example.fi/kuva.png', '//www.example.fi/kuva.png', 'www.example.fi/kuva.png'])
    expect(await problemsWith(`![Kuva](${target})`), target).toMatchObject([{ code: 'image-remote' }]);
});

describe('a path through the issue’s own folder', () => {
  const ARCHIVE = `${CONFIG}archive: { url: https://arkisto.example.fi/kirjeet }\n`;
  const FILES = { 'issues/tammikuu/kuva.png': PNG, 'issues/tammikuu/ohjelma.pdf': 'x', 'newsletter.yaml': ARCHIVE };

  test.each([
    'tammikuu/',
    './tammikuu/',
    '../tammikuu/',
    'issues/tammikuu/',
    './issues/tammikuu/',
    '../issues/tammikuu/',
    '../../issues/tammikuu/',
    'kirjeet/issues/tammikuu/',
    String.raw`tammikuu\ `.trim(),
  ])('is taken: %s', async (before) => {
    expect(await problemsWith(`![Kuva](${before}kuva.png)\n\n[Ohjelma](${before}ohjelma.pdf)`, FILES)).toEqual([]);
  });

  test('leads to the same image and file in what is built and published', async () => {
    const text = '![Kuva](tammikuu/kuva.png) ja ![Sama](kuva.png)\n\n[Ohjelma](./tammikuu/ohjelma.pdf)';
    const build = async (written: string): Promise<TestWorkspace> => {
      const workspace = makeWorkspace({ ...FILES, 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', written) });
      expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
      expect((await runProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
      return workspace;
    };
    const [through, plain] = [await build(text), await build(text.replaceAll(/\(\.?\/?tammikuu\//g, '('))];
    expect(through.read('dist/tammikuu/email.html')).toBe(plain.read('dist/tammikuu/email.html'));
    expect(through.read('dist/tammikuu/email.txt')).toBe(plain.read('dist/tammikuu/email.txt'));
    expect(through.read('dist/archive/tammikuu/index.html')).toBe(plain.read('dist/archive/tammikuu/index.html'));
  });

  test('a folder of that name in the folder goes first', async () => {
    const inner = { ...FILES, 'issues/tammikuu/tammikuu/kuva.png': PNG.subarray(0, 40) };
    expect(await problemsWith('![Kuva](tammikuu/kuva.png)', inner)).toMatchObject([{ code: 'image-damaged' }]);
  });

  test('a variant shares the folder', async () => {
    const variant = ISSUE.replaceAll(/\{\{[^}]*\}\}/g, 'x')
      .replace('lang: fi', 'lang: sv')
      .replace('Lisää tekstiä.', '![Bild](tammikuu/kuva.png)');
    const list = 'email,language\na@example.org,fi\nb@example.org,sv\n';
    const files = { ...FILES, 'issues/tammikuu.sv.md': variant, 'subscribers/jarjestot.csv': list };
    const text = ISSUE.replaceAll(/\{\{[^}]*\}\}/g, 'x');
    expect(await problemsWith('Sanoja.', { ...files, 'issues/tammikuu.md': text })).toEqual([]);
  });

  test('another issue’s folder is none of it', async () => {
    const others = { ...FILES, 'issues/helmikuu/kuva.png': PNG, 'issues/helmikuu.md': ISSUE };
    for (const target of ['../helmikuu/kuva.png', '../../issues/helmikuu/kuva.png'])
      expect(await problemsWith(`![Kuva](${target})`, others), target).toMatchObject([{ code: 'image-outside' }]);
    for (const target of ['helmikuu/kuva.png', 'issues/helmikuu/kuva.png'])
      expect((await problemsWith(`![Kuva](${target})`, others))[0]?.code, target).toBe('image-not-found');
  });

  test('no way out leads through it', async () => {
    for (const target of ['tammikuu/../../newsletter.png', 'issues/tammikuu/../../../kuva.png'])
      expect((await problemsWith(`![Kuva](${target})`, { ...FILES, 'kuva.png': PNG, 'newsletter.png': PNG }))[0]?.code).toMatch(
        /^image-(?:outside|not-found)$/,
      );
  });
});

test('an image that is in neither place is missing in the issue’s own folder', async () => {
  const [problem] = await problemsWith('![Kuva](tammikuu/kuva.png)');
  expect(problem!.message).toBe('There is no image kuva.png in issues/tammikuu/. Put the file there.');
});

test.each([
  ['Kuva.PNG', 'kuva.png', 'kuva.png'],
  ['kuva.png', 'Kuva.PNG', 'Kuva.PNG'],
  ['tammikuu/kuvva.png', 'kuva.png', 'kuva.png'],
  ['kuva.jpeg', 'kuva.jpg', 'kuva.jpg'],
  ['talo.png', 'kuvat/talo.png', 'kuvat/talo.png'],
  ['kuvat/talo.png', 'talo.png', 'talo.png'],
  ['oma_kuva.png', 'oma kuva.png', 'oma%20kuva.png'],
  ['kuva.png', 'jotain-ihan-muuta.png', null],
  ['kuva.png', '._kuva.png', null],
  ['kuva.png', 'kuva.svg', null],
])('of %s, where %s is there, %s is what was meant', async (target, name, nearest) => {
  const files = { [`issues/tammikuu/${name}`]: PNG };
  const [problem] = await problemsWith(`![Kuva](${target})`, files);
  expect(problem).toMatchObject({ code: 'image-not-found', details: { target, folder: 'issues/tammikuu', nearest } });
  expect(problem!.message).toContain(nearest === null ? 'Put the file there.' : `Did you mean "${nearest}"?`);
});

test('the same is said of files that are linked to', async () => {
  const files = {
    'newsletter.yaml': `${CONFIG}archive: { url: https://arkisto.example.fi }\n`,
    'issues/tammikuu/Ohjelma.pdf': 'x',
  };
  expect(await problemsWith('[Ohjelma](tammikuu/ohjelma.pdf)', files)).toMatchObject([
    { code: 'file-not-found', details: { folder: 'issues/tammikuu', nearest: 'Ohjelma.pdf' } },
  ]);
});
