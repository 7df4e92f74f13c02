import type { Config } from '../config/config.ts';
import type { Parsed, Place } from '../problem/problem.ts';
import { KeptRows } from './kept-rows.ts';
import { readLists } from './read-lists.ts';
import type { SubscriberList } from './subscriber.ts';

/** Reads the lists that an issue names into memory, in its order; `place` is where it names them. */
export async function loadLists(
  names: readonly string[],
  lists: Config['lists'],
  workspace: string,
  place: Place,
): Promise<Parsed<SubscriberList[]>> {
  let kept = new Map<string, KeptRows>();
  const heads = await readLists({ names, lists, workspace, place }, () => {
    kept = new Map(names.map((name) => [name, new KeptRows(lists.get(name)?.file ?? '')]));
    return (subscriber) => kept.get(subscriber.list)!.take(subscriber);
  });
  return {
    value: heads.flatMap(({ name, columns }) =>
      columns === null ? [] : [{ name, columns, subscribers: kept.get(name)!.rows() }],
    ),
    problems: heads.flatMap(({ name, problems }) => [...problems, ...kept.get(name)!.problems.all()]),
  };
}
