import { createHash } from 'node:crypto';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { FrozenTemplate } from '../../../ledger/send-record.ts';
import { type Problem, isError, problem } from '../../../problem/problem.ts';
import { composeGathered } from '../../compose-gathered.ts';
import type { GatheredIssue } from '../../gather-issue.ts';
import type { PlanRequest } from './plan-request.ts';
import { type Refusal, refuse, refuseErrors } from '../refusal.ts';
import type { Texts } from './texts.ts';

/** An issue as it is now, composed in each of its languages and ready to be frozen: its variants first, itself last. */
export interface FrozenText {
  readonly texts: Texts;
  readonly frozen: readonly FrozenTemplate[];
  readonly warnings: readonly Problem[];
}

/** Composes the issue; refuses while there is an error in any of it, or when it was sent already under another name. */
export async function freezeText(request: PlanRequest, gathered: GatheredIssue): Promise<FrozenText | Refusal> {
  const twin = sentTwin(request, gathered);
  const sentBefore = twin === undefined ? [] : [problem('content-sent-before', { slug: twin })];
  const problems: Problem[] = [...gathered.problems, ...sentBefore, ...draftProblems(request, gathered)];
  const errors = problems.filter(isError).length;
  if (errors > 0) return refuse([...problems, problem('send-refused', { errors })]);
  const composed = await composeGathered(gathered, request.workspace.config);
  const warnings = [...problems, ...composed.problems];
  const refused = refuseErrors(warnings);
  if (refused || !composed.value) return refused ?? refuse(composed.problems);
  const templates = [...composed.value].map(([language, { template }]) => [language, template] as const);
  const own = gathered.loaded.issue.language;
  return { texts: { templates: new Map(templates), own }, frozen: templates.map(freeze).toReversed(), warnings };
}

function freeze([language, template]: readonly [string, MessageTemplate]): FrozenTemplate {
  const content = JSON.stringify(template);
  return { language, hash: createHash('sha256').update(content).digest('hex'), content };
}

/** A draft has no page that the mail could lead to; a rehearsal leads nobody anywhere. */
function draftProblems({ destination, workspace }: PlanRequest, { loaded, variants }: GatheredIssue): Problem[] {
  if (destination.kind === 'outbox' || workspace.config.archiveUrl === null) return [];
  return [loaded, ...variants].flatMap(({ issue }) => (issue.draft ? [problem('send-draft', {}, { file: issue.file })] : []));
}

/** Another slug under which the same text was really sent already. */
function sentTwin({ file, traces, store, destination }: PlanRequest, { loaded: { issue } }: GatheredIssue): string | undefined {
  if (destination.kind === 'outbox') return undefined;
  const sent = [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])];
  return sent.find(
    ({ slug, bodyHash, earlierBodies }) => slug !== file.slug && [bodyHash, ...earlierBodies].includes(issue.bodyHash),
  )?.slug;
}
