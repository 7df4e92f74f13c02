import { describe, expect, test } from 'vitest';
import type { Block, Contact } from '../../src/issue/block.ts';
import type { Issue } from '../../src/issue/issue.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { parseText } from '../support/compose-issue.ts';

/** An issue of the 22nd of December 2021 whose first section is `body`. */
function parse(
  body: string,
  language: 'fi' | 'sv' | 'en' = 'fi',
): { issue: Issue; blocks: readonly Block[]; problems: readonly Problem[] } {
  const header = '---\ntitle: Otsikko\ndate: 2021-12-22\nlists: [jarjestot]\n---\n';
  const { value, problems } = parseText(`${header}\n## 1. A\n\n${body}\n`, language);
  return { issue: value, blocks: value.sections[0]!.blocks, problems };
}

const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);
const text = (words: string): object[] => [{ kind: 'text', text: words }];
const aino: Contact = {
  name: 'Aino Esimerkki',
  details: [
    { kind: 'text', text: 'projektipäällikkö' },
    { kind: 'email', address: 'aino@example.fi' },
    { kind: 'phone', text: 'p.\u00a0050\u00a0123\u00a04567', number: '0501234567' },
  ],
};

describe('an event', () => {
  const event = (lines: string): string => `::: event\n${lines}\n:::`;

  test('has its texts as written and its times as values; a colon or # in a value is just text', () => {
    const { blocks, problems } = parse(
      event('title: Foorumi: osa #2\nwhen: ti 25.1. klo 15–17\nwhere: Verkossa\nsignup: https://e.fi/x\ndeadline: 18.1.2022'),
    );
    expect(problems).toEqual([]);
    const at = (time: string): object => ({ day: '2022-01-25', time, instant: Date.parse(`2022-01-25T${time}:00+02:00`) });
    expect(blocks).toEqual([
      {
        kind: 'event',
        id: 'foorumi-osa-2',
        title: 'Foorumi: osa #2',
        when: 'ti\u00a025.1. klo\u00a015–17',
        where: 'Verkossa',
        signup: 'https://e.fi/x',
        deadline: '18.1.2022',
        time: { kind: 'time', start: at('15:00'), end: at('17:00') },
        deadlineTime: { kind: 'days', first: '2022-01-18', last: '2022-01-18' },
      },
    ]);
  });

  test.each([
    ['when: ke 25.1.2022', 'date-weekday'],
    ['when: 30.2.2022', 'date-impossible'],
    ['when: joskus keväällä', 'date-unreadable'],
    ['when: 20.12.', 'date-far'],
    ['when: 25.1.2022 klo 17–15', 'date-backwards'],
    ['when: 27.3.2022 klo 3.30', 'date-clock-change'],
    ['when: 1.12.2021', 'event-past'],
    ['when: 25.1.2022\ndeadline: 26.1.2022', 'event-deadline'],
    ['when: 25.1.2022\ndeadline: pian', 'date-unreadable'],
  ])('%s: %s, on its line', (lines, code) => {
    const { problems } = parse(event(`title: A\n${lines}`));
    expect(codes(problems)).toEqual([code]);
    expect(problems[0]!.place!.line).toBe(10 + lines.split('\n').length);
  });

  test('takes an e-mail address to sign up at', () => {
    expect(parse(event('title: A\nwhen: 25.1.2022\nsignup: ilmo@example.fi')).blocks).toMatchObject([
      { signup: 'mailto:ilmo@example.fi' },
    ]);
  });

  test('whose time holds a hole has no value, and is no problem', () => {
    const { blocks, problems } = parse(event('title: A\nwhen: 25.1.2022 klo {{tunti}}'));
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([{ time: null }]);
  });
});

