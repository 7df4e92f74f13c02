import type { Block, Cell, Inline } from '../issue/block.ts';

/** How images are named in the HTML: the written target → the `src`, or undefined for one that could not be read. */
export type ImageSource = (
  target: string,
) => { readonly src: string; readonly width: number; readonly height: number } | undefined;

/** Running text as HTML: paragraphs, headings, lists, quotations, code, rules and tables. Styled by the theme, by element. */
export function renderProse(blocks: readonly Block[], image: ImageSource): string {
  return blocks.map((block) => renderBlock(block, image)).join('\n');
}

function renderBlock(block: Block, image: ImageSource): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${renderInlines(block.content, image)}</p>`;
    case 'heading':
      return `<h${block.level}>${renderInlines(block.content, image)}</h${block.level}>`;
    case 'list':
      return renderList(block.ordered ? `ol start="${block.start}"` : 'ul', block.items, image);
    case 'quotation':
      return `<blockquote>${renderProse(block.blocks, image)}</blockquote>`;
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'table':
      return renderTable(block.header, block.rows, image);
    case 'figure':
      return `<p>${renderInline({ kind: 'image', target: block.target, alt: block.alt }, image)}<br>${escapeHtml(block.caption)}</p>`;
    case 'signoff':
      return renderProse(block.blocks, image);
    case 'event':
      return `<p><strong>${escapeHtml(block.title)}</strong><br>${escapeHtml(block.when)}</p>`;
    case 'contacts':
      return `<p>${block.contacts.map(({ name }) => escapeHtml(name)).join('<br>')}</p>`;
  }
}

/** A list item that is one paragraph stands without the paragraph's distance around it. */
function renderList(tag: string, items: readonly (readonly Block[])[], image: ImageSource): string {
  const rendered = items.map((blocks) => {
    const [first, ...rest] = blocks;
    if (first?.kind !== 'paragraph') return `<li>${renderProse(blocks, image)}</li>`;
    return `<li>${renderInlines(first.content, image)}${renderProse(rest, image)}</li>`;
  });
  return `<${tag}>${rendered.join('')}</${tag.split(' ', 1)[0]}>`;
}

function renderTable(header: readonly Cell[], rows: readonly (readonly Cell[])[], image: ImageSource): string {
  const renderRow = (cells: readonly Cell[], tag: string): string =>
    `<tr>${cells.map(({ align, content }) => `<${tag} align="${align}">${renderInlines(content, image)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => renderRow(row, 'td')).join('');
  return `<table class="data" width="100%"><thead>${renderRow(header, 'th')}</thead><tbody>${body}</tbody></table>`;
}

function renderInlines(content: readonly Inline[], image: ImageSource): string {
  return content.map((inline) => renderInline(inline, image)).join('');
}

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

function renderInline(inline: Inline, image: ImageSource): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text);
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return `<a href="${escapeHtml(inline.target)}">${renderInlines(inline.content, image)}</a>`;
    case 'image':
      return renderImage(inline.target, inline.alt, image);
    default:
      return `<${TAGS[inline.kind]}>${renderInlines(inline.content, image)}</${TAGS[inline.kind]}>`;
  }
}

function renderImage(target: string, alt: string, image: ImageSource): string {
  const found = image(target);
  if (!found) return escapeHtml(alt);
  return `<img src="${escapeHtml(found.src)}" alt="${escapeHtml(alt)}" width="${found.width}" height="${found.height}">`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
