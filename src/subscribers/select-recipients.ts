import type { Subscriber, SubscriberList } from './subscriber.ts';

/** Everyone on the lists, each address once: on several lists, the row of the first list in the order wins. */
export function selectRecipients(lists: readonly SubscriberList[]): Subscriber[] {
  const selected = new Map<string, Subscriber>();
  for (const { subscribers } of lists) {
    for (const subscriber of subscribers) if (!selected.has(subscriber.key)) selected.set(subscriber.key, subscriber);
  }
  return [...selected.values()];
}
