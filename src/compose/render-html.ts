import {
  type Block,
  type Cell,
  type Contact,
  type ContactDetail,
  type Event,
  type Inline,
  type Link,
  plainText,
} from '../issue/block.ts';
import type { IssueWords } from '../words/issue-words.ts';
import type { Targets } from './targets.ts';

/** What HTML is rendered with: the words of its language, and where images and links lead. */
export interface HtmlSetting {
  readonly words: IssueWords;
  readonly targets: Targets;
}

/** Running text as HTML: paragraphs, headings, lists, quotations, code, rules and tables. Styled by the theme, by element. */
export function renderProse(blocks: readonly Block[], setting: HtmlSetting): string {
  return blocks.map((block) => renderBlock(block, setting)).join('\n');
}

/** A block inside running text. Those that a theme gives a look of their own come here only from within lists, quotations and boxes. */
function renderBlock(block: Block, setting: HtmlSetting): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${renderInlines(block.content, setting)}</p>`;
    case 'heading':
      return `<h${block.level}>${renderInlines(block.content, setting)}</h${block.level}>`;
    case 'list':
      return renderList(block, setting);
    case 'links':
      return `<ul class="links">${block.links.map((link) => `<li>${renderInline(link, setting)}</li>`).join('')}</ul>`;
    case 'quotation':
      return renderQuotation(block.blocks, block.attribution, setting);
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'table':
      return renderTable(block.header, block.rows, setting);
    case 'figure':
      return renderFigure(block, setting);
    case 'button':
      return `<p>${renderInline(block.link, setting)}</p>`;
    case 'note':
      return `${block.title === '' ? '' : `<p><strong>${escapeHtml(block.title)}</strong></p>\n`}${renderProse(block.blocks, setting)}`;
    case 'signoff':
      return renderProse(block.blocks, setting);
    case 'event':
      return renderEvent(block, setting);
    case 'contacts':
      return `<p>${escapeHtml(block.title || setting.words.contacts)}:<br>${block.contacts.map(renderContact).join('<br>')}</p>`;
    case 'channels': {
      const channels = block.channels.map(({ name, link }) => `${escapeHtml(name)}: ${renderInline(link, setting)}`);
      return `<p>${[...channels, escapeHtml(block.hashtags.join(' '))].filter((line) => line !== '').join('<br>')}</p>`;
    }
  }
}

/** A list item that is one paragraph stands without the paragraph's distance around it, unless the list is a loose one. */
function renderList({ ordered, start, isLoose, items }: Extract<Block, { kind: 'list' }>, setting: HtmlSetting): string {
  const rendered = items.map((blocks) => {
    const [first, ...rest] = blocks;
    if (isLoose || first?.kind !== 'paragraph') return `<li>${renderProse(blocks, setting)}</li>`;
    return `<li>${renderInlines(first.content, setting)}${renderProse(rest, setting)}</li>`;
  });
  if (!ordered) return `<ul>${rendered.join('')}</ul>`;
  return `<ol${start === 1 ? '' : ` start="${start}"`}>${rendered.join('')}</ol>`;
}

function renderQuotation(blocks: readonly Block[], attribution: readonly Inline[], setting: HtmlSetting): string {
  const by = attribution.length === 0 ? '' : `\n<p class="by">${renderInlines(attribution, setting)}</p>`;
  return `<blockquote>${renderProse(blocks, setting)}${by}</blockquote>`;
}

function renderTable(header: readonly Cell[], rows: readonly (readonly Cell[])[], setting: HtmlSetting): string {
  const renderRow = (cells: readonly Cell[], tag: string): string =>
    `<tr>${cells.map(({ align, content }) => `<${tag}${styleOf(align)}>${renderInlines(content, setting)}</${tag.split(' ', 1)[0]}>`).join('')}</tr>`;
  const hasHeader = header.some(({ content }) => content.length > 0);
  const head = hasHeader ? `<thead>${renderRow(header, 'th scope="col"')}</thead>` : '';
  return `<table class="data">${head}<tbody>${rows.map((row) => renderRow(row, 'td')).join('')}</tbody></table>`;
}

/** Heads of columns would be centred without it. */
function styleOf(align: Cell['align']): string {
  return ` style="text-align: ${align}"`;
}

function renderFigure({ target, alt, caption }: Extract<Block, { kind: 'figure' }>, setting: HtmlSetting): string {
  const image = renderInline({ kind: 'image', target, alt }, setting);
  return `<p>${image}${caption === '' ? '' : `<br>${escapeHtml(caption)}`}</p>`;
}

function renderEvent({ title, when, where, signup, deadline }: Event, { words }: HtmlSetting): string {
  const lines = [
    `<strong>${escapeHtml(title)}</strong>`,
    `${words.when}: ${escapeHtml(when)}`,
    where && `${words.where}: ${renderPlace(where)}`,
    deadline && `${words.deadline}: ${escapeHtml(deadline)}`,
    signup && `<a href="${escapeHtml(signup)}">${escapeHtml(words.signUpFor(title))}</a>`,
  ];
  return `<p>${lines.filter((line) => line !== '').join('<br>')}</p>`;
}

/** Where an event is, as HTML: an address on the web is a link. */
export function renderPlace(where: string): string {
  return where
    .split(/(https?:\/\/\S*[^\s.,;)])/)
    .map((part, index) => (index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`))
    .join('');
}

/** A person's name and how to reach them, on one line as they were written. */
export function renderContact({ name, details }: Contact): string {
  return [`<strong>${escapeHtml(name)}</strong>`, ...details.map(renderDetail)].join(', ');
}

function renderDetail(detail: ContactDetail): string {
  switch (detail.kind) {
    case 'email':
      return `<a href="mailto:${escapeHtml(detail.address)}">${escapeHtml(detail.address)}</a>`;
    case 'phone':
      return `<a href="tel:${escapeHtml(detail.number)}">${escapeHtml(detail.text)}</a>`;
    case 'text':
      return escapeHtml(detail.text);
  }
}

function renderInlines(content: readonly Inline[], setting: HtmlSetting): string {
  return content.map((inline) => renderInline(inline, setting)).join('');
}

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's', subscript: 'sub', superscript: 'sup' } as const;

function renderInline(inline: Inline, setting: HtmlSetting): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text);
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return renderLink(inline, setting);
    case 'image':
      return renderImage(inline.target, inline.alt, setting);
    default:
      return `<${TAGS[inline.kind]}>${renderInlines(inline.content, setting)}</${TAGS[inline.kind]}>`;
  }
}

function renderLink({ target, content }: Link, setting: HtmlSetting): string {
  const words = renderInlines(content, setting);
  const file = setting.targets.file(target);
  if (file === null) return `<a href="${escapeHtml(target)}">${words}</a>`;
  const kind = setting.words.file(file.type, file.bytes);
  return `<a href="${escapeHtml(file.url)}">${words} ${escapeHtml(kind)}</a>`;
}

function renderImage(target: string, alt: string, { targets }: HtmlSetting): string {
  const found = targets.image(target);
  if (!found) return escapeHtml(alt);
  return `<img src="${escapeHtml(found.src)}" alt="${escapeHtml(alt)}" width="${found.width}" height="${found.height}">`;
}

/** Where a link leads and what it says, for templates that draw it themselves. */
export function linkParts(
  { target, content }: Link,
  { targets, words }: HtmlSetting,
): { readonly link: string; readonly text: string } {
  const file = targets.file(target);
  const text = plainText(content);
  return file === null ? { link: target, text } : { link: file.url, text: `${text} ${words.file(file.type, file.bytes)}` };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
