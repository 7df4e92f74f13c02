import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';

/** Whether the workspace was moved, renamed or deleted since the send was planned; nothing was sent then. */
export function checkWorkspace({ workspace: { folder } }: PreparedSend): Problem[] {
  return isThere(folder) ? [] : [problem('workspace-gone', { folder })];
}

/** The same at the end of a run, with where its records are; an empty list when the workspace is in its place. */
export function checkWorkspaceAfter({ workspace: { folder }, folders, destination }: PreparedSend): Problem[] {
  if (isThere(folder)) return [];
  return [problem('workspace-moved', { folder, state: destination.kind === 'outbox' ? '' : folders.state })];
}

function isThere(folder: string): boolean {
  return existsSync(join(folder, 'newsletter.yaml'));
}
