import type { Block, Cell, Contact, ContactDetail, Event } from '../issue/block.ts';
import { type TextSetting, inlineText, linkLine } from './inline-text.ts';
import { shownTarget } from './shown-target.ts';
import { COLUMNS, wrapText } from './wrap-text.ts';

/** Blocks as a plain letter of at most 72 columns, parted by empty lines; links stand behind their words in brackets. */
export function renderText(blocks: readonly Block[], setting: TextSetting): string {
  return blocks.map((block) => renderBlock(block, setting)).join('\n\n');
}

function renderBlock(block: Block, setting: TextSetting): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return wrapText(inlineText(block.content, setting));
    case 'list':
      return renderList(block, setting);
    case 'links':
      return block.links.map((link) => indent(wrapText(linkLine(link, setting), COLUMNS - 2), '- ', '  ')).join('\n');
    case 'quotation':
      return renderQuotation(block, setting);
    case 'code':
      return indent(block.text, '    ', '    ');
    case 'rule':
      return '* * *';
    case 'table':
      return renderTable(block.header, block.rows, setting);
    case 'figure':
      return wrapText(`[${setting.words.image}: ${block.alt}]${block.caption ? ` ${block.caption}` : ''}`);
    case 'event':
      return renderEvent(block, setting);
    case 'contacts':
      return [
        `${block.title || setting.words.contacts}:`,
        ...block.contacts.map((contact) => item(contactText(contact, setting))),
      ].join('\n');
    case 'button':
      return wrapText(linkLine(block.link, setting));
    case 'note':
      return indent([block.title, renderText(block.blocks, setting)].filter((part) => part !== '').join('\n'), '  ', '  ');
    case 'channels':
      return [
        `${block.title || setting.words.channels}:`,
        ...block.channels.map(({ name, link }) => item(`${name} ${linkLine(link, setting)}`)),
        ...(block.hashtags.length > 0 ? [wrapText(block.hashtags.join(' '))] : []),
      ].join('\n');
    case 'footnotes':
      return block.notes
        .map(({ number, content }) => indent(wrapText(`[${number}] ${inlineText(content, setting)}`, COLUMNS - 4), '', '    '))
        .join('\n');
    case 'signoff':
      return renderText(block.blocks, setting);
  }
}

function item(text: string): string {
  return indent(wrapText(text, COLUMNS - 2), '- ', '  ');
}

function renderList({ items, ordered, start, isLoose }: Extract<Block, { kind: 'list' }>, setting: TextSetting): string {
  const rendered = items.map((blocks, index) => {
    const bullet = ordered ? `${start + index}. ` : '- ';
    const hasOnlyItems = blocks.slice(1).every(({ kind }) => kind === 'list' || kind === 'links');
    const text = hasOnlyItems ? blocks.map((block) => renderBlock(block, setting)).join('\n') : renderText(blocks, setting);
    return indent(rewrap(text, COLUMNS - bullet.length), bullet, ' '.repeat(bullet.length));
  });
  return rendered.join(isLoose ? '\n\n' : '\n');
}

/** What was wrapped for the whole width and stands further in. */
function rewrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapText(line, columns))
    .join('\n');
}

/** Speech that begins with a dash is known by it; other quotations stand further in. */
function renderQuotation({ blocks, attribution }: Extract<Block, { kind: 'quotation' }>, setting: TextSetting): string {
  const by = attribution.length === 0 ? '' : `\n${inlineText(attribution, setting)}`;
  const said = renderText(blocks, setting) + by;
  return /^[–—] /.test(said) && by === '' ? said : indent(rewrap(said, COLUMNS - 4), '    ', '    ');
}

function renderEvent(event: Event, { words, targets }: TextSetting): string {
  const { title, when, where, signup, deadline } = event;
  const calendar = targets.calendar(event);
  const lines = [
    title,
    `${words.when}: ${when}`,
    where && `${words.where}: ${where}`,
    deadline && `${words.deadline}: ${deadline}`,
    signup && `${words.signUp}: ${shownTarget(targets.address(signup))}`,
    calendar && `${words.toCalendar}: ${calendar}`,
  ];
  return lines.flatMap((line) => (line ? [indent(wrapText(line, COLUMNS - 2), '  ', '    ')] : [])).join('\n');
}

function contactText({ name, details }: Contact, setting: TextSetting): string {
  return [...(name === '' ? [] : [name]), ...details.map((detail) => detailText(detail, setting))].join(', ');
}

function detailText(detail: ContactDetail, setting: TextSetting): string {
  if (detail.kind === 'email') return detail.address;
  return detail.kind === 'link' ? inlineText([detail], setting) : detail.text;
}

/** In columns where they have room beside each other and their width is known, and else a row below the other with the heads of its columns. */
function renderTable(header: readonly Cell[], rows: readonly (readonly Cell[])[], setting: TextSetting): string {
  const [heads = [], ...cells] = [header, ...rows].map((row) => row.map(({ content }) => inlineText(content, setting)));
  const widths = heads.map((_, column) => Math.max(...[heads, ...cells].map((row) => row[column]?.length ?? 0)));
  const isNarrow = widths.reduce((sum, width) => sum + width + 3, -3) <= COLUMNS;
  const isOpen = cells.flat().some((cell) => setting.holes.cut(cell).some((piece) => typeof piece !== 'string'));
  if (!isNarrow || isOpen)
    return cells.map((row) => wrapText(row.map((cell, column) => labelled(heads[column], cell)).join(', '))).join('\n');
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (header[column]?.align === 'right' ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('   ');
  return [heads, ...cells]
    .filter((row) => row.some((cell) => cell !== ''))
    .map(line)
    .join('\n');
}

function labelled(head: string | undefined, cell: string): string {
  return head ? `${head}: ${cell}` : cell;
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => ((index === 0 ? first : rest) + line).trimEnd())
    .join('\n');
}
