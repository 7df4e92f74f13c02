import type { Subscriber } from '../../subscribers/subscriber.ts';

/** Those in whose cells every word of the query occurs, wherever; capitals do not matter. */
export function findRecipients(query: string, recipients: readonly Subscriber[]): Subscriber[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return recipients.filter((recipient) => {
    const cells = fold([recipient.address, ...Object.values(recipient.fields)].join('\n'));
    return words.every((word) => cells.includes(word));
  });
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
