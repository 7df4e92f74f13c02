import { createHash } from 'node:crypto';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { FrozenTemplate } from '../../../ledger/send-record.ts';
import { type Problem, isError, problem } from '../../../problem/problem.ts';
import { composeGathered } from '../../compose-gathered.ts';
import type { GatheredText } from '../../gather-issue.ts';
import { type Refusal, refuse, refuseErrors } from '../refusal.ts';
import type { PlanRequest } from './plan-request.ts';
import type { Texts } from './texts.ts';

/** An issue composed in each of its languages, as far as that was possible, before its lists were read. */
export interface ComposedText {
  /** Without any template where it could not be composed. */
  readonly texts: Texts;
  readonly problems: readonly Problem[];
}

/** An issue as it is now, ready to be frozen: its variants first, itself last. */
export interface FrozenText {
  readonly texts: Texts;
  readonly frozen: readonly FrozenTemplate[];
  readonly warnings: readonly Problem[];
}

export async function composeText({ workspace }: PlanRequest, text: GatheredText): Promise<ComposedText> {
  const composed = await composeGathered(text, workspace.config);
  const templates = [...(composed.value ?? [])].map(([language, { template }]) => [language, template] as const);
  return { texts: { templates: new Map(templates), own: text.loaded.issue.language }, problems: composed.problems };
}

/** Refuses while there is an error in the issue or its lists, `found`, or in the text, or when it was sent already under another name. */
export function freezeText(
  request: PlanRequest,
  text: GatheredText,
  found: readonly Problem[],
  composed: ComposedText,
): FrozenText | Refusal {
  const twin = sentTwin(request, text);
  const sentBefore = twin === undefined ? [] : [problem('content-sent-before', { slug: twin })];
  const problems: Problem[] = [...sentBefore, ...found, ...draftProblems(request, text)];
  const errors = problems.filter(isError).length;
  if (errors > 0) return refuse([...problems, problem('send-refused', { errors })]);
  const warnings = [...problems, ...composed.problems];
  const refused = refuseErrors(warnings);
  const { texts } = composed;
  if (refused || texts.templates.size === 0) return refused ?? refuse(composed.problems);
  return { texts, frozen: [...texts.templates].map(freeze).toReversed(), warnings };
}

function freeze([language, template]: readonly [string, MessageTemplate]): FrozenTemplate {
  const content = JSON.stringify(template);
  return { language, hash: createHash('sha256').update(content).digest('hex'), content };
}

/** A draft has no page that the mail could lead to; a rehearsal leads nobody anywhere. */
function draftProblems({ destination, workspace }: PlanRequest, { loaded, variants }: GatheredText): Problem[] {
  if (destination.kind === 'outbox' || workspace.config.archiveUrl === null) return [];
  return [loaded, ...variants].flatMap(({ issue }) => (issue.draft ? [problem('send-draft', {}, { file: issue.file })] : []));
}

/** Another slug under which the same text was really sent already. */
function sentTwin({ file, traces, store, destination }: PlanRequest, { loaded: { issue } }: GatheredText): string | undefined {
  if (destination.kind === 'outbox') return undefined;
  const sent = [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])];
  return sent.find(
    ({ slug, bodyHash, earlierBodies }) => slug !== file.slug && [bodyHash, ...earlierBodies].includes(issue.bodyHash),
  )?.slug;
}
