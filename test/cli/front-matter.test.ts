import { expect, test } from 'vitest';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const REST = 'date: 2022-01-26\nlists: [jarjestot]\n';

/** What `check` says of issues with these front matters, in their order: each problem as its code, its line and its sentence. */
async function check(headers: readonly string[], lang = 'en'): Promise<string[][]> {
  const issues = headers.map((header, index) => [`issues/n${index}.md`, `---\n${header}---\n\n## 1. A\n\nText ${index}.\n`]);
  const workspace = makeWorkspace({ 'issues/tammikuu.md': null, ...Object.fromEntries(issues) });
  const run = await runProgram(workspace.folder, ['check', '--json'], { env: { NEWSLETTER_LANG: lang } });
  const problems = problemsOf(run, 'check');
  const shown = ({ code, line, message }: JsonProblem): string => `${code} ${line}: ${message}`;
  return headers.map((_, index) => problems.filter(({ file }) => file === `issues/n${index}.md`).map(shown));
}

const ofTitle = (value: string): string => `title: ${value}\n${REST}`;

/** Each with the line that is right, and a word of the sentence. */
const REFUSED: readonly (readonly [value: string, right: string, says: string])[] = [
  ['!Important news', '"!Important news"', 'character !'],
  ['!News', '"!News"', 'character !'],
  ['!!str 5', '"!!str 5"', 'character !'],
  ['! x', '"! x"', 'character !'],
  ['&Friends of the lake', '"&Friends of the lake"', 'character &'],
  ['& x', '"& x"', 'character &'],
  ['*starred*', '"*starred*"', 'character *'],
  ['* x', '"* x"', 'character *'],
  ['|pipe', '"|pipe"', 'character |'],
  ['|', '"|"', 'character |'],
  ['>', '">"', 'character >'],
  ['> 100 people', '"> 100 people"', 'character >'],
  ['@home', '"@home"', 'character @'],
  ['`x`', '"`x`"', 'character `'],
  ['%5', '"%5"', 'character %'],
  ['?', '"?"', 'character ?'],
  ['- x', '"- x"', 'character -'],
  [', x', '", x"', 'character ,'],
  ['] x', '"] x"', 'character ]'],
  ['[x] y', '"[x] y"', 'character ['],
  ['{x} y', '"{x} y"', 'character {'],
  ['{{organisation}} news', '"{{organisation}} news"', 'character {'],
  ['{{organisation|x}}', '"{{organisation|x}}"', 'begins with a bracket'],
  ['[x]', '"[x]"', 'begins with a bracket'],
  ["'Don't miss it'", '"Don\'t miss it"', 'inside it ends it'],
  ['"a "b" c"', '\'a "b" c\'', 'inside it ends it'],
  ['"a" b', '\'"a" b\'', 'goes on after'],
  ['"Yes" said "Eve"', '\'"Yes" said "Eve"\'', 'goes on after'],
  ['"x', '"x"', 'closes it'],
  ['"C:\\path"', "'C:\\path'", 'backslash'],
  ['# hash', '"# hash"', 'comment'],
  ['#hash', '"#hash"', 'comment'],
  ['a: b', '"a: b"', 'colon'],
  ['!Two\n  lines', '"!Two lines"', 'character !'],
];

test('a title that YAML would read as something else is refused, with the line as it should be written', async () => {
  const found = await check(REFUSED.map(([value]) => ofTitle(value)));
  for (const [index, [value, right, says]] of REFUSED.entries()) {
    expect(found[index], value).toHaveLength(1);
    expect(found[index]![0], value).toMatch(/^front-matter-\w+ 2: /);
    expect(found[index]![0], value).toContain(says);
    expect(found[index]![0]!.endsWith(` title: ${right}`), found[index]![0]).toBe(true);
  }
  const again = await check(REFUSED.map(([, right]) => ofTitle(right)));
  expect(again.map((problems) => problems.filter((each) => !/^(hole|markdown)-/.test(each)))).toEqual(REFUSED.map(() => []));
});

