import { resolve } from 'node:path';
import type { Parsed } from '../../problem/problem.ts';
import { loadLists } from '../../subscribers/load-lists.ts';
import type { SubscriberList } from '../../subscribers/subscriber.ts';
import { fileMark } from './file-mark.ts';

/** Reads lists as `loadLists` does; those whose files are as they were last time are not read again. */
export function listLoader(): typeof loadLists {
  const known = new Map<string, Promise<Parsed<SubscriberList[]>>>();
  return (names, lists, workspace, place) => {
    const files = names.map((name) => lists.get(name)?.file ?? '');
    const mark = JSON.stringify([
      names,
      [...lists.keys()],
      place,
      files.map((file) => [file, fileMark(resolve(workspace, file))]),
    ]);
    const read = known.get(mark) ?? loadLists(names, lists, workspace, place);
    known.delete(mark);
    known.set(mark, read);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST_KEPT))) known.delete(oldest);
    return read;
  };
}

/** Issues that go to different lists may be looked at in turn. */
const MOST_KEPT = 4;
