import { type Workspace, loadWorkspace } from '../config/load-config.ts';
import type { Parsed } from '../problem/problem.ts';
import type { Context } from './context.ts';

/** The workspace that a command works in; undefined with the reasons when there is none. */
export function gatherWorkspace({ world, folder }: Context): Promise<Parsed<Workspace | undefined>> {
  return loadWorkspace(folder, world.env);
}