const FAULTS: readonly (readonly [header: string, problem: string])[] = [
  [`title:News\n${REST}`, 'front-matter-syntax 2: The colon after "title" needs a space after it. Write: title: News'],
  [
    `${REST}title: x\nsubject:News\n`,
    'front-matter-syntax 5: The colon after "subject" needs a space after it. Write: subject: News',
  ],
  [
    `title:News: more\n${REST}`,
    'front-matter-syntax 2: The colon after "title" needs a space after it. Write: title: "News: more"',
  ],
  [
    `title: News\ntitle: Other\n${REST}`,
    'front-matter-syntax 3: The key "title" is already on line 2. Delete one of the two lines.',
  ],
  [`title:\u00a0News\n${REST}`, 'front-matter-syntax 2: The line has an invisible character (U+00A0)'],
  [`title:\u3000News\n${REST}`, 'front-matter-syntax 2: The line has an invisible character (U+3000)'],
  [`\u00a0title: x\n${REST}`, 'front-matter-syntax 2: The line has an invisible character (U+00A0)'],
  [`${REST}\u200btitle: x\n`, 'front-matter-syntax 4: The line has an invisible character (U+200B)'],
  [`title\u00a0: x\n${REST}`, 'front-matter-syntax 2: The line has an invisible character (U+00A0)'],
  [`\ttitle: x\n${REST}`, 'front-matter-syntax 2: The line begins with a tab'],
  [` title: x\n${REST}`, 'front-matter-syntax 2: The line does not begin at the same place'],
  [`title: x\n ${REST}`, 'front-matter-syntax 3: The line does not begin at the same place'],
  [`title= x\n${REST}`, 'front-matter-syntax 2: This line has no colon and space after its key. Write: title: x'],
  [`title: x\n${REST}summary: Long\ntext\n`, 'front-matter-syntax 6: This line has no key with a colon: "text".'],
  [`title: x\ndate: 2022-01-26\nlists: - a\n`, 'front-matter-syntax 4: The names of lists go in brackets. Write: lists: [a]'],
  [`title: x\ndate: 2022-01-26\nlists: &all [a, b]\n`, 'front-matter-syntax 4: The names of lists go in brackets.'],
  [
    `title: x\n${REST}corrections:\n  - 2022-01-27: The forum: moved\n`,
    'front-matter-colon 6: The colon in "2022-01-27" ends its value for YAML. Put it in quotes: - 2022-01-27: "The forum: moved"',
  ],
];

test('each fault of front matter has a sentence of its own, on its line', async () => {
  const found = await check(FAULTS.map(([header]) => header));
  for (const [index, [header, problem]] of FAULTS.entries()) {
    expect(found[index], header).toHaveLength(1);
    expect(found[index]![0], header).toContain(problem);
  }
});

test('every fault is reported, and not what follows from the first', async () => {
  const [found = []] = await check(['title: !a\nsummary: b: c\ndate:2022-01-26\nlists: [jarjestot\n']);
  expect(found.map((problem) => problem.split(':', 1)[0])).toEqual([
    'front-matter-syntax 2',
    'front-matter-colon 3',
    'front-matter-syntax 4',
    'front-matter-syntax 5',
  ]);
});

test.each(['en', 'fi', 'sv'])('in %s the faults are told apart', async (lang) => {
  const found = (await check([...FAULTS.map(([header]) => header), ...REFUSED.map(([value]) => ofTitle(value))], lang)).flat();
  expect(new Set(found.map((problem) => problem.replace(/.*?: /, '').slice(0, 25))).size).toBeGreaterThan(12);
});

test('what is right is quiet', async () => {
  const right = [
    'title: Uutiskirje tammikuu/2022 – "sana" ja \'toinen\'!',
    "title: 'it''s'",
    'title: "a: b # c"',
    'title: re:teatteri & co * 5 > 3 | x @home `y` 100 %',
    'title: >\n  two\n  lines',
    'title: |-\n  !a\n  &b: c',
    'title: "two\n  lines"',
    'title: x # a comment',
    'title: ?what -x --- y',
    'title: ”sana” sekä (10:30) http://example.fi/a#b',
    'title:      x\n\n# A comment.\nsummary:\nlang: fi',
    'title: Perhe 👩‍👩‍👧 ja ❤️',
    'title: x\ncorrections:\n- 2022-01-27: Moved',
  ].map((title) => `${title}\n${REST}`);
  expect((await check(right)).map((problems) => problems.filter((each) => !/^issue|^section/.test(each)))).toEqual(
    right.map(() => []),
  );
});

const BLANKS = ["''", "' '", '"\\u200b"', '"\\u00ad\\u2060 \\ufeff"', '\u3164', '\u2800', '"\\u0301"', '" \\u00a0"'];

test('a title in which there is nothing to be seen is refused as an empty one is', async () => {
  const found = await check(BLANKS.map(ofTitle));
  expect(found.map((problems) => problems.map((each) => each.split(':', 1)[0]))).toEqual(
    BLANKS.map(() => ['front-matter-required 2']),
  );
});

test('a subject that is there and has nothing to be seen is not silently the title; a summary may be left empty', async () => {
  const found = await check([...BLANKS, ''].map((blank) => `title: x\n${REST}subject: ${blank}\n`));
  expect(found.map((problems) => problems.map((each) => each.split(':', 1)[0]))).toEqual(
    [...BLANKS, ''].map(() => ['front-matter-blank 5']),
  );
  const summaries = await check(["''", '', "' '", '"\\u200b"'].map((blank) => `title: x\n${REST}summary: ${blank}\n`));
  expect(summaries.map((problems) => problems.map((each) => each.split(':', 1)[0]))).toEqual([
    [],
    [],
    ['front-matter-blank 5'],
    ['front-matter-blank 5'],
  ]);
});

