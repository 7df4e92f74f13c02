import { describe, expect, test } from 'vitest';
import { parseText } from '../support/compose-issue.ts';

const HEADER = '---\ntitle: x\ndate: 2022-01-26\nlists: [a]\n---\n';

function problemsOf(body: string): { code: string; line: number }[] {
  return parseText(HEADER + body).problems.map(({ code, place }) => ({ code, line: place?.line ?? 0 }));
}

/** Minutes of work, were it not for the limits; the runner gives a test one. */
describe('what no newsletter is, is refused at once with its line', () => {
  test.each([
    [
      '2,000 nested lists',
      Array.from({ length: 2_000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'nesting-too-deep',
      56,
    ],
    ['2,000 list marks on a line', '- '.repeat(2_000), 'nesting-too-deep', 6],
    ['2,000 nested quotations', `\n${'>'.repeat(2_000)} a`, 'nesting-too-deep', 7],
    ['numbered lists within lists', `${'1. '.repeat(60)}a`, 'nesting-too-deep', 6],
    ['a line of 1 MB', 'a '.repeat(499_000), 'line-too-long', 6],
    ['10,000 sections', '## A\n\n'.repeat(10_000), 'section-too-many', 406],
    ['more than 1 MB', 'Sanoja ja sanoja.\n'.repeat(60_000), 'issue-too-large', 6],
  ])('%s', (_, body, code, line) => {
    expect(problemsOf(body)).toEqual([{ code, line }]);
  });
});

test('what is within the limits is read', () => {
  expect(problemsOf(`${'> '.repeat(20)}a\n\n${'a '.repeat(9_000)}\n\n${'## A\n\n'.repeat(200)}`)).toEqual([]);
});
