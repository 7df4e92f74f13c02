import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { type Parsed, type Place, type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { readTextFile } from '../source/read-text-file.ts';
import { parseList } from './parse-list.ts';
import type { SubscriberList } from './subscriber.ts';

/** Reads the lists that an issue names, in its order; `place` is where it names them. */
export async function loadLists(
  names: readonly string[],
  lists: Config['lists'],
  workspace: string,
  place: Place,
): Promise<Parsed<SubscriberList[]>> {
  const loaded: SubscriberList[] = [];
  const problems: Problem[] = [];
  for (const name of new Set(names)) {
    const list = lists.get(name);
    if (!list) {
      const known = [...lists.keys()];
      problems.push(problem('list-unknown', { list: name, nearest: nearestName(name, known), known }, place));
      continue;
    }
    const text = await readTextFile(join(workspace, list.file), list.file);
    problems.push(...text.problems);
    if (text.value === undefined) continue;
    const parsed = parseList(text.value, name, list.file);
    problems.push(...parsed.problems);
    loaded.push(parsed.value);
  }
  return { value: loaded, problems };
}