describe('contacts', () => {
  test('as a block: one a line, in any order, with (at) or @, and a title on the opening line', () => {
    const { blocks, problems } = parse(
      '::: contacts Kysy lisää\n- Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567\n- Eero Malli, +358 40 1234567,\n  eero@example.fi\n:::',
    );
    expect(problems).toEqual([]);
    const eero = {
      name: 'Eero Malli',
      details: [
        { kind: 'phone', text: '+358\u00a040\u00a01234567', number: '+358401234567' },
        { kind: 'email', address: 'eero@example.fi' },
      ],
    };
    expect(blocks).toEqual([{ kind: 'contacts', title: 'Kysy lisää', contacts: [aino, eero] }]);
  });

  test.each([
    ['Lisätietoja: Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567', 'fi', 'Lisätietoja'],
    ['**Lisätietoja:** Aino Esimerkki, projektipäällikkö, aino@example.fi, p. 050 123 4567.', 'fi', 'Lisätietoja'],
    ['Mer information: Aino Esimerkki, projektipäällikkö, aino (at) example.fi, p. 050 123 4567', 'sv', 'Mer information'],
    [
      'For more information: Aino Esimerkki, projektipäällikkö, aino[at]example.fi, p. 050 123 4567',
      'en',
      'For more information',
    ],
    ['Lisätietoja:\n\n- Aino Esimerkki, projektipäällikkö, aino(at)example.fi, p. 050 123 4567', 'fi', 'Lisätietoja'],
  ] as const)('as a paragraph: %j', (body, language, title) => {
    expect(parse(body, language).blocks).toEqual([{ kind: 'contacts', title, contacts: [aino] }]);
  });

  test('several in one paragraph, parted by semicolons, lines, or nothing', () => {
    const names = (body: string): string[] =>
      parse(body).blocks.flatMap((block) => (block.kind === 'contacts' ? block.contacts.map(({ name }) => name) : []));
    expect(names('Lisätietoja: Aino A, aino@example.fi; Eero E, eero@example.fi')).toEqual(['Aino A', 'Eero E']);
    expect(names('Lisätietoja: Aino A, aino@example.fi\\\nEero E, eero@example.fi')).toEqual(['Aino A', 'Eero E']);
    expect(names('Lisätietoja: Aino A, johtaja, aino@example.fi, Eero E, sihteeri, p. 050 123 4567')).toEqual([
      'Aino A',
      'Eero E',
    ]);
  });

  test.each([
    'Lisätietoja: katso sivu 5',
    'Lisätietoja: [sivuilta](https://e.fi/x), a@example.fi',
    'Lisätietoja:\n\n- [x](https://e.fi/x)',
  ])('%j is none', (body) => expect(parse(body).blocks[0]).toMatchObject({ kind: 'paragraph' }));

  test('only a name begins the next one; whoever is no name leaves the paragraph as it is', () => {
    const { blocks } = parse(
      'Lisätietoja: Aino Esimerkki, aino@example.fi, projektipäällikkö, Eero Malli, eero@example.fi, asiantuntija',
    );
    expect(blocks).toMatchObject([{ contacts: [{ name: 'Aino Esimerkki' }, { name: 'Eero Malli' }] }]);
    for (const body of [
      'Lisätietoja: ota yhteyttä toimistoon, p. 050 123 4567',
      'Lisätietoja: Katso sivu',
      'Yhteystiedot: Koekatu 1, a@example.fi',
      'Lisätiedot: varaudu, 12345678',
    ])
      expect(parse(body).blocks).toMatchObject([{ kind: 'paragraph' }]);
  });

  test.each([
    ['+358 (0)50 123 4567', ['+358501234567']],
    ['(09) 123 4567', ['091234567']],
    ['p. 050 123 4567 / 040 123 4567', ['0501234567', '0401234567']],
  ])('a telephone number %s is dialled as %j', (written, numbers) => {
    const [block] = parse(`::: contacts\nAino, ${written}\n:::`).blocks;
    const details = block?.kind === 'contacts' ? block.contacts[0]!.details : [];
    expect(details.flatMap((detail) => (detail.kind === 'phone' ? [detail.number] : []))).toEqual(numbers);
  });

  test('a date at the end keeps its full stop', () => {
    expect(JSON.stringify(parse('::: contacts\nKalle, p. 050 123 4567, lomalla 1.–15.2.\n:::').blocks)).toContain('1.–15.2.');
  });

  test('somebody whom nobody can reach is warned of', () => {
    const { problems } = parse('::: contacts\nAino Esimerkki, projektipäällikkö\n:::');
    expect(problems).toMatchObject([
      { code: 'contact-unreachable', severity: 'warning', details: { name: 'Aino Esimerkki' }, place: { line: 10 } },
    ]);
  });
});

