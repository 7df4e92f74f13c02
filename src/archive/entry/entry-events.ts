import type { Block, Event } from '../../issue/block.ts';
import type { Part, Written } from '../../issue/issue.ts';
import type { EntryEvent } from './entry.ts';

/** The events of a page whose days are known, with the parts that they stand in. */
export function entryEvents(
  { introduction, parts }: Pick<Written, 'introduction'> & { readonly parts: readonly Pick<Part, 'anchor' | 'blocks'>[] },
  text: (words: string) => string,
): EntryEvent[] {
  const groups = [{ anchor: '', blocks: introduction }, ...parts];
  return groups.flatMap(({ anchor, blocks }) => eventsIn(blocks).flatMap((event) => entryEvent(event, anchor, text)));
}

function entryEvent(
  { id, title, when, time, where, signup }: Event,
  anchor: string,
  text: (words: string) => string,
): EntryEvent[] {
  if (time === null) return [];
  const isAddress = /^https?:/i.test(signup) && text(signup) === signup;
  return [{ id, title: text(title), when: text(when), time, where: text(where), signup: isAddress ? signup : '', anchor }];
}

/** All events among blocks, also within lists, quotations and boxes. */
function eventsIn(blocks: readonly Block[]): Event[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'event':
        return [block];
      case 'list':
        return eventsIn(block.items.flat());
      case 'quotation':
      case 'note':
      case 'signoff':
        return eventsIn(block.blocks);
      default:
        return [];
    }
  });
}
