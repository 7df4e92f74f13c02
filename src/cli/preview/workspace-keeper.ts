import { type Workspace, loadWorkspace } from '../../config/load-config.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { keep } from './keep.ts';

/** The workspace as `newsletter.yaml` said last while it could be read. */
export interface WorkspaceKeeper {
  readonly get: () => Promise<Workspace>;
  /** What is wrong with it now. */
  readonly problems: () => readonly Problem[];
  readonly drop: () => void;
}

export function workspaceKeeper(
  { folder, world }: Context,
  first: Workspace,
  firstProblems: readonly Problem[],
): WorkspaceKeeper {
  let good = first;
  let said = firstProblems.map(withoutLines);
  const { get, drop } = keep(async () => {
    const { value, problems } = await loadWorkspace(folder, world.env);
    said = problems.map(withoutLines);
    good = value ?? good;
    return good;
  });
  return { get, drop, problems: () => said };
}

/** A problem without the line of `newsletter.yaml` that it quotes: the page does not show the file, only where to look in it. */
function withoutLines(problem: Problem): Problem {
  if (problem.code !== 'config-syntax') return problem;
  const reason = problem.details.reason.replace(/: .*/s, '');
  return { ...problem, details: { ...problem.details, key: '…', suggestion: '', reason } };
}
