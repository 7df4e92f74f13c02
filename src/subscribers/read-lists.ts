import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { type Place, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { readTextPieces } from '../source/read-text-pieces.ts';
import { isBelow, refuseLinks } from '../storage/link-error.ts';
import { ListReader, type ReadList } from './list-reader.ts';
import type { Subscriber } from './subscriber.ts';

/** A list as read, but for its rows. */
export interface ListHead {
  readonly name: string;
  /** Null where there is no such list, or no text in its file. */
  readonly columns: readonly string[] | null;
  readonly problems: readonly Problem[];
}

/** Which lists are read, and where: `place` is where they are named. */
export interface ListRequest {
  readonly names: readonly string[];
  readonly lists: Config['lists'];
  readonly workspace: string;
  readonly place: Place;
  /** Ends the reading between two rows; what was read means nothing then. */
  readonly stop?: AbortSignal;
}

/**
 * Reads the lists that an issue names, in its order, however long they are. `begin` gives what takes their rows one after another; it is
 * asked again, and everything that was taken is void, when a list turns out to be none behind rows of it that were taken.
 */
export async function readLists(request: ListRequest, begin: () => (subscriber: Subscriber) => void): Promise<ListHead[]> {
  const broken = new Map<string, ListHead>();
  for (;;) {
    const take = begin();
    const heads: ListHead[] = [];
    for (const name of new Set(request.names)) heads.push(broken.get(name) ?? (await readList(name, request, take, broken)));
    if (heads.every((head) => head !== START_OVER)) return heads;
  }
}

/** Whether a file lies outside of the workspace, or a link leads to it. */
function isElsewhere(workspace: string, path: string): boolean {
  try {
    refuseLinks(workspace, path);
    return !isBelow(workspace, path);
  } catch {
    return true;
  }
}

/** Stands for a list that gave rows which mean nothing. */
const START_OVER: ListHead = { name: '', columns: null, problems: [] };

async function readList(
  name: string,
  { lists, workspace, place, stop }: ListRequest,
  take: (subscriber: Subscriber) => void,
  broken: Map<string, ListHead>,
): Promise<ListHead> {
  const list = lists.get(name);
  if (!list) {
    const known = [...lists.keys()];
    return {
      name,
      columns: null,
      problems: [problem('list-unknown', { list: name, nearest: nearestName(name, known), known }, place)],
    };
  }
  let taken = 0;
  const reader = new ListReader(name, list.file, (subscriber) => {
    taken++;
    take(subscriber);
  });
  const path = resolve(workspace, list.file);
  if (!list.isOutside && isElsewhere(workspace, path))
    return { name, columns: null, problems: [problem('list-outside', { list: name, file: list.file }, place)] };
  const from = { workspace: list.isOutside ? null : workspace, path, file: list.file };
  const fault = await readTextPieces(from, (piece) => reader.read(piece), stop);
  const read: ReadList = reader.end();
  const head =
    typeof fault === 'object'
      ? { name, columns: null, problems: [fault] }
      : { name, columns: read.columns, problems: read.problems };
  const isVoid = taken > 0 && (typeof fault === 'object' || read.isUnusable);
  if (!isVoid) return head;
  broken.set(name, head);
  return START_OVER;
}