describe('quotations', () => {
  const said = (words: string): object => ({ kind: 'paragraph', content: text(words) });

  test.each([
    ['– Hyvä niin, sanoo Eero.', 'fi', [said('– Hyvä niin, sanoo Eero.')], []],
    ['— Bra så, säger Eero.', 'sv', [said('— Bra så, säger Eero.')], []],
    ['> Hyvä niin.', 'fi', [said('Hyvä niin.')], []],
    ['> – Hyvä niin, sanoo Eero.', 'fi', [said('– Hyvä niin, sanoo Eero.')], []],
    ['> Hyvä niin.\n> — Eero Malli', 'fi', [said('Hyvä niin.')], text('— Eero Malli')],
    ['> Hyvä niin.\n>\n> — Eero Malli', 'fi', [said('Hyvä niin.')], text('— Eero Malli')],
    [
      '> Hyvä niin.\\\n> — *Eero* Malli',
      'fi',
      [said('Hyvä niin.')],
      [...text('— '), { kind: 'emphasis', content: text('Eero') }, ...text(' Malli')],
    ],
  ] as const)('%j', (body, language, blocks, attribution) => {
    expect(parse(body, language).blocks).toEqual([{ kind: 'quotation', blocks, attribution }]);
  });

  test('a dash begins none in English', () => {
    expect(parse('– Well, it said.', 'en').blocks).toMatchObject([{ kind: 'paragraph' }]);
  });
});

describe('a figure', () => {
  test('is an image alone, its title the caption', () => {
    const { issue, blocks } = parse('![Piirros](k.png "Kuvateksti")');
    expect(blocks).toEqual([{ kind: 'figure', target: 'k.png', alt: 'Piirros', caption: 'Kuvateksti' }]);
    expect(issue.images).toMatchObject([{ target: 'k.png', place: { line: 9 } }]);
  });
});

describe('a list of links', () => {
  test('is a list of nothing else', () => {
    const { blocks } = parse('- [Ohje](https://e.fi/a)\n- [Video, 2 min](https://e.fi/b)');
    expect(blocks).toMatchObject([{ kind: 'links', links: [{ target: 'https://e.fi/a' }, { target: 'https://e.fi/b' }] }]);
    expect(parse('- [Ohje](https://e.fi/a) ja muuta').blocks).toMatchObject([{ kind: 'list' }]);
    expect(parse('1. [Ohje](https://e.fi/a)').blocks).toMatchObject([{ kind: 'list' }]);
  });
});

describe('a button', () => {
  test('is one link', () => {
    const { blocks, problems } = parse('::: button\n[Ilmoittaudu kurssille](https://e.fi/a)\n:::');
    expect(problems).toEqual([]);
    expect(blocks).toEqual([
      { kind: 'button', link: { kind: 'link', target: 'https://e.fi/a', content: text('Ilmoittaudu kurssille') } },
    ]);
  });

  test.each(['Paina [nappia](https://e.fi/a)', '[Yksi](https://e.fi/a) [kaksi](https://e.fi/b)', 'Ilmoittaudu!'])(
    '%j is none, and its words stay',
    (body) => {
      const { blocks, problems } = parse(`::: button\n${body}\n:::`);
      expect(codes(problems)).toEqual(['button-content']);
      expect(problems[0]!.place!.line).toBe(9);
      expect(blocks).toMatchObject([{ kind: 'paragraph' }]);
    },
  );
});

describe('a note', () => {
  test('is a box with a title and any blocks', () => {
    const { blocks } = parse('::: note Hyvä tietää\nTeksti.\n\n- a\n:::');
    expect(blocks).toMatchObject([{ kind: 'note', title: 'Hyvä tietää', blocks: [{ kind: 'paragraph' }, { kind: 'list' }] }]);
    expect(parse('::: note\nTeksti.\n:::').blocks).toMatchObject([{ kind: 'note', title: '' }]);
  });
});

