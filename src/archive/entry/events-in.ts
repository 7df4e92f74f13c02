import type { Block, Event } from '../../issue/block.ts';

/** All events among blocks, also within lists, quotations and boxes. */
export function eventsIn(blocks: readonly Block[]): Event[] {
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
