import { type Problem, problem } from '../../../problem/problem.ts';
import { type GatheredText, listsPlace } from '../../gather-issue.ts';
import type { PlanRequest } from './plan-request.ts';
import type { ReadAudience } from './read-audience.ts';

/** The lists of a send that goes on. */
interface ResumedLists {
  /** The names of those that its recipients were planned from; empty where they are those of an earlier issue. */
  readonly written: readonly string[];
  /** Those that the issue names now. */
  readonly read: ReadAudience['lists'];
  /** How many recipients are left. */
  readonly left: number;
}

/** The lists that a resumed send cannot go by, with the reason. They stop nothing. */
export function tellLost({ workspace }: PlanRequest, text: GatheredText, { written, read, left }: ResumedLists): Problem[] {
  return [...new Set([...written, ...read.keys()])].flatMap((list) => {
    const fault = read.get(list);
    if (fault === null) return [];
    const common = { list, file: workspace.config.lists.get(list)?.file ?? '', left };
    if (fault === undefined) return [problem('list-lost', { ...common, loss: 'unnamed', reason: '' }, listsPlace(text))];
    return [problem('list-lost', { ...common, ...lossOf(fault) }, fault.place)];
  });
}

function lossOf(fault: Problem): { readonly loss: 'unreadable' | 'unknown' | 'broken'; readonly reason: string } {
  if (fault.code === 'file-unreadable') return { loss: 'unreadable', reason: fault.details.reason };
  return { loss: fault.code === 'list-unknown' ? 'unknown' : 'broken', reason: fault.code };
}
