import { describe, expect, test } from 'vitest';
import { parseText } from '../support/compose-issue.ts';

const HEADER = '---\ntitle: x\ndate: 2022-01-26\nlists: [a]\n---\n';

function problemsOf(body: string): { code: string; line: number }[] {
  return parseText(HEADER + body).problems.map(({ code, place }) => ({ code, line: place?.line ?? 0 }));
}

const staircase = (depth: number): string =>
  Array.from({ length: depth }, (_, step) => `${'>'.repeat(depth - step)} a`).join('\n');

/** Each would keep the Markdown parser busy for minutes or more, or run out of its stack. */
describe('what no newsletter is, is refused at once with its line', () => {
  test.each([
    [
      '2,000 nested lists',
      Array.from({ length: 2_000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'nesting-too-deep',
      57,
    ],
    [
      '200 nested lists',
      Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'nesting-too-deep',
      57,
    ],
    ['2,000 list marks on a line', '- '.repeat(2_000), 'nesting-too-deep', 6],
    ['2,000 nested quotations', `\n${'>'.repeat(2_000)} a`, 'nesting-too-deep', 7],
    ['a staircase of quotations', staircase(25), 'nesting-too-deep', 6],
    ['numbered lists within lists', `${'1. '.repeat(60)}a`, 'nesting-too-deep', 6],
    ['a line of 1 MB', 'a '.repeat(499_000), 'line-too-long', 6],
    ['10,000 sections', '## A\n\n'.repeat(10_000), 'section-too-many', 406],
    ['more than 1 MB', 'Sanoja ja sanoja.\n\n'.repeat(60_000), 'issue-too-large', 6],
    ['half-open emphasis', '*a_'.repeat(5_000), 'text-too-dense', 6],
    ['open brackets', '['.repeat(10_000), 'text-too-dense', 6],
    ['one endless word', 'a+'.repeat(5_000), 'text-too-dense', 6],
    ['a table of 200 columns', '| a '.repeat(200), 'text-too-dense', 6],
    ['a hole and 10,000 spaces', `{{a${' '.repeat(10_000)}`, 'text-too-dense', 6],
    ['10,000 holes', '{{a}}\n\n'.repeat(10_000), 'text-too-dense', 6],
    ['10,000 lines of an item', `- a\n${'b\n'.repeat(10_000)}`, 'text-too-dense', 506],
    ['5,000 lines with :::', 'a\n:::\n\n'.repeat(5_000), 'text-too-dense', 6],
    ['5,000 comments', '<!-- a\n\n'.repeat(5_000), 'text-too-dense', 6],
  ])('%s', (_, body, code, line) => {
    expect(problemsOf(body)).toEqual([{ code, line }]);
  });
});

test('what is within the limits is read', () => {
  const nested = Array.from({ length: 12 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
  expect(problemsOf(`${'> '.repeat(5)}a\n\n${nested}\n\n${'a '.repeat(9_000)}\n\n${'## A\n\n'.repeat(200)}`)).toEqual([]);
});

const PARAGRAPH = 'Sanoja ja sanoja.';

/** The titles of the sections of an issue with this body, and its problems. */
function read(body: string): { titles: string[]; codes: string[] } {
  const { value, problems } = parseText(`${HEADER}${body}`);
  return { titles: value.sections.map(({ title }) => title), codes: problems.map(({ code }) => code) };
}

const dense = '*a_'.repeat(300);

describe('what is no harm is counted for nothing', () => {
  const films = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `- [A film with a title ${index}](https://www.example.org/films/tt${index}/?ref=x) from 1900\n`,
    ).join('');
  test.each([
    ['110 spaces', `a\n\n${' '.repeat(110)}\n\nb`],
    ['10,000 spaces', `a\n\n${' '.repeat(10_000)}\nb`],
    ['30,000 spaces and tabs', `a\n${' \t'.repeat(15_000)}\nb`],
    ['a list of 160 links', films(160)],
    ['a list of 3,000 links', films(3_000)],
    ['a numbered list of 700 lines', Array.from({ length: 700 }, (_, index) => `${index + 1}. a *b* c\n`).join('')],
    ['a nested list of 1,200 lines', '- a *b*\n  - b `c`\n'.repeat(600)],
    ['a table of 1,000 rows', `| a | b |\n|---|---|\n${'| *a* | [b](https://www.example.org/) |\n'.repeat(1_000)}`],
    ['a quotation of 700 lines', '> a b c\n'.repeat(700)],
    ['a quotation of 700 lines with empty ones', '> a *b* c\n>\n'.repeat(350)],
    ['rows of asterisks in fenced code', `\`\`\`\n${'* [ * < _ ~\n'.repeat(600)}${'*'.repeat(2_000)}\n\`\`\``],
    ['a long line in fenced code', `~~~\n${'x'.repeat(6_000)}\n~~~`],
    ['indented code', `a\n\n${'    * [ * < _ ~\n'.repeat(600)}`],
    ['wide code', `\`\`\`\n${' '.repeat(150)}a\n\`\`\``],
  ])('%s', (_, body) => {
    const { codes, titles } = read(`## 1. Eka\n\n${body}\n\n## 2. Toka\n\n${PARAGRAPH}\n`);
    expect(codes).toEqual([]);
    expect(titles).toEqual(['Eka', 'Toka']);
  });

  test('code that is not closed, or only looks like code, is no way around', () => {
    expect(read(`## 1. A\n\nteksti\n${`    ${'*a_ '.repeat(10)}\n`.repeat(60)}`).codes).toEqual(['text-too-dense']);
    expect(read(`## 1. A\n\n<!--\n\n\`\`\`\n\n-->\n\n${dense}`).codes).toContain('text-too-dense');
    expect(read(`::: note\n\`\`\`\n:::\n\n${dense}\n\n\`\`\`\n\n## 1. A`).codes).toContain('text-too-dense');
    expect(read(`## 1. A\n\nteksti\n${'2. *a_ *a_\n'.repeat(200)}`).codes).toContain('text-too-dense');
    expect(read(`## 1. A\n\n${'| *a_ *a_\n'.repeat(200)}`).codes).toContain('text-too-dense');
  });
});

describe('a limit never makes an issue read as empty', () => {
  const around = (body: string): string =>
    `Alku [toinen](#toka).\n\n## 1. Eka\n\n${body}\n\n[puuttuu](#nowhere) {{nimi}}\n\n## 2. Toka\n\n[x](https://)\n`;
  test.each([
    ['a dense paragraph', dense, 'text-too-dense'],
    ['a dense item', `- a\n- ${dense}\n- b`, 'text-too-dense'],
    ['a dense row', `| a |\n|---|\n| b |\n| ${dense} |`, 'text-too-dense'],
    ['a long line', 'a '.repeat(20_000), 'line-too-long'],
    ['a deep quotation', `${'> '.repeat(9)}a`, 'nesting-too-deep'],
    ['a long title', `### ${'x'.repeat(3_000)}`, 'text-too-dense'],
  ])('%s alone is left out, and the rest is checked', (_, body, code) => {
    const { codes, titles } = read(around(body));
    expect(titles).toEqual(['Eka', 'Toka']);
    expect(codes).toEqual([code, 'link-placeholder']);
  });

  test('a section keeps its number and its place when its title is too much', () => {
    expect(read(`## 1. ${dense}\n\na\n\n## 2. Toka\n`)).toEqual({ titles: ['…', 'Toka'], codes: ['text-too-dense'] });
  });

  test.each([
    ['300,000 characters', `${PARAGRAPH}\n\n`.repeat(20_000), 'issue-too-large'],
    ['200 sections', '## A\n\na\n\n'.repeat(300), 'section-too-many'],
    ['1,000 holes', '{{nimi}}\n\n'.repeat(1_100), 'text-too-dense'],
  ])('of an issue over %s the beginning is read', (_, body, code) => {
    const { codes, titles } = read(`## Eka\n\n[alas](#loppu)\n\n${body}\n## Loppu\n`);
    expect(codes).toEqual([code]);
    expect(titles[0]).toBe('Eka');
  });

  test('places below what was left out are right', () => {
    const { problems } = parseText(`${HEADER}## 1. A\n\n${`${'*a_ '.repeat(50)}\n`.repeat(10)}\n[x](https://)\n`);
    expect(problems.map(({ code, place }) => [code, place?.line])).toEqual([
      ['text-too-dense', 13],
      ['link-placeholder', 19],
    ]);
  });
});
