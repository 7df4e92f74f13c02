import type { Problem } from '../../src/problem/problem.ts';
import { KeptRows } from '../../src/subscribers/kept-rows.ts';
import { ListReader } from '../../src/subscribers/list-reader.ts';
import type { SubscriberList } from '../../src/subscribers/subscriber.ts';

/** A list from its text, given to the reader in pieces of so many characters. */
export function parseList(
  text: string,
  name: string,
  file: string,
  pieceLength = text.length,
): { value: SubscriberList; problems: Problem[] } {
  const kept = new KeptRows(file);
  const reader = new ListReader(name, file, (subscriber) => kept.take(subscriber));
  for (let start = 0; start < text.length; start += pieceLength) reader.read(text.slice(start, start + pieceLength));
  const { columns, problems, isUnusable } = reader.end();
  return {
    value: { name, columns, subscribers: isUnusable ? [] : kept.rows() },
    problems: [...problems, ...kept.problems.all()],
  };
}
