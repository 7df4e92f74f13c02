import { createHash } from 'node:crypto';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { FrozenTemplate } from '../../../ledger/send-record.ts';
import { type Problem, isError, problem } from '../../../problem/problem.ts';
import type { GatheredIssue } from '../../gather-issue.ts';
import type { PlanRequest } from './plan-request.ts';
import { type Refusal, refuse, refuseErrors } from '../refusal.ts';

/** An issue as it is now, composed and ready to be frozen. */
export interface FrozenText {
  readonly template: MessageTemplate;
  readonly frozen: FrozenTemplate;
  readonly warnings: readonly Problem[];
}

/** Composes the issue; refuses while there is an error in any of it, or when it was sent already under another name. */
export async function freezeText(request: PlanRequest, gathered: GatheredIssue): Promise<FrozenText | Refusal> {
  const twin = sentTwin(request, gathered);
  const sentBefore = twin === undefined ? [] : [problem('content-sent-before', { slug: twin })];
  const problems: Problem[] = [...gathered.problems, ...sentBefore];
  const errors = problems.filter(isError).length;
  if (errors > 0 || !gathered.theme) return refuse([...problems, problem('send-refused', { errors })]);
  const { compose } = await import('../../../compose/compose.ts');
  const composed = await compose(gathered.loaded, gathered.theme, request.workspace.config);
  const warnings = [...problems, ...composed.problems];
  const refused = refuseErrors(warnings);
  if (refused || !composed.value) return refused ?? refuse(composed.problems);
  const content = JSON.stringify(composed.value);
  const hash = createHash('sha256').update(content).digest('hex');
  return { template: composed.value, frozen: { language: composed.value.language, hash, content }, warnings };
}

/** Another slug under which the same text was really sent already. */
function sentTwin({ file, traces, store, destination }: PlanRequest, { loaded: { issue } }: GatheredIssue): string | undefined {
  if (destination.kind === 'outbox') return undefined;
  const sent = [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])];
  return sent.find(
    ({ slug, bodyHash, earlierBodies }) => slug !== file.slug && [bodyHash, ...earlierBodies].includes(issue.bodyHash),
  )?.slug;
}
