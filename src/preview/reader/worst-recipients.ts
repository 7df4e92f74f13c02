import { type MessageTemplate, UNSUBSCRIBE_HOLE } from '../../compose/message-template.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';

/** Whose copies are most likely to look bad; undefined where there is nobody, or where all copies are alike. */
export interface WorstRecipients {
  readonly longest: Subscriber | undefined;
  /** Undefined when nobody leaves anything open. */
  readonly emptiest: Subscriber | undefined;
}

/** Of the columns that fill a message's holes: whose values are longest together, and who has fewest of them. */
export function worstRecipients(recipients: readonly Subscriber[], template: MessageTemplate): WorstRecipients {
  const columns = columnsOf(template);
  const values = ({ fields }: Subscriber): string[] => columns.map((column) => fields[column] ?? '');
  const length = (subscriber: Subscriber): number => values(subscriber).join('').length;
  const empty = (subscriber: Subscriber): number => values(subscriber).filter((value) => value === '').length;
  return { longest: most(recipients, length), emptiest: most(recipients, empty) };
}

/** The columns that holes of a message are filled from. */
export function columnsOf({ subject, html, text }: MessageTemplate): string[] {
  const names = [...subject, ...html, ...text].flatMap((piece) => (typeof piece === 'string' ? [] : [piece.hole.name]));
  return [...new Set(names)].filter((name) => name !== UNSUBSCRIBE_HOLE.name);
}

function most(recipients: readonly Subscriber[], measure: (subscriber: Subscriber) => number): Subscriber | undefined {
  let found: Subscriber | undefined;
  let best = 0;
  for (const recipient of recipients) {
    const measured = measure(recipient);
    if (measured > best) [found, best] = [recipient, measured];
  }
  return found;
}
