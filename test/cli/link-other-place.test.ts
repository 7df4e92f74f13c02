import { expect, test } from 'vitest';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { ISSUE, makeWorkspace } from '../support/workspace.ts';

async function found(link: string): Promise<(readonly [string, unknown, unknown])[]> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', `Katso ${link} tänään.`) });
  const problems = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
  return problems
    .filter(({ code }) => code === 'link-other-place')
    .map(({ severity, details }) => [severity, details['says'], details['leads']] as const);
}

test.each([
  ['[https://pankki.example.fi](https://evil.example/)', 'pankki.example.fi', 'evil.example'],
  ['[pankki.example.fi/kirjaudu](https://evil.example/a)', 'pankki.example.fi', 'evil.example'],
  ['[www.example.fi](https://www.example.com)', 'www.example.fi', 'www.example.com'],
  ['[**https://example.fi/a**](https://example.fi.evil.example/a)', 'example.fi', 'example.fi.evil.example'],
  ['[Kirjaudu](https://pankki.example.fi@evil.example/)', 'pankki.example.fi', 'evil.example'],
  ['https://pankki.example.fi:x@evil.example/a', 'pankki.example.fi', 'evil.example'],
  ['[Kirjaudu](https://\u0440ankki.example.fi/)', '\u0440ankki.example.fi', new URL('https://\u0440ankki.example.fi/').hostname],
  ['[aino@example.org](mailto:eero@evil.example)', 'aino@example.org', 'eero@evil.example'],
])('%s is a warning with both addresses', async (link, says, leads) => {
  expect(await found(link)).toEqual([['warning', says, leads]]);
});

test.each([
  '[www.example.fi](https://example.fi/)',
  '[Example.FI](https://www.example.fi/a?b=c)',
  '[example.fi/a](https://uutiset.example.fi/b)',
  '[uutiset.example.fi](https://www.example.fi/uutiset)',
  `[https://järjestö.example.fi](${new URL('https://järjestö.example.fi/').href})`,
  'https://www.example.fi/a ja www.example.fi ja aino@example.org',
  '[ohjelma.pdf](https://www.example.fi/ohjelma.pdf)',
  '[klo 10.30](https://www.example.fi/a) ja [12.5.2022](https://www.example.fi/b)',
  '[ASP.NET](https://www.example.com/a), [Node.js](https://www.example.com/b)',
  '[Lue lisää: example.fi ja muut](https://www.example.com/a)',
  '[aino@example.org](mailto:Aino@example.org?subject=Hei)',
  '[aino@example.org](mailto:eero@example.org,aino@example.org)',
  '[Kirjoita](mailto:eero@example.org)',
  '[example.fi]({{organisation|https://www.example.com}})',
])('%s is right', async (link) => {
  expect(await found(link)).toEqual([]);
});

test('the text part shows where such a link leads', async () => {
  const workspace = makeWorkspace({
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '[https://pankki.example.fi](https://evil.example/) on linkki.'),
  });
  await runProgram(workspace.folder, ['build']);
  expect(workspace.read('dist/tammikuu/email.txt')).toContain('https://pankki.example.fi (https://evil.example/) on linkki.');
});