test('a reply prefix in the subject is refused, a word with a colon is not', async () => {
  const prefixes = [
    'Re: x',
    'RE : x',
    'Fwd: x',
    'FW: x',
    'VS: x',
    'Sv: x',
    're[2]: x',
    'Re:',
    'a\\u200bb',
    'a\\u2060b',
    'a\\ufeffb',
  ];
  const found = await check(prefixes.map((title) => ofTitle(`"${title}"`)));
  expect(found.map((problems) => problems.map((each) => each.split(':', 1)[0]))).toEqual(prefixes.map(() => ['subject-form 2']));
  const words = ['re:teatteri', 'Re-entry: x', 'Vs. x', 'vs:2022', 'More: x', '👩\\u200d👧 x', 'a\\u00adb', 'x re: y'];
  expect(await check(words.map((title) => ofTitle(`"${title}"`)))).toEqual(words.map(() => []));
});

test('a soft hyphen is left out of the Subject and of From', async () => {
  const workspace = makeWorkspace({
    'newsletter.yaml': CONFIG.replace('from: { name: Esimerkkiyhdistys', 'from: { name: "Esimerkki\\u00adyhdistys"'),
    'issues/tammikuu.md': `---\ntitle: "Uutis\\u00adkirje"\n${REST}---\n\n## 1. A\n\nText.\n`,
  });
  const run = await runProgram(workspace.folder, ['build', 'tammikuu', '--json']);
  expect(run.exitCode).toBe(0);
  const mail = workspace.read('dist/tammikuu/email.eml');
  expect(mail).toMatch(/^Subject: Uutiskirje$/m);
  expect(mail).toMatch(/^From: "?Esimerkkiyhdistys/m);
});

/** The problems of a workspace's newsletter.yaml. */
async function configProblems(text: string): Promise<JsonProblem[]> {
  const workspace = makeWorkspace({ 'newsletter.yaml': text });
  return problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
}

test.each([
  [' ', 'that can be seen'],
  ['', 'that can be seen'],
  ['\\u200b', 'that can be seen'],
  ['a\\u200bb', 'plain text'],
  ['Re: x', 'plain text'],
])('from.name "%s" is refused in words that fit', async (name, says) => {
  const [found, ...others] = await configProblems(CONFIG.replace('from: { name: Esimerkkiyhdistys', `from: { name: "${name}"`));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code: 'config-value', line: 2, details: { key: 'from.name' } });
  expect(found!.message).toContain(says);
});

test.each([
  ['name: !Foo bar', 'Write: name: "!Foo bar"'],
  ['name: &Friends', 'Write: name: "&Friends"'],
  ['name: *star', 'Write: name: "*star"'],
  ['name:Foo', 'Write: name: Foo'],
  ['name: A: B', 'Write: name: "A: B"'],
  ["name: 'Don't'", 'Write: name: "Don\'t"'],
  ['name:\u00a0A', 'invisible character (U+00A0)'],
  ['name: A\n  name: B', 'already on line 2'],
])('newsletter.yaml: %s', async (line, says) => {
  const [found, ...others] = await configProblems(CONFIG.replace(/^.*\n/, `organisation:\n  ${line}\n  address: Katu 1\n`));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code: 'config-syntax', line: line.includes('\n') ? 3 : 2 });
  expect(found!.message).toContain(says);
});

test('values in brackets are told apart as well; an anchor that is used is meant', async () => {
  const [found] = await configProblems(CONFIG.replace('{ name: Esimerkkiyhdistys, address: Katu', '{ name: !Y, address: Katu'));
  expect(found!.message).toContain('Write: organisation: { name: "!Y", address: Katu 1 }');
  const used = CONFIG.replace('name: Esimerkkiyhdistys, address: Katu', 'name: &us Y, address: Katu');
  expect(await configProblems(used.replace('{ name: Esimerkkiyhdistys,', '{ name: *us,'))).toEqual([]);
});

test('a fault beside a password does not repeat it', async () => {
  for (const smtp of [
    'smtp: { url: smtp://me:hunter2@x, a: !x }',
    'smtp:\n  url: "smtp://me:hunter2@x',
    'smtp:\n  url=smtp://me:hunter2@x\n  a: b',
  ]) {
    const found = await configProblems(`${CONFIG}${smtp}\n`);
    expect(found.map(({ code }) => code)).toContain('config-syntax');
    expect(JSON.stringify(found)).not.toContain('hunter2');
  }
});
