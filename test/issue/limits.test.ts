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
