import { describe, expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

async function check(text: string): Promise<JsonProblem[]> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', text) });
  return problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
}

async function hrefs(text: string): Promise<string[]> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', text) });
  await runProgram(workspace.folder, ['build']);
  const second = workspace.read('dist/tammikuu/email.html').split('id="toinen"')[1]!;
  return [...second.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!).slice(0, -1);
}

describe('a link that is right is taken', () => {
  test.each([
    ['a label that wraps', 'Lue [raportti][iso\nraportti] nyt.\n\n[iso raportti]: https://www.example.fi/a'],
    [
      'a label that wraps within a quotation',
      '> Lue [raportti][iso\n> raportti] nyt.\n\n[iso raportti]: https://www.example.fi/a',
    ],
    ['a label in other letters', 'Lue [Iso  Raportti].\n\n[iso raportti]: https://www.example.fi/a'],
    ['an address that no link uses', 'Teksti.\n\n[myöhemmin]: https://www.example.fi/a\n\n[toinen]: /polku\n\n[kolmas]: <a b>'],
    ['a comment', 'Teksti.\n\n[//]: # (muistiinpano)\n\n[comment]: <> (muistiinpano)'],
    [
      'a link of 1,900 characters',
      `[Kokous](https://teams.example.com/l/meetup-join/${'a'.repeat(900)}?context=${'b'.repeat(900)})`,
    ],
    ['a mail to two people', '[Kirjoita](mailto:aino@example.org,eero@example.org?subject=Hei)'],
    ['a mail that readers pass on', '[Vinkkaa](mailto:?subject=Lue%20tama)'],
    ['a heading within a section', '### Päätökset\n\nKatso [päätökset](#paatokset).'],
    ['a heading above the sections, and one below', '# Yleistä\n\n#### Ohjeet 2022\n\n[a](#yleista) [b](#ohjeet-2022)'],
    ['an anchor as it is written', '### Päätökset\n\nKatso [päätökset](#Päätökset) ja [nämä](#p%C3%A4%C3%A4t%C3%B6kset).'],
    ['a backtick in its words', 'Lue [Kalle`n kirje](https://www.example.fi/a) tänään.'],
    ['an address that ends before a bracket', 'Katso [https://www.example.fi/a] ja (https://www.example.fi/b).'],
    ['an address with brackets of its own', 'https://www.example.fi/a_(b) ja https://www.example.fi/[c]'],
  ])('%s', async (_, text) => {
    const problems = await check(text);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  });

  test('and leads where it says', async () => {
    expect(await hrefs('Katso [https://www.example.fi/a], ”https://www.example.fi/b” ja https://www.example.fi/[c].')).toEqual([
      'https://www.example.fi/a',
      'https://www.example.fi/b',
      'https://www.example.fi/%5Bc%5D',
    ]);
    expect(await hrefs('Lue [Kalle`n *oma* kirje](https://www.example.fi/a) ja muuta.')).toEqual(['https://www.example.fi/a']);
    expect(await hrefs('### Päätökset\n\n[päätökset](#Päätökset)')).toEqual(['#paatokset']);
  });

  test('a heading keeps the anchor of a section apart from its own', async () => {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '### Ensimmäinen\n\nTeksti.') });
    await runProgram(workspace.folder, ['build']);
    const html = workspace.read('dist/tammikuu/email.html');
    expect(html).toContain('id="ensimmainen"');
    expect(html).toContain('id="ensimmainen-2"');
  });
});