describe('channels', () => {
  test('are links with names, and hashtags', () => {
    const { blocks, problems } = parse(
      '::: channels\n- Facebook: [@jarvimaa](https://e.org/f)\nVerkossa: https://e.org\n\n#yhdessä #järvi_maa2\n:::',
    );
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([
      {
        kind: 'channels',
        channels: [
          { name: 'Facebook', link: { target: 'https://e.org/f' } },
          { name: 'Verkossa', link: { target: 'https://e.org' } },
        ],
        hashtags: ['#yhdessä', '#järvi_maa2'],
      },
    ]);
  });

  test('a line that is neither is named', () => {
    const { problems } = parse('::: channels\nFacebook: jarvimaa\n#a ja b\n:::');
    expect(problems.map(({ code, place }) => [code, place!.line])).toEqual([
      ['channels-line', 10],
      ['channels-line', 11],
    ]);
  });
});

describe('what is only on the web page', () => {
  test('stands behind <!-- more -->', () => {
    const { issue, blocks, problems } = parse('Alku.\n\n<!-- more -->\n\nLoppu.\n\n- ja lista');
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([{ kind: 'paragraph', content: text('Alku.') }]);
    expect(issue.sections[0]!.more).toMatchObject({ blocks: [{ kind: 'paragraph' }, { kind: 'list' }], place: { line: 11 } });
  });

  test.each([
    ['- a\n\n  <!-- more -->\n\n  b', 'nested'],
    ['::: note\n<!-- more -->\n:::', 'nested'],
    ['a\n\n<!-- more -->\n\nb\n\n<!-- more -->\n\nc', 'again'],
  ])('%j: %s', (body, where) => {
    expect(parse(body).problems).toMatchObject([{ code: 'more-misplaced', details: { where } }]);
  });

  test('is nothing in the introduction', () => {
    const { problems } = parseText('---\ntitle: x\ndate: 2022-01-26\nlists: [a]\n---\na\n\n<!-- more -->\n\n## 1. A\n');
    expect(problems).toMatchObject([{ code: 'more-misplaced', details: { where: 'introduction' }, place: { line: 8 } }]);
  });
});

describe('blocks with ::: in general', () => {
  test.each([
    ['::: note\nHei', ['directive-unclosed']],
    ['::: evnt\nHei\n:::', ['directive-unknown']],
    [':::', ['directive-stray']],
    ['::: signoff Hei\nx\n:::', ['directive-argument']],
    ['::: signoff\n:::', ['directive-empty']],
  ])('%j: %j', (body, expected) => expect(codes(parse(body).problems)).toEqual(expected));

  test('one that is not closed ends before the next section', () => {
    const { issue, problems } = parse('::: signoff\nHei\n\n## 2. B');
    expect(codes(problems)).toEqual(['directive-unclosed']);
    expect(issue.sections).toHaveLength(2);
  });
});

describe('HTML', () => {
  test('of a few kinds means itself', () => {
    const { blocks, problems } = parse('H<sub>2</sub>O, m<sup>2</sup>, <b>lihava <i>ja vino</i></b><br>ja <del>poistettu</del>');
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([
      {
        content: [
          { text: 'H' },
          { kind: 'subscript' },
          { text: 'O, m' },
          { kind: 'superscript' },
          { text: ', ' },
          { kind: 'strong', content: [{ text: 'lihava ' }, { kind: 'emphasis' }] },
          { kind: 'break' },
          { text: 'ja ' },
          { kind: 'strike' },
        ],
      },
    ]);
  });

  test('of any other kind is left out and named; a comment is the author’s own', () => {
    const { blocks, problems } = parse(
      'a <!-- oma --> <u>c</u><br>d\n\n<!-- oma -->\n\n<table><tr><td>x</td></tr></table>\n\n<b>e',
    );
    expect(problems.map(({ code, place }) => [code, place!.line])).toEqual([
      ['raw-html', 9],
      ['raw-html', 13],
      ['raw-html', 15],
    ]);
    expect(JSON.stringify(blocks)).not.toContain('<');
  });

  test('words behind a comment are not lost', () => {
    expect(parse('<!-- oma --> Tärkeää **tekstiä**.').blocks).toMatchObject([
      { kind: 'paragraph', content: [{ text: 'Tärkeää ' }, { kind: 'strong' }, {}] },
    ]);
  });
});

