import type { ListHead } from '../../../subscribers/read-lists.ts';
import { readLists } from '../../../subscribers/read-lists.ts';
import { SomeProblems } from '../../../subscribers/some-problems.ts';
import type { Subscriber } from '../../../subscribers/subscriber.ts';
import type { IssueCheck } from '../../../check/check-issue.ts';
import { type Place, type Problem, isError, problem } from '../../../problem/problem.ts';
import { inReadingOrder } from '../../../problem/reading-order.ts';
import { EXIT } from '../../exit-code.ts';
import { type GatheredText, columnsOf, issueCheck, listsPlace } from '../../gather-issue.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Audience } from './audience.ts';
import { rowMaker } from './candidates.ts';
import { type History, readHistory } from './history.ts';
import type { PlanRequest } from './plan-request.ts';
import { type Texts, TextsCheck, languageIn } from './texts.ts';

/** An audience that was read into the roll. */
export interface ReadAudience {
  readonly history: History;
  /** The first error of each list that was not read whole, by the list's name; null for a list that was. */
  readonly lists: ReadonlyMap<string, Problem | null>;
  /** Everything that is wrong with the issue and its lists. */
  readonly problems: readonly Problem[];
  /** What is wrong with the copies that those in the roll would get. */
  readonly copyProblems: readonly Problem[];
}

/** Reads everyone in an audience into the roll, each once, and looks at each of them once, for the texts that they would get. */
export async function readAudience(
  request: PlanRequest,
  text: GatheredText,
  texts: Texts,
  audience: Audience,
): Promise<ReadAudience | Refusal> {
  const { context, workspace, store, progress } = request;
  const { roll } = store;
  const history = readHistory(request, audience, texts, context.words.send.suppressedAs);
  const rowOf = rowMaker(texts);
  let looked = lookAnew();
  function lookAnew(): { readonly issue: IssueCheck; readonly copies: TextsCheck } {
    return { issue: issueCheck(text, workspace.config), copies: new TextsCheck(texts) };
  }
  const see = (subscriber: Subscriber, language: string): void => {
    looked.issue.see(subscriber);
    if (audience.kind === 'lists') looked.copies.see(subscriber, language);
  };
  const { lists } = workspace.config;
  const named = { names: text.loaded.issue.lists, lists, workspace: workspace.folder, place: listsPlace(text) };
  const heads = await readLists({ ...named, stop: context.world.stop }, () => {
    roll.begin();
    progress.begin();
    looked = lookAnew();
    return (subscriber) => {
      const row = rowOf(subscriber, subscriber.place.line ?? null);
      progress.count();
      if (roll.add(row, subscriber)) see(subscriber, row.language);
    };
  });
  if (context.world.stop.aborted) return refuse([], EXIT.interrupted);
  for (const late of roll.settle() as Iterable<Subscriber>) see(late, languageIn(texts, late.fields));
  const repeated = repeatedIn(request);
  roll.dropRepeated();
  if (audience.kind === 'earlier') {
    roll.chooseEarlier();
    for (const row of roll.rows()) looked.copies.see({ ...row, ...placeIn(request, row) }, row.language);
  }
  const found = heads.flatMap(({ name, problems }) => [...problems, ...(repeated.get(name)?.all() ?? [])]);
  const columns = columnsOf(heads.flatMap(withColumns));
  return {
    history,
    lists: new Map(heads.map(({ name, problems }) => [name, problems.find(isError) ?? null])),
    problems: inReadingOrder([...text.problems, ...found, ...looked.issue.problems(columns)]),
    copyProblems: looked.copies.problems(),
  };
}

function withColumns({ columns }: ListHead): { readonly columns: readonly string[] }[] {
  return columns === null ? [] : [{ columns }];
}

/** By list: the rows whose address stood on it before. */
function repeatedIn({ store, workspace }: PlanRequest): Map<string, SomeProblems> {
  const found = new Map<string, SomeProblems>();
  for (const { address, list, line, firstLine } of store.roll.repeated()) {
    const { file } = workspace.config.lists.get(list)!;
    const problems = found.get(list) ?? new SomeProblems(file);
    found.set(list, problems);
    problems.add(problem('list-duplicate-address', { address, first: `${file}:${firstLine}` }, { file, line }));
  }
  return found;
}

/** Where a row stands, where it stands on a list. */
export function placeIn(
  { workspace }: PlanRequest,
  row: { readonly list: string; readonly line: number | null } | null,
): { readonly place?: Place } {
  const file = row && workspace.config.lists.get(row.list)?.file;
  return file === undefined || file === null || row === null || row.line === null ? {} : { place: { file, line: row.line } };
}
