import type { IssueLanguage } from '../../config/config.ts';
import { type Block, type Inline, type Links, type Quotation, plainText } from '../block.ts';
import { isPerson, parseContactRun } from '../directives/parse-contact.ts';

/** Finds what people write without any mark of its own: contacts behind "Lisätietoja:", lists of nothing but links, speech that a dash begins. */
export function recogniseBlocks(blocks: readonly Block[], language: IssueLanguage): Block[] {
  const recognised: Block[] = [];
  for (let index = 0; index < blocks.length; index++) {
    const contacts = contactList(blocks[index]!, blocks[index + 1]);
    if (contacts) index++;
    recognised.push(contacts ?? recogniseBlock(blocks[index]!, language));
  }
  return recognised;
}

function recogniseBlock(block: Block, language: IssueLanguage): Block {
  switch (block.kind) {
    case 'paragraph':
      return contactParagraph(block.content) ?? speech(block, language) ?? block;
    case 'list':
      return linkList(block) ?? block;
    case 'quotation':
      return attributed(block);
    default:
      return block;
  }
}

/** The words that people to ask are announced with. */
const LEAD =
  /^((?:lisätietoja(?: antaa| antavat)?|lisätiedot|yhteyshenkilöt?|yhteystiedot|mer information|ytterligare information|kontakt(?:person(?:er)?)?|(?:for )?(?:more|further) information|contacts?)):\s*/iu;

function contactParagraph(content: readonly Inline[]): Block | undefined {
  const text = plainText(content);
  const lead = LEAD.exec(text);
  if (!lead || !isPlain(content)) return undefined;
  const contacts = parseContactRun(wordsWithBreaks(content).replace(LEAD, ''));
  return contacts.length > 0 && contacts.every(isPerson) ? { kind: 'contacts', title: lead[1]!, contacts } : undefined;
}

/** A paragraph that is only the lead, and below it a list of people. */
function contactList(block: Block, next: Block | undefined): Block | undefined {
  if (block.kind !== 'paragraph' || next?.kind !== 'list' || next.ordered) return undefined;
  const lead = LEAD.exec(`${plainText(block.content).trim()} `);
  if (!lead || lead[0].trim() !== plainText(block.content).trim()) return undefined;
  const contacts = next.items.flatMap(([item, ...others]) => {
    const isPerson = item?.kind === 'paragraph' && others.length === 0 && isPlain(item.content);
    return isPerson ? parseContactRun(plainText(item.content)) : [{ name: '', details: [] }];
  });
  return contacts.every(isPerson) ? { kind: 'contacts', title: lead[1]!, contacts } : undefined;
}

/** Nothing in it would be lost if only its words were kept. */
function isPlain(content: readonly Inline[]): boolean {
  return content.every((inline) => {
    if (inline.kind === 'link') return /^(?:mailto|tel):/i.test(inline.target);
    if (inline.kind === 'strong' || inline.kind === 'emphasis') return isPlain(inline.content);
    return inline.kind === 'text' || inline.kind === 'break';
  });
}

function wordsWithBreaks(content: readonly Inline[]): string {
  return content.map((inline) => (inline.kind === 'break' ? '\n' : plainText([inline]).replaceAll('\n', ' '))).join('');
}

function linkList({ ordered, items }: Extract<Block, { kind: 'list' }>): Links | undefined {
  if (ordered) return undefined;
  const links = items.flatMap(([item, ...others]) => {
    const [link, ...rest] = item?.kind === 'paragraph' && others.length === 0 ? item.content : [];
    return link?.kind === 'link' && rest.length === 0 ? [link] : [];
  });
  return links.length === items.length ? { kind: 'links', links } : undefined;
}

function isSpeech(block: Block): block is Quotation {
  return block.kind === 'quotation' && /^[–—] /.test(plainTextOf(block.blocks[0]));
}

function plainTextOf(block: Block | undefined): string {
  return block?.kind === 'paragraph' ? plainText(block.content) : '';
}

/** Finnish and Swedish print begins what somebody says with a dash. */
function speech(block: Extract<Block, { kind: 'paragraph' }>, language: IssueLanguage): Quotation | undefined {
  const begins = language !== 'en' && /^[–—] \S/.test(plainText(block.content));
  return begins ? { kind: 'quotation', blocks: [block], attribution: [] } : undefined;
}

/** `— Aino Esimerkki` on the last line of a quotation says whose words they are. Speech within a quotation is no second one. */
function attributed(written: Quotation): Quotation {
  const blocks = written.blocks.flatMap((block) => (isSpeech(block) ? block.blocks : [block]));
  const quotation: Quotation = { ...written, blocks };
  const last = blocks.at(-1);
  if (last?.kind !== 'paragraph') return quotation;
  const before = last.content.findLastIndex((inline) => inline.kind === 'text' && /(?:^|\n)— (?:\S|$)/.test(inline.text));
  const inline = last.content[before];
  if (inline?.kind !== 'text') return quotation;
  const start = inline.text.lastIndexOf('— ');
  const words = inline.text.slice(0, start).trimEnd();
  const said: Inline[] = [...last.content.slice(0, before), ...(words === '' ? [] : [{ kind: 'text' as const, text: words }])];
  while (said.at(-1)?.kind === 'break') said.pop();
  if (said.length === 0 && blocks.length === 1) return quotation;
  const attribution: Inline[] = [{ kind: 'text', text: inline.text.slice(start) }, ...last.content.slice(before + 1)];
  const kept = said.length === 0 ? [] : [{ kind: 'paragraph' as const, content: said }];
  return { kind: 'quotation', blocks: [...blocks.slice(0, -1), ...kept], attribution };
}
