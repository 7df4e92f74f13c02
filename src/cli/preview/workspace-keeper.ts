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
  let said = firstProblems;
  const { get, drop } = keep(async () => {
    const { value, problems } = await loadWorkspace(folder, world.env);
    said = problems;
    good = value ?? good;
    return good;
  });
  return { get, drop, problems: () => said };
}