describe('what Markdown would change or leave out is told', () => {
  test.each([
    ['3. tammikuuta\n10. tammikuuta', 'list-numbers'],
    ['| a | b |\n|---|---|\n| 1 | 2 | 3 |', 'table-cells'],
    ['[Huom]: peruttu', 'definition-unused'],
    ['##2. Ilman väliä', 'heading-space'],
    ['### Ala {contents=no}', 'heading-attribute'],
    ['Hei {{{name}}}', 'hole-malformed'],
  ])('%j: %s', (body, code) => expect(codes(parse(body).problems)).toEqual([code]));

  test.each([
    '1. a\n1. b\n1. c',
    '3. a\n4. b',
    '| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n| 1 |',
    '[a][b]\n\n[b]: https://e.fi/x',
    '#yhdessä',
  ])('%j is fine', (body) => expect(parse(body).problems).toEqual([]));

  test('one tilde is a tilde, two strike out', () => {
    expect(parse('~5 €, noin~10 €').blocks).toMatchObject([{ content: [{ kind: 'text' }] }]);
    expect(parse('~~poistettu~~').blocks).toMatchObject([{ content: [{ kind: 'strike' }] }]);
  });
});

describe('headings', () => {
  test('go down one level at a time', () => {
    const { blocks, problems } = parse('### A\n\n##### B\n\n### C\n\n#### D');
    expect(problems).toMatchObject([{ code: 'heading-skipped', details: { level: 5, expected: 4 }, place: { line: 11 } }]);
    expect(blocks.map((block) => (block.kind === 'heading' ? block.level : 0))).toEqual([3, 4, 3, 4]);
  });
});

describe('links', () => {
  test.each(['Lue lisää.', 'lue lisää »', 'Tästä', 'Klikkaa tästä!', 'Läs mer', 'Read more'])(
    '[%s] does not say where it leads',
    (words) => {
      expect(parse(`[${words}](https://e.fi/a)`).problems).toMatchObject([
        { code: 'link-vague', severity: 'warning', place: { line: 9 } },
      ]);
    },
  );

  test('to a file of the issue’s folder are noted, and nothing that runs is', () => {
    const { issue, problems } = parse('[Ohjelma](talvi%20ohjelma.pdf) [sivu](sivu.html) [muualla](/etc/x.pdf)');
    expect(issue.files).toMatchObject([{ target: 'talvi%20ohjelma.pdf', place: { line: 9, column: 1 } }]);
    expect(codes(problems)).toEqual(['link-relative', 'link-relative']);
  });
});

describe('weekdays in running text', () => {
  test.each([
    ['Tavataan ti 16.2. klo 13.', 'ti 16.2.'],
    ['Tavataan **tiistaina 16.2.2022** klo 13.', 'tiistaina 16.2.2022'],
    ['- su 24.1.2022 äänestetään', 'su 24.1.2022'],
    ['Viimeistään perjantaihin 15.1.2022 asti', 'perjantaihin 15.1.2022'],
    ['ti 16.2. 1500 euroa', 'ti 16.2.'],
    ['maanantaina 25. tammikuuta', 'maanantaina 25. tammikuuta'],
  ])('%s: %s does not go together', (body, written) => {
    expect(parse(body).problems).toMatchObject([{ code: 'date-weekday', details: { written }, place: { line: 9 } }]);
  });

  test.each([
    'ti 15.2. 13–16',
    'sunnuntai 23.1.2022',
    'pe 14.1.',
    'julkaistiin ti 7.12.',
    'ke 32.1.2022',
    'Su on sunnuntai',
    '`ti 16.2.`',
    'versio 2.1 to 3.2',
    'auki ma-to 9.10-12',
    'ti 9.10 alkaen',
    'Palkinto la 3.2 milj.',
    'viime vuonna ke 12.5.',
    'pe 4.2. 2019 alkanut hanke',
  ])('%s is fine', (body) => expect(parse(body).problems).toEqual([]));

  test('are those of the issue’s language', () => {
    expect(codes(parse('Vi ses ons 25.1.2022.', 'sv').problems)).toEqual(['date-weekday']);
    expect(codes(parse('We meet on Wednesday 25 January 2022.', 'en').problems)).toEqual(['date-weekday']);
  });
});
