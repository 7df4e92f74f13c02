import { type Block, type ContactDetail, plainText } from '../../issue/block.ts';
import type { Written } from '../../issue/issue.ts';
import type { EntryText } from './entry.ts';

/** A page's words for the search, by part: what stands before the first has no title and no anchor. */
export function searchText(
  { introduction, parts }: Written & { readonly parts: readonly { title: string; anchor: string; blocks: readonly Block[] }[] },
  text: (words: string) => string,
): EntryText['search'] {
  const groups = [{ title: '', anchor: '', blocks: introduction }, ...parts];
  return groups.flatMap(({ title, anchor, blocks }) => {
    const words = blocks.flatMap(wordsIn).join(' ').replace(/\s+/g, ' ').trim();
    return title === '' && words === '' ? [] : [{ title: text(title), anchor, text: text(words) }];
  });
}

function wordsIn(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [plainText(block.content)];
    case 'list':
      return block.items.flat().flatMap(wordsIn);
    case 'code':
      return [block.text];
    case 'rule':
      return [];
    case 'table':
      return [block.header, ...block.rows].flat().map(({ content }) => plainText(content));
    case 'quotation':
      return [...block.blocks.flatMap(wordsIn), plainText(block.attribution)];
    case 'figure':
      return [block.alt, block.caption];
    case 'event':
      return [block.title, block.when, block.where];
    case 'contacts':
      return [block.title, ...block.contacts.flatMap(({ name, details }) => [name, ...details.flatMap(wordsOfDetail)])];
    case 'links':
      return block.links.map(({ content }) => plainText(content));
    case 'button':
      return [plainText(block.link.content)];
    case 'note':
      return [block.title, ...block.blocks.flatMap(wordsIn)];
    case 'channels':
      return [block.title, ...block.channels.map(({ name, link }) => `${name} ${plainText(link.content)}`), ...block.hashtags];
    case 'footnotes':
      return block.notes.map(({ content }) => plainText(content));
    case 'signoff':
      return block.blocks.flatMap(wordsIn);
  }
}

/** Addresses and numbers are not searched for. */
function wordsOfDetail(detail: ContactDetail): string[] {
  if (detail.kind === 'link') return [plainText(detail.content)];
  return detail.kind === 'text' ? [detail.text] : [];
}
