import { describe, expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { ISSUE, makeWorkspace } from '../support/workspace.ts';

/** The line of the paragraph that each case puts its text into. */
const LINE = 17;

async function check(text: string, files: Readonly<Record<string, string>> = {}): Promise<JsonProblem[]> {
  const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', text), ...files });
  return problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
}

function found(problems: readonly JsonProblem[]): string[] {
  return problems.map(({ code, line, details }) => `${code} ${line} ${(details['text'] as string | undefined) ?? ''}`.trim());
}

describe('markup that readers would see is reported with its line', () => {
  test.each([
    ['**Huom:**teksti', 'markdown-leftover 17 **Huom:**'],
    ['Tekstiä. **Myös: **maanantaina', 'markdown-leftover 17 **Myös: **'],
    ['**Huom: tämä jää auki', 'markdown-leftover 17 **'],
    ['** Huom:** teksti', 'markdown-leftover 17 ** Huom:**'],
    ['*Huom:*teksti', 'markdown-leftover 17 *Huom:*'],
    ['__Huom:__teksti', 'markdown-leftover 17 __Huom:__'],
    ['Hinta ~~10 € ~~nyt', 'markdown-leftover 17 ~~10 € ~~'],
    ['Tämä on ==tärkeää==.', 'markdown-leftover 17 ==tärkeää=='],
    ['Lue [raportti][raporti].', 'markdown-leftover 17 [raportti][raporti]'],
    ['Lue [raportti][].', 'markdown-leftover 17 [raportti][]'],
    ['Lue [pitkä\nraportti][raporti].', 'markdown-leftover 17 [pitkä raportti][raporti]'],
    ['Viite[^1] puuttuu.', 'markdown-leftover 17 [^1]'],
    ['[Lue] (https://www.example.fi/a)', 'markdown-leftover 17 [Lue] (https://www.example.fi/a)'],
    ['![Kuva] (kuva.png)', 'markdown-leftover 17 ![Kuva] (kuva.png)'],
    ['[Ohjelma]<https://www.example.fi/a>', 'markdown-leftover 17 [Ohjelma]<https://www.example.fi/a>'],
    ['(Lue)[https://www.example.fi/a]', 'markdown-leftover 17 (Lue)[https://www.example.fi/a]'],
    ['Luettelo\n[lue]: https://www.example.fi/a', 'markdown-leftover 18 [lue]: https://www.example.fi/a'],
    ['Teksti.{: .ingressi}', 'markdown-leftover 17 {: .ingressi}'],
    ['### Otsikko {#tunnus}', 'markdown-leftover 17 {#tunnus}'],
    ['[Lue](https://www.example.fi/a){target=_blank}', 'markdown-leftover 17 {target=_blank}'],
    ['{% include alku.md %}', 'markdown-leftover 17 {% include alku.md %}'],
    ['Hei *|FNAME|*!', 'markdown-leftover 17 *|FNAME|*'],
    ['Hei {nimi}!', 'markdown-leftover 17 {nimi}'],
    ['Hei {nimi}}!', 'markdown-leftover 17 {nimi}}'],
    ['Hei ##nimi##!', 'markdown-leftover 17 ##nimi##'],
    ['Hei ${nimi}!', 'markdown-leftover 17 ${nimi}'],
    ['Hei %%nimi%%!', 'markdown-leftover 17 %%nimi%%'],
    ['Hei %FIRSTNAME%!', 'markdown-leftover 17 %FIRSTNAME%'],
    ['Hei [Etunimi]!', 'markdown-leftover 17 [Etunimi]'],
    ['Katso [[Toinen sivu]].', 'markdown-leftover 17 [[Toinen sivu]]'],
    ['![[kuva.png]]', 'markdown-leftover 17 ![[kuva.png]]'],
    ['[TOC]', 'markdown-leftover 17 [TOC]'],
    ['[caption id="a"]Kuva[/caption]', 'markdown-leftover 17 [caption id="a"]'],
    ['> [!NOTE]\n> Varo.', 'markdown-leftover 17 [!NOTE]'],
    ['| a | b |\n| 1 | 2 |', 'markdown-leftover 17 | a | b |'],
    ['| a | b |\n|---|\n| 1 | 2 |', 'markdown-leftover 17 | a | b |'],
    ['a | b\n--- | --- | ---\n1 | 2', 'markdown-leftover 17 a | b'],
    ['Jee :tada: jee', 'markdown-doubtful 17 :tada:'],
    ['Anna `--tiedosto lopuksi', 'markdown-doubtful 17 `'],
    ['Kahvi&amp;nbsp;tauko', 'markdown-leftover 17 &amp;nbsp;'],
    ['Kahvi &nbsp tauko', 'markdown-leftover 17 &nbsp'],
    ['Kiireht&aumlkää &auml nyt', 'markdown-leftover 17 &auml'],
    ['Anna ```--tiedosto lopuksi', 'markdown-doubtful 17 ```'],
    ['```\nkoodia\n\n## 3. Kolmas\n\nTeksti.', 'code-unclosed 17'],
    ['~~~\nkoodia\n```', 'code-unclosed 17'],
    ['J\ufffdrvi', 'text-damaged 17'],
    ['<div>Tärkeää</div>', 'raw-html 17'],
  ])('%s', async (text, expected) => {
    expect(found(await check(text))).toContain(expected);
  });

  test('also in a list, a quotation, a table, a note and an event', async () => {
    const text =
      '- a\n- **Huom:**x\n\n> **Huom:**y\n\n| a |\n|---|\n| **Huom:**z |\n\n::: note **Tärkeä**\nb **Huom:**c\n:::\n\n' +
      '::: event\ntitle: **Foorumi**\nwhen: ti 15.2.2022\n:::';
    const lines = (await check(text)).map(({ code, line }) => `${code} ${line}`);
    expect(lines).toEqual([18, 20, 24, 26, 27, 31].map((line) => `markdown-leftover ${line}`));
  });

  test('also in the title, the subject and the summary', async () => {
    const issue = ISSUE.replace('title: Uutiskirje', 'title: "**Uutiskirje**"\nsubject: Hei {nimi}').replace(
      'summary: Lyhyesti.',
      'summary: "[Lue](https://www.example.fi)"',
    );
    const problems = await check('', { 'issues/tammikuu.md': issue.replace(' tammikuu/2022', '') });
    expect(found(problems).filter((each) => each.startsWith('markdown-leftover'))).toEqual([
      'markdown-leftover 2 **Uutiskirje**',
      'markdown-leftover 3 {nimi}',
      'markdown-leftover 7 [Lue](https://www.example.fi)',
    ]);
  });

  test('the words of an HTML block are named, since they are left out with it', async () => {
    const [problem] = await check('<details>\n<summary>Lue</summary>\nSalattu sana\n</details>');
    expect(problem).toMatchObject({ code: 'raw-html', details: { tag: 'details', words: 'Lue Salattu sana' } });
    expect(problem!.message).toContain('Salattu sana');
  });
});

describe('text that only looks like markup is left alone', () => {
  test.each([
    '2 * 3 * 4 = 24, 2**3 on 8 ja 5*4*3 on 60',
    'Hinta 30 €* tai 40 €**\n\n\\* jäsenille\n\n\\*\\* muille',
    '*) Koskee jäseniä. **) Koskee muita. ***) Ei koske ketään.',
    'Hotelli **** ja tiedosto f****n',
    '```\nkoodia\n```\n\n~~~~ js\nkoodia\n```\n~~~~~\n\n    sisennettyä',
    '- kohta\n\n  ```\n  koodia\n  ```\n\n> ```\n> koodia\n> ```',
    'Kahvi &amp; tee, R&D, Q&A, &copy;, a&nbsp;b, Katu&Raitti, http://www.example.fi/?a=1&euro=2',
    'Tiedosto `snake_case_nimi` ja snake_case_nimi',
    'Sanoi [sic] että [...] tulee [2]',
    'Ks. Aho [1][2] ja [3] (s. 14)',
    'Katso [1] (https://www.example.fi/a) ja [2] <https://www.example.fi/b>',
    'Joukko {a, b} ja {1, 2}',
    'Aika 10:30:45 ja suhde 1:2:3',
    'Alennus 20 % ja 30 % sekä 100%',
    'Auki: ma | ti | ke',
    'a == b ja c === d',
    'Koodia: `{nimi}`, `**x**y`, `[a][b]`, `:tada:` ja `| a | b |`',
    'Kirjoita \\{\\{nimi\\}\\} tai \\*\\*x\\*\\*y',
    '    {% koodia %} **x**y',
    'Nyt ~5 € ja ~10 €',
    'Kalle`n auto',
    'Terveisin Aino :) ja :-D',
    'Hei {{organisation|hyvä lukija}}, {{organisation|{a}}}',
    'Osoite https://www.example.fi/a_b_c/**/d?x=[1]',
    '**Huom:** teksti, **Huom**: teksti ja *sana*.',
    '1. kohta\n2. kohta',
  ])('%s', async (text) => {
    const problems = await check(text);
    expect(problems.filter(({ code }) => /^markdown|^text-|^setext|^code/.test(code)).map(({ message }) => message)).toEqual([]);
  });
});

describe('what people paste is understood', () => {
  async function build(text: string): Promise<{ html: string; text: string; problems: JsonProblem[] }> {
    const workspace = makeWorkspace({ 'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', text) });
    const run = await runProgram(workspace.folder, ['build', '--json']);
    const [html, letter] = ['html', 'txt'].map((ending) => workspace.read(`dist/tammikuu/email.${ending}`)) as [string, string];
    return { html: html.replace(/ style="[^"]*"/g, ''), text: letter, problems: problemsOf(run, 'build') };
  }

  test.each(['• yksi\n• kaksi', '·\tyksi\n·\tkaksi', '-\u00a0yksi\n-\u00a0kaksi', '▪ yksi\n▪\u00a0kaksi', '•yksi\n•kaksi'])(
    'bullets: %j',
    async (list) => {
      const { html, text, problems } = await build(`Tarjolla:\n${list}`);
      expect(problems).toEqual([]);
      expect(html).toMatch(/<ul>\s*<li>yksi<\/li>\s*<li>kaksi<\/li>\s*<\/ul>/);
      expect(text).toContain('- yksi\n- kaksi');
    },
  );

  test('numbers before a space that no line breaks at', async () => {
    expect((await build('1.\u00a0yksi\n2.\u00a0kaksi')).html).toMatch(/<ol>\s*<li>yksi<\/li>/);
  });

  test.each([
    '2*3 metriä ja 4*5 metriä',
    '2**3 on 8 ja 3**2 on 9',
    '5*4*3 on 60',
    'Leser*innen und Autor*innen',
    'rivit 1*2 ja sarakkeet A*B',
  ])('asterisks that multiply or join words stay: %s', async (words) => {
    const { html, text, problems } = await build(`Laskelma: ${words}.`);
    expect(html).toContain(`Laskelma: ${words}.`);
    expect(text).toContain(`Laskelma: ${words}.`);
    expect(problems).toEqual([]);
  });

  test('and those that mark a piece of a word, or words of their own, mark them', async () => {
    const { html } = await build('Sana*osa*nen, *sana*nen, sana*nen*. **Huom**: 2*n* ja *a* * *b*.');
    expect(html).toContain('Sana<em>osa</em>nen, <em>sana</em>nen, sana<em>nen</em>. <strong>Huom</strong>: 2<em>n</em> ja');
  });

  test('but not bullets within a line, nor in code', async () => {
    const { html } = await build('Auki • Kiinni\n\n```\n• koodia\n```');
    expect(html).not.toContain('<li>');
    expect(html).toContain('• koodia');
  });

  test('footnotes: a number in the text, the note below the section, in both parts', async () => {
    const { html, text, problems } = await build(
      'Tuki on 500 euroa[^1], ja kaupunki maksaa[^kaupunki]. Sama[^1].\n\n[^1]: Lähde: **kaupunki**.\n[^kaupunki]: https://www.example.fi/paatos',
    );
    expect(problems).toEqual([]);
    expect(html).toMatch(/500\u00a0euroa<sup><a href="#note_1"[^>]*>1<\/a><\/sup>/);
    expect(html).toMatch(/<li id="note_1" value="1">Lähde: <strong>kaupunki<\/strong>\.<\/li><li id="note_2" value="2">/);
    expect(text).toContain('500 euroa[1], ja kaupunki maksaa[2]. Sama[1].');
    expect(text).toContain('[1] Lähde: kaupunki.\n[2] https://www.example.fi/paatos');
  });

  test('a footnote without a mark, and one that is there twice, are reported', async () => {
    const { problems } = await build('Teksti[^1].\n\n[^1]: Yksi.\n\n[^2]: Kaksi.\n\n[^1]: Kolme.');
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['footnote-unused 21', 'footnote-unused 23']);
  });

  test('an address, a number or a page alone is a contact, and a link', async () => {
    const { html, problems } = await build(
      '::: contacts\n- info@example.org\n- 050 123 4567\n- Toimisto, https://www.example.fi/yhteys\n- [Verkkosivu](https://www.example.fi/a,b)\n- [Aino Esimerkki](mailto:aino@example.fi)\n:::',
    );
    expect(problems).toEqual([]);
    for (const target of [
      'mailto:info@example.org',
      'tel:0501234567',
      'https://www.example.fi/yhteys',
      'https://www.example.fi/a,b',
      'mailto:aino@example.fi',
    ])
      expect(html).toContain(`href="${target}"`);
  });

  test('a column in angle brackets is a link', async () => {
    const { html, problems } = await build('Sivusi: <{{sivu|https://www.example.fi/}}>');
    expect(problems.map(({ code }) => code)).toEqual(['hole-fallback-only']);
    expect(html).toContain('href="https://www.example.fi/"');
  });
});

describe('a sentence above three dashes', () => {
  test.each(['Kiitos kaikille!', `Pitkä ${'teksti '.repeat(15)}`, 'Kaksi\nriviä'])(
    '%j is a paragraph above a divider, and a warning',
    async (text) => {
      const problems = await check(`${text}\n---`);
      expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['setext-heading', 'warning']]);
      expect(problems[0]!.line).toBe(LINE + text.trim().split('\n').length);
    },
  );

  test('a short one is a section, and a warning where the others have ##', async () => {
    const problems = await check('Tervetuloa\n---\n\nTeksti.');
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['setext-heading 18']);
  });

  test('is silent where all sections are written so, and where a line is empty', async () => {
    const own = ISSUE.replace('## 1. Ensimmäinen', 'Ensimmäinen\n---').replace('## 2. Toinen', 'Toinen\n---');
    expect(await check('', { 'issues/tammikuu.md': own })).toEqual([]);
    expect(await check('Kiitos kaikille!\n\n---\n\nTeksti.')).toEqual([]);
  });
});
