import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/issue/block.ts';
import type { Issue } from '../../src/issue/issue.ts';
import { parseText } from '../support/compose-issue.ts';
import type { Problem } from '../../src/problem/problem.ts';

const HEADER = '---\ntitle: Otsikko\ndate: 2022-01-26\nlists: [jarjestot]\n---\n';

function parse(body: string, header = HEADER): { issue: Issue; problems: readonly Problem[] } {
  const { value, problems } = parseText(header + body);
  return { issue: value, problems };
}

const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);

describe('sections', () => {
  test('have a number, a title, an anchor and blocks; what stands before the first is the introduction', () => {
    const { issue, problems } = parse('Alku.\n\n## 1. Äänestä tänään!\n\nTeksti.\n\n## 2. Äänestä tänään!\n');
    expect(problems).toEqual([]);
    expect(issue.introduction).toMatchObject([{ kind: 'paragraph' }]);
    expect(issue.sections).toMatchObject([
      {
        number: 1,
        title: 'Äänestä tänään!',
        contents: 'Äänestä tänään!',
        anchor: 'aanesta-tanaan',
        blocks: [{ kind: 'paragraph' }],
      },
      { number: 2, anchor: 'aanesta-tanaan-2', blocks: [] },
    ]);
  });

  test('without numbers get them', () => {
    const { issue, problems } = parse('## A\n\n## B\n\n## C\n');
    expect(problems).toEqual([]);
    expect(issue.sections.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test.each([
    ['## 1. A\n\n## 3. B\n', ['section-number-gap'], { missing: [2] }],
    ['## 2. A\n', ['section-number-gap'], { missing: [1] }],
    ['## 1. A\n\n## 1. B\n', ['section-number-repeated'], { number: 1, firstLine: 6 }],
    ['## 1. A\n\n## 2. B\n\n## 3. C\n\n## 2. D\n', ['section-number-repeated'], { number: 2 }],
  ])('%j: %j', (body, expected, details) => {
    const { problems } = parse(body);
    expect(codes(problems)).toEqual(expected);
    expect(problems[0]!.details).toMatchObject(details);
  });

  test('a short name for the contents list, and none', () => {
    const { issue } = parse('## 1. Pitkä otsikko {contents="Lyhyt"}\n\n## 2. Muuta {contents=no}\n');
    expect(issue.sections.map(({ title, contents }) => [title, contents])).toEqual([
      ['Pitkä otsikko', 'Lyhyt'],
      ['Muuta', null],
    ]);
  });
});

describe('places', () => {
  test('every placeholder link is named by its own line and column, the same words twice too', () => {
    const { problems } = parse(
      '## 1. A\n\nTeksti [Lue](#), [Lue](#).\n\n- [Lue](#)\n- x\n  [Lue](#)\n\n> - [Lue](#)\n\n| a |\n|---|\n| [Lue](#) |\n',
    );
    expect(problems.every(({ code }) => code === 'link-placeholder')).toBe(true);
    expect(problems.map(({ place }) => [place!.line, place!.column])).toEqual([
      [8, 8],
      [8, 18],
      [10, 3],
      [12, 3],
      [14, 5],
      [18, 3],
    ]);
  });

  test('a hole before the place does not shift the column', () => {
    const { problems } = parse('{{organisation}} {{name|x y}} [Lue](#)\n\n## 1. A\n');
    expect(problems[0]!.place).toMatchObject({ line: 6, column: 31 });
  });

  test('CRLF line ends, normalised by then, and a long front matter do not shift the line', () => {
    const { problems } = parse('\n\n[Lue](#)\n\n## 1. A\n', HEADER.replace('---\n', '---\n# huomautus\n\n'));
    expect(problems[0]!.place!.line).toBe(10);
  });
});

describe('links', () => {
  test.each(['#', '', 'https://TODO', 'mailto:', 'mailto:aino', 'https://esimerkki', 'http://', 'tel:', 'TBA', '…'])(
    '[Lue](%s) leads nowhere',
    (target) => {
      expect(codes(parse(`[Lue](${target})\n\n## 1. A\n`).problems)).toEqual(['link-placeholder']);
    },
  );

  test.each([
    'https://www.example.fi',
    'https://www.example.fi/a?b=1&amp;c=%20',
    'http://example.fi:8080/',
    'mailto:aino@example.fi?subject=Hei',
    'mailto:{{email}}',
    'tel:+358501234567',
    'https://{{host}}/x',
    '#a',
  ])('[Lue](%s) leads somewhere', (target) => {
    expect(parse(`[Lue](${target})\n\n## 1. A\n`).problems).toEqual([]);
  });

  test('what looks like a link and is none is named', () => {
    const { problems } = parse('[b](https://www.example.fi/a b) ja ![Kuva](kuva oma.png)\n\n## 1. A\n');
    expect(codes(problems)).toEqual(['markdown-leftover', 'markdown-leftover']);
  });
});

describe('holes', () => {
  test('in text, link and title are found with their default; in code they are text', () => {
    const { issue, problems } = parse(
      'Hei {{ Organisation | hyvä lukija }} `{{koodi}}` [x](https://e.fi/?a={{name}})\n\n```\n{{koodi}}\n```\n\n## 1. A\n',
    );
    expect(problems).toEqual([]);
    expect(issue.holeUses.map(({ hole }) => hole)).toEqual([
      { name: 'organisation', fallback: 'hyvä lukija' },
      { name: 'name', fallback: null },
    ]);
    const [paragraph, code] = issue.introduction;
    expect(plainText(paragraph?.kind === 'paragraph' ? paragraph.content : [])).toContain('{{koodi}}');
    expect(code).toMatchObject({ kind: 'code', text: '{{koodi}}' });
  });

  test('an escaped one is text', () => {
    const { issue, problems } = parse('\\{{nimi}} ja \\{\\{nimi}}\n\n## 1. A\n');
    expect(problems).toEqual([]);
    expect(issue.holeUses).toEqual([]);
  });

  test('each knows its place', () => {
    const { issue } = parse('## 1. A\n\nx {{a}}\n\ny {{a}}\n');
    expect(issue.holeUses.map(({ place }) => [place.line, place.column])).toEqual([
      [8, 3],
      [10, 3],
    ]);
  });
});

describe('front matter', () => {
  test.each(['---js', '---javascript', '--- js', '---JS', '---json', '---coffee'])('%s is refused and not run', (opening) => {
    const text = `${opening}\nglobalThis.ran = true; module.exports = { title: 'x' }\n---\n## 1. A\n`;
    const { problems } = parse(text, '');
    expect(codes(problems)).toContain('front-matter-language');
    expect('ran' in globalThis).toBe(false);
  });

  test('a comment set off by spaces is a comment', () => {
    const { issue, problems } = parse('## 1. A\n', HEADER.replace('Otsikko', 'Otsikko    # myös aihe'));
    expect(problems).toEqual([]);
    expect(issue.title).toBe('Otsikko');
  });

  test('many mistakes are told at once', () => {
    const { problems } = parse('## 1. A\n\n[x](#)\n', '---\ndate: 2021-02-30\nlang: suomi\nlists: jarjestot\nauthor: x\n---\n');
    expect(codes(problems)).toEqual([
      'front-matter-required',
      'date-impossible',
      'front-matter-value',
      'front-matter-value',
      'front-matter-unknown-key',
      'link-placeholder',
    ]);
  });

  test('the same broken file parsed twice gives the same problems', () => {
    const broken = '---\ntitle: [\n---\n## 1. A\n';
    expect(parse(broken, '').problems).toEqual(parse(broken, '').problems);
  });
});