describe('a link that is wrong is reported by what is wrong, with its words', () => {
  test.each([
    ['[Kotisivu](https://https://www.example.fi)', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu](http:https://www.example.fi)', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu](https:www.example.fi)', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu](https:///www.example.fi)', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu](https//www.example.fi)', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu]((https://www.example.fi))', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu]([sivu](https://www.example.fi))', 'link-mistyped', 'https://www.example.fi'],
    ['[Kotisivu](mailto://aino@example.org)', 'link-mistyped', 'mailto:aino@example.org'],
    ['[Kotisivu](mailto:aino@example.org;eero@example.org)', 'link-mistyped', 'mailto:aino@example.org,eero@example.org'],
    ['[Kotisivu](aino@example.org)', 'link-relative', 'mailto:aino@example.org'],
    ['[Kotisivu](www.example.fi/a)', 'link-relative', 'https://www.example.fi/a'],
    ['[Kotisivu](hhttps://www.example.fi)', 'link-forbidden', 'https://www.example.fi'],
    ['[Kotisivu](ttps://www.example.fi)', 'link-forbidden', 'https://www.example.fi'],
  ])('%s', async (text, code, suggestion) => {
    const [problem, ...others] = await check(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code, line: 17, details: { suggestion } });
    expect(problem!.message).toContain(suggestion);
  });

  test.each(['http://intranet/', 'mailto:aino', 'tel:', 'https://TODO', '#'])(
    '%s leads nowhere yet: the words are named',
    async (target) => {
      const [problem] = await check(`[Sisäinen sivu](${target})`);
      expect(problem).toMatchObject({ code: 'link-placeholder', line: 17 });
      expect(problem!.message).toContain('"Sisäinen sivu"');
    },
  );

  test('two backticks that cut links are reported', async () => {
    const [problem] = await check('Katso [`--a](https://www.example.fi/a) ja [toinen `b](https://www.example.fi/b).');
    expect(problem).toMatchObject({ code: 'markdown-leftover', line: 17, details: { form: 'code-cut' } });
  });

  test.each(['[Huom]: peruttu', '[Klo]: 12:30', '[Hinta]: 10/20'])('%s was meant as text', async (text) => {
    expect((await check(text)).map(({ code, line }) => [code, line])).toEqual([['definition-unused', 17]]);
  });

  test('a link over the limit', async () => {
    const problems = await check(`[Kokous](https://www.example.fi/${'a'.repeat(2_000)})`);
    expect(problems.map(({ code }) => code)).toEqual(['link-too-long']);
  });
});

describe('problems are where they are', () => {
  const issueOf = (body: string): string => `---\ntitle: Kirje\ndate: 2022-01-26\nlists: [jarjestot]\n---\n\n${body}`;
  async function places(body: string, config = CONFIG): Promise<string[]> {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': issueOf(body), 'newsletter.yaml': config });
    const problems = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    return problems.map(({ code, line, column }) => `${code} ${line}${column === undefined ? '' : `:${column}`}`);
  }

  test('behind headings with a link', async () => {
    const sections = [1, 2, 3].map(
      (number) => `## [Otsikko ${number}](https://www.example.fi/pitka/polku/${number})\n\nTeksti.\n`,
    );
    expect(await places(`${sections.join('\n')}\nTeksti [täällä](https://www.example.fi/).\n\n${'x.\n\n'.repeat(10)}`)).toEqual([
      'heading-link 7:1',
      'heading-link 11:1',
      'heading-link 15:1',
      'link-vague 19:8',
    ]);
  });

  test('before a mark that stands wrong in the introduction', async () => {
    expect(
      await places(
        'Alku [täällä](https://www.example.fi/).\n\n<!-- more -->\n\nLoppu [tästä](https://www.example.fi/).\n\n## A\n',
      ),
    ).toEqual(['link-vague 7:6', 'more-misplaced 9:1', 'link-vague 11:7']);
  });

  test('without any section', async () => {
    expect(await places('Teksti.\n\nTeksti [täällä](https://www.example.fi/).\n')).toEqual([
      'section-none 7:1',
      'link-vague 9:8',
    ]);
  });

  test('of the same words in several blocks', async () => {
    const block = '- [Lue](#)\n\n> [Lue](#)\n\n[Lue](#) ja [Lue](#)\n\n';
    expect(await places(`## A\n\n${block}## B\n\n${block}`)).toEqual(
      ['9:3', '11:3', '13:1', '13:13', '17:3', '19:3', '21:1', '21:13'].map((place) => `link-placeholder ${place}`),
    );
  });

  test('and say what was written, not what stands for it while it is read', async () => {
    const workspace = makeWorkspace({
      'issues/tammikuu.md': issueOf(
        '## Uutisia: {{organisation|lukija}}\n\n[Lue](#uutisia) <{{organisation|x}} a> [a {{organisation|x}}](b{{organisation|x}})\n\n::: {{organisation|x}}\n:::\n',
      ),
    });
    const run = await runProgram(workspace.folder, ['check', '--json']);
    expect(run.stdout).not.toMatch(/zh[0-9a-f]{8}/i);
    await runProgram(workspace.folder, ['build']);
    const html = workspace.read('dist/tammikuu/email.html');
    expect(html).toContain('id="uutisia"');
    expect(html).not.toMatch(/zh[0-9a-f]{8}/i);
  });
});
