import type { Block, Cell, Footnotes, Inline, Quotation } from '../issue/block.ts';
import type { Medium } from './medium.ts';

/** Running text as HTML: paragraphs, headings, lists, quotations, code, rules and tables. Styled by element. */
export function renderProse(blocks: readonly Block[], medium: Medium): string {
  return blocks.map((block) => renderBlock(block, medium)).join('\n');
}

function renderBlock(block: Block, medium: Medium): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${renderInlines(block.content, medium)}</p>`;
    case 'heading':
      return `<h${block.level} id="${block.anchor}">${renderInlines(block.content, medium)}</h${block.level}>`;
    case 'list':
      return renderList(block, medium);
    case 'links':
      return `<ul class="links">${block.links.map((link) => `<li>${renderInlines([link], medium)}</li>`).join('')}</ul>`;
    case 'quotation':
      return renderQuotation(block, medium);
    case 'code':
      return `<pre><code>${medium.text(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'footnotes':
      return renderFootnotes(block, medium);
    case 'table':
      return medium.table(renderTable(block.header, block.rows, medium));
    default:
      return medium.box(block);
  }
}

/** A list item that is one paragraph stands without the paragraph's distance around it, unless the list is a loose one. */
function renderList({ ordered, start, isLoose, items }: Extract<Block, { kind: 'list' }>, medium: Medium): string {
  const rendered = items.map((blocks) => {
    const [first, ...rest] = blocks;
    if (isLoose || first?.kind !== 'paragraph') return `<li>${renderProse(blocks, medium)}</li>`;
    return `<li>${renderInlines(first.content, medium)}${renderProse(rest, medium)}</li>`;
  });
  if (!ordered) return `<ul>${rendered.join('')}</ul>`;
  return `<ol${start === 1 ? '' : ` start="${start}"`}>${rendered.join('')}</ol>`;
}

/** No heading has an anchor with an underscore, so none is that of a note. */
function renderFootnotes({ notes }: Footnotes, medium: Medium): string {
  const items = notes.map(
    ({ number, content }) => `<li id="note_${number}" value="${number}">${renderInlines(content, medium)}</li>`,
  );
  return `<ol class="notes">${items.join('')}</ol>`;
}

function renderQuotation({ blocks, attribution }: Quotation, medium: Medium): string {
  const by = attribution.length === 0 ? '' : `\n<p class="by">${renderInlines(attribution, medium)}</p>`;
  return `<blockquote>${renderProse(blocks, medium)}${by}</blockquote>`;
}

function renderTable(header: readonly Cell[], rows: readonly (readonly Cell[])[], medium: Medium): string {
  const renderRow = (cells: readonly Cell[], tag: string, attributes: string): string => {
    const rendered = cells.map(
      ({ align, content }) => `<${tag}${attributes}${medium.aligned(align)}>${renderInlines(content, medium)}</${tag}>`,
    );
    return `<tr>${rendered.join('')}</tr>`;
  };
  const hasHeader = header.some(({ content }) => content.length > 0);
  const head = hasHeader ? `<thead>${renderRow(header, 'th', ' scope="col"')}</thead>` : '';
  return `<table class="data">${head}<tbody>${rows.map((row) => renderRow(row, 'td', '')).join('')}</tbody></table>`;
}

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's', subscript: 'sub', superscript: 'sup' } as const;

/** Words with their marking, links and images. */
export function renderInlines(content: readonly Inline[], medium: Medium): string {
  return content.map((inline) => renderInline(inline, medium)).join('');
}

function renderInline(inline: Inline, medium: Medium): string {
  switch (inline.kind) {
    case 'text':
      return medium.text(inline.text);
    case 'code':
      return `<code>${medium.text(inline.text)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return medium.link(inline.target, renderInlines(inline.content, medium));
    case 'footnote':
      return `<sup>${medium.link(`#note_${inline.number}`, String(inline.number))}</sup>`;
    case 'image':
      return medium.image(inline.target, inline.alt);
    case 'foreign':
      return `<span lang="${inline.language}">${renderInlines(inline.content, medium)}</span>`;
    default:
      return `<${TAGS[inline.kind]}>${renderInlines(inline.content, medium)}</${TAGS[inline.kind]}>`;
  }
}
