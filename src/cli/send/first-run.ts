import { createHash } from 'node:crypto';
import type { Workspace } from '../../config/load-config.ts';
import { type Plan, planFirst } from '../../deliver/plan-send.ts';
import type { PlannedRecipient, Send } from '../../ledger/ledger.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import type { GatheredIssue } from '../gather-issue.ts';
import { type Refusal, refuse, refuseErrors } from './refusal.ts';
import type { Sources } from './sources.ts';

/** What a plan is frozen from. */
export interface FirstRun {
  readonly send: Send;
  /** The composed template, as JSON. */
  readonly content: string;
  readonly recipients: readonly PlannedRecipient[];
}

/** What a first run is planned from. */
export interface FirstRunRequest {
  readonly workspace: Workspace;
  readonly gathered: GatheredIssue;
  readonly sources: Sources;
  readonly limit: number;
  /** Another slug under which the same text was sent already. */
  readonly twin: string | undefined;
  /** ISO time. */
  readonly startedAt: string;
}

/** Composes the issue and plans for everyone on its lists; refuses while there is an error in any of it. */
export async function planFirstRun(request: FirstRunRequest): Promise<{ plan: Plan; first: FirstRun } | Refusal> {
  const { workspace, gathered, sources, limit, twin, startedAt } = request;
  const problems: Problem[] = [
    ...gathered.problems,
    ...(twin === undefined ? [] : [problem('content-sent-before', { slug: twin })]),
  ];
  const errors = problems.filter(isError).length;
  if (errors > 0 || !gathered.theme) return refuse([...problems, problem('send-refused', { errors })]);
  const { compose } = await import('../../compose/compose.ts');
  const composed = await compose(gathered.loaded, gathered.theme, workspace.config);
  const refused = refuseErrors([...problems, ...composed.problems]);
  if (refused || !composed.value) return refused ?? refuse(composed.problems);
  const { slug, language, bodyHash } = gathered.loaded.issue;
  const content = JSON.stringify(composed.value);
  const templates = { [language]: createHash('sha256').update(content).digest('hex') };
  const recipients = plannedRecipients(gathered);
  return {
    plan: planFirst(slug, recipients, limit),
    first: { send: { slug, startedAt, bodyHash, sources, templates }, content, recipients },
  };
}

/** Of a row only what its copy is filled from goes into the ledger: the columns that holes name, and the name in To. */
function plannedRecipients({ loaded: { issue }, recipients }: GatheredIssue): PlannedRecipient[] {
  const needed = new Set(['name', 'organisation', ...issue.holeUses.map(({ hole }) => hole.name)]);
  return recipients.map(({ key, address, list, fields }) => ({
    key,
    address,
    list,
    language: issue.language,
    fields: Object.fromEntries(Object.entries(fields).filter(([column]) => needed.has(column))),
  }));
}
