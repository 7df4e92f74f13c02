import type { Block } from '../issue/block.ts';
import type { Issue, Section } from '../issue/issue.ts';

/** What of a block nobody reads as words, or what follows from its words. */
const NOT_WORDS = new Set(['kind', 'id', 'target', 'align', 'time', 'deadlineTime', 'language', 'number']);
/** Blocks that stand in one issue after another on purpose: an event until it is over, people, channels, the end of the letter. */
const RECURRENT = new Set<Block['kind']>(['event', 'contacts', 'channels', 'signoff', 'button', 'links', 'figure']);

/** The words of a section on one line, without its title and number; merge fields as they were written. */
export function wordsOfSection({ blocks, more }: Section, { holes }: Issue): string {
  return fold(holes.restore([...stringsIn([...blocks, ...(more?.blocks ?? [])])].join(' ')));
}

/** How many characters of running text a section has: paragraphs, lists, tables, quotations and notes. */
export function proseLength({ blocks, more }: Section): number {
  const prose = [...blocks, ...(more?.blocks ?? [])].filter(({ kind }) => !RECURRENT.has(kind));
  return fold([...stringsIn(prose)].join(' ')).length;
}

/** Every text in a value. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value as readonly unknown[]) yield* stringsIn(item);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) if (!NOT_WORDS.has(key)) yield* stringsIn(item);
}

function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
