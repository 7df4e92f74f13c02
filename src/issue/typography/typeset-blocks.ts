import { ISSUE_LANGUAGES, type IssueLanguage } from '../../config/config.ts';
import { type Block, type Cell, type Contact, type Foreign, type Inline, type Link, plainText } from '../block.ts';
import { typesetText } from './typeset-text.ts';

/** Blocks with every text in them as print would have it; code, link targets and what holes will hold stay as they are. */
export function typesetBlocks(blocks: readonly Block[], language: IssueLanguage): Block[] {
  return blocks.map((block) => typesetBlock(block, language));
}

function typesetBlock(block: Block, language: IssueLanguage): Block {
  const text = (words: string): string => typesetText(words, language);
  const inlines = (content: readonly Inline[]): Inline[] => typesetInlines(content, language);
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: inlines(block.content) };
    case 'list':
      return { ...block, items: block.items.map((item) => typesetBlocks(item, language)) };
    case 'table':
      return { ...block, header: typesetCells(block.header, inlines), rows: block.rows.map((row) => typesetCells(row, inlines)) };
    case 'quotation':
      return { ...block, blocks: typesetBlocks(block.blocks, language), attribution: inlines(block.attribution) };
    case 'figure':
      return { ...block, alt: text(block.alt), caption: text(block.caption) };
    case 'event':
      return {
        ...block,
        title: text(block.title),
        when: text(block.when),
        where: text(block.where),
        deadline: text(block.deadline),
      };
    case 'contacts':
      return { ...block, title: text(block.title), contacts: block.contacts.map((contact) => typesetContact(contact, text)) };
    case 'links':
      return { ...block, links: block.links.map((link) => typesetLink(link, language)) };
    case 'button':
      return { ...block, link: typesetLink(block.link, language) };
    case 'note':
      return { ...block, title: text(block.title), blocks: typesetBlocks(block.blocks, language) };
    case 'signoff':
      return { ...block, blocks: typesetBlocks(block.blocks, language) };
    case 'channels':
      return { ...block, title: text(block.title) };
    case 'footnotes':
      return { ...block, notes: block.notes.map((note) => ({ ...note, content: inlines(note.content) })) };
    case 'code':
    case 'rule':
      return block;
  }
}

function typesetCells(cells: readonly Cell[], inlines: (content: readonly Inline[]) => Inline[]): Cell[] {
  return cells.map((cell) => ({ ...cell, content: inlines(cell.content) }));
}

function typesetContact({ name, details }: Contact, text: (words: string) => string): Contact {
  return {
    name: text(name),
    details: details.map((detail) => (detail.kind === 'text' ? { kind: 'text', text: text(detail.text) } : detail)),
  };
}

/** Each text knows the words before it, whatever they are marked with. */
function typesetInlines(content: readonly Inline[], language: IssueLanguage, before = ''): Inline[] {
  let last = before;
  return content.map((inline) => {
    const typeset = typesetInline(inline, language, last);
    last = inline.kind === 'break' ? '' : plainText([inline]).slice(-1) || last;
    return typeset;
  });
}

function typesetInline(inline: Inline, language: IssueLanguage, before: string): Inline {
  switch (inline.kind) {
    case 'text':
      return { kind: 'text', text: typesetText(inline.text, language, before) };
    case 'image':
      return { ...inline, alt: typesetText(inline.alt, language) };
    case 'link':
      return typesetLink(inline, language, before);
    case 'code':
    case 'break':
    case 'footnote':
      return inline;
    case 'foreign':
      return { ...inline, content: typesetInlines(inline.content, languageOf(inline) ?? language, before) };
    default:
      return { kind: inline.kind, content: typesetInlines(inline.content, language, before) };
  }
}

/** Words that are the address itself stay as they are. */
function typesetLink(link: Link, language: IssueLanguage, before = ''): Link {
  const words = plainText(link.content);
  const isAddress = [link.target, link.target.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '')].includes(words);
  return isAddress ? link : { ...link, content: typesetInlines(link.content, language, before) };
}

/** The language of words in another one, where its rules are known. */
function languageOf({ language }: Foreign): IssueLanguage | undefined {
  return ISSUE_LANGUAGES.find((known) => language.toLowerCase().startsWith(known));
}
