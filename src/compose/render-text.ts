import type { IssueWords } from '../words/issue-words.ts';
import type { Block, Cell, Contact, Event, Inline } from '../issue/block.ts';
import { wrapText } from './wrap-text.ts';

/** Blocks as plain text of at most 72 columns, parted by empty lines; links stand behind their words in brackets. */
export function renderText(blocks: readonly Block[], words: IssueWords): string {
  return blocks.map((block) => renderBlock(block, words)).join('\n\n');
}

function renderBlock(block: Block, words: IssueWords): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapText(inlineText(block.content));
    case 'heading':
      return wrapText(`* ${inlineText(block.content)} *`);
    case 'list':
      return renderList(block.items, block.ordered ? block.start : null, words);
    case 'quotation':
      return indent(renderText(block.blocks, words), '> ', '> ');
    case 'code':
      return indent(block.text, '    ', '    ');
    case 'rule':
      return '- - -';
    case 'table':
      return [block.header, ...block.rows].map((row) => wrapText(row.map(cellText).join(' | '))).join('\n');
    case 'figure':
      return wrapText(`[${words.image}: ${block.alt}]${block.caption ? ` ${block.caption}` : ''}`);
    case 'event':
      return renderEvent(block, words);
    case 'contacts':
      return [words.contacts + ':', ...block.contacts.map((contact) => indent(wrapText(contactText(contact)), '- ', '  '))].join(
        '\n',
      );
    case 'signoff':
      return renderText(block.blocks, words);
  }
}

function renderList(items: readonly (readonly Block[])[], start: number | null, words: IssueWords): string {
  const rendered = items.map((blocks, index) => {
    const bullet = start === null ? '- ' : `${start + index}. `;
    return indent(renderText(blocks, words), bullet, ' '.repeat(bullet.length));
  });
  return rendered.join('\n');
}

function renderEvent(event: Event, words: IssueWords): string {
  const lines = [
    `${words.event}: ${event.title}`,
    `${words.when}: ${event.when}`,
    event.where && `${words.where}: ${event.where}`,
    event.deadline && `${words.deadline}: ${event.deadline}`,
    event.signup && `${words.signUp}: ${event.signup}`,
  ];
  return lines.flatMap((line) => (line ? [indent(wrapText(line), '| ', '| ')] : [])).join('\n');
}

function contactText({ name, details, email, phone }: Contact): string {
  return [name, ...details, email, phone].filter((part) => part !== '').join(', ');
}

function cellText({ content }: Cell): string {
  return inlineText(content);
}

/** Inline content in words: a link's target follows in brackets unless the words are the target already. */
function inlineText(content: readonly Inline[]): string {
  return content.map(inlineTextOf).join('');
}

function inlineTextOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return '\n';
    case 'image':
      return `[${inline.alt}]`;
    case 'link':
      return linkText(inlineText(inline.content), inline.target);
    case 'emphasis':
    case 'strong':
    case 'strike':
      return inlineText(inline.content);
  }
}

function linkText(words: string, target: string): string {
  if (target.startsWith('#')) return words;
  const shown = target.replace(/^mailto:|^tel:/, '');
  return [target, shown, shown.replace(/^https?:\/\//, '')].includes(words) ? shown : `${words} (${shown})`;
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => ((index === 0 ? first : rest) + line).trimEnd())
    .join('\n');
}
