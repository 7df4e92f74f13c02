import { expect, test } from 'vitest';
import { linksIn } from '../../../src/preview/inbox/links-in.ts';
import { fillHoles } from '../../../src/personalise/fill-holes.ts';
import { composeText } from '../../support/compose-issue.ts';

const HEADER = '---\ntitle: Otsikko\ndate: 2022-01-26\nlists: [jarjestot]\nsummary: Tiivis\n---\n\n';

test.each([
  ['a link', '<a href="https://www.example.fi/">Sivu</a>', 'Sivu', 'https://www.example.fi/'],
  ['marked words', '<a href="https://www.example.fi/"><b>Lue</b> <i>lisää</i></a>', 'Lue lisää', 'https://www.example.fi/'],
  ['an address of parts', '<a href="https://www.example.fi/?a=1&amp;b=2">x</a>', 'x', 'https://www.example.fi/?a=1&b=2'],
  [
    'an image',
    '<a class="x" href="https://www.example.fi/"><img src="cid:a" alt="Kuva &quot;A&quot;"></a>',
    'Kuva "A"',
    'https://www.example.fi/',
  ],
  ['nothing', '<a href="https://www.example.fi/"> <span></span>\n</a>', '', 'https://www.example.fi/'],
  ['spaces', '<a\n href="mailto:a@example.fi">a&nbsp;b\n c&#228;&#xE4;</a>', 'a b cää', 'mailto:a@example.fi'],
])('%s is known by its words and its target', (_, html, words, target) => {
  expect(linksIn(html)).toEqual([{ words, target }]);
});

test('places in the message itself and empty targets are none', () => {
  expect(linksIn('<a href="#osio">a</a><a href="">b</a><a name="c">c</a><a id="d" data-href="x">d</a>')).toEqual([]);
});

test('the same words to the same place are told once, in reading order', () => {
  const link = (words: string, target: string): string => `<a href="${target}">${words}</a>`;
  const html = link('b', 'x:1') + link('a', 'x:1') + link('b', 'x:1') + link('b', 'x:2');
  expect(linksIn(html).map(({ words, target }) => `${words} ${target}`)).toEqual(['b x:1', 'a x:1', 'b x:2']);
});

test('all links of a composed issue are found', async () => {
  const text =
    '[Yksi](https://www.example.fi/1) ja [kaksi *vinoa*](https://www.example.fi/?a=1&b=2).\n\n::: button\n[Nappi](https://www.example.fi/3)\n:::\n';
  const template = await composeText(HEADER + text);
  const links = linksIn(fillHoles(template.html, {}));
  expect(links).toContainEqual({ words: 'Yksi', target: 'https://www.example.fi/1' });
  expect(links).toContainEqual({ words: 'kaksi vinoa', target: 'https://www.example.fi/?a=1&b=2' });
  expect(links).toContainEqual({ words: 'Nappi', target: 'https://www.example.fi/3' });
});
